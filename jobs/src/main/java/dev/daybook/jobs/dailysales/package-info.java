/** daily-sales-load: a store's sales of each day become tables. README.md beside this file tells the story. */
@NullMarked
package dev.daybook.jobs.dailysales;

import org.jspecify.annotations.NullMarked;
