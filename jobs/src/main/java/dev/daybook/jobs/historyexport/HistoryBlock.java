package dev.daybook.jobs.historyexport;

import dev.daybook.row.RowBuffer;

/** Rows of a table on their way; may be none. */
record HistoryBlock(HistoryTable table, RowBuffer rows) {}
