/** A notebook template, run over extracts of the tables for a period, and published. README.md tells its story. */
@NullMarked
package dev.daybook.jobs.notebookreport;

import org.jspecify.annotations.NullMarked;
