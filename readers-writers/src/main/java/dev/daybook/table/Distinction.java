package dev.daybook.table;

import dev.daybook.row.RowView;

/** Says of rows, asked for some after others in order, which of them stay. */
@FunctionalInterface
interface Distinction {

    /** What becomes of a row. */
    enum Verdict {
        STAYS,
        /** An earlier one has the same id and the same content. */
        DUPLICATE,
        /** An earlier one has the same id and other content. */
        CONFLICT
    }

    /**
     * Judges some rows that follow those judged before.
     *
     * @param view to look at rows with
     */
    void judge(CandidateRows rows, RowView view);
}
