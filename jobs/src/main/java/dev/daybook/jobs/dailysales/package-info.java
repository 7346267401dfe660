/** daily-sales-load: the files of a business date become tables. README.md beside this file tells the story. */
@NullMarked
package dev.daybook.jobs.dailysales;

import org.jspecify.annotations.NullMarked;
