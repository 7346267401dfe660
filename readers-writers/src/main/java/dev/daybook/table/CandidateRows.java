package dev.daybook.table;

import dev.daybook.row.RowBatch;
import dev.daybook.row.RowView;
import dev.daybook.table.Distinction.Verdict;

/**
 * Some rows that lie in a batch, and will be taken in if they stay. They are judged together, as to look up one id after
 * another is to wait for memory each time, and to look up many at once is to wait for all of them together.
 */
final class CandidateRows {

    static final int MOST = 256;

    private final RowBatch batch;
    private final int[] starts = new int[MOST];
    private final boolean[] published = new boolean[MOST];
    private final Verdict[] verdicts = new Verdict[MOST];
    private int size;

    CandidateRows(RowBatch batch) {
        this.batch = batch;
    }

    /** @param isPublished whether the table has the row already */
    void add(byte[] staged, int from, int to, boolean isPublished) {
        starts[size] = batch.lay(staged, from, to);
        published[size++] = isPublished;
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    /** Has {@code view} look at a row. */
    void show(int row, RowView view) {
        view.set(batch.bytes(), starts[row]);
    }

    /** Has the batch take in a row. */
    void take(int row) {
        batch.take(starts[row]);
    }

    boolean isPublished(int row) {
        return published[row];
    }

    Verdict verdict(int row) {
        return verdicts[row];
    }

    void setVerdict(int row, Verdict verdict) {
        verdicts[row] = verdict;
    }
}
