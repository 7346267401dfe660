/** history-export: a day's runs, loads and rejects become tables. README.md beside this file tells the story. */
@NullMarked
package dev.daybook.jobs.historyexport;

import org.jspecify.annotations.NullMarked;
