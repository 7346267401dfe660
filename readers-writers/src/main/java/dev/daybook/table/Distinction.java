package dev.daybook.table;

import dev.daybook.row.RowView;

/** Says of rows, asked for one after another in order, which of them stay. */
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

    /** @param isPublished whether the table has the row already */
    Verdict of(RowView row, boolean isPublished);
}
