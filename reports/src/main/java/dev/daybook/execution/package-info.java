/**
 * Runs the code cells of a notebook in a process of their own. Start with {@link dev.daybook.execution.NotebookRun}; the
 * other side is {@link dev.daybook.execution.CellMain}.
 */
@NullMarked
package dev.daybook.execution;

import org.jspecify.annotations.NullMarked;
