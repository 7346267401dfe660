/**
 * How far a run is: what its steps say, the row in the database that others read, the line on a terminal or in the log.
 * Steps use {@link dev.daybook.progress.Progress}.
 */
@NullMarked
package dev.daybook.progress;

import org.jspecify.annotations.NullMarked;
