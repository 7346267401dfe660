/**
 * What the cells of a notebook may use: start with {@link dev.daybook.cells.Cells}, which a cell imports statically. Works in
 * any Java kernel; in Daybook's own, values are shown richly and {@code sql} is answered by the job.
 */
@NullMarked
package dev.daybook.cells;

import org.jspecify.annotations.NullMarked;
