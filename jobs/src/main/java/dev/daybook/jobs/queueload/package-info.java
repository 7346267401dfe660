/** queue-load: what the web forms send becomes tables. README.md beside this file tells the story. */
@NullMarked
package dev.daybook.jobs.queueload;

import org.jspecify.annotations.NullMarked;
