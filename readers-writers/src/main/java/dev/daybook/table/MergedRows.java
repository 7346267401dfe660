package dev.daybook.table;

import dev.daybook.row.RowBatch;
import dev.daybook.row.RowLayout;
import dev.daybook.row.RowView;
import dev.daybook.table.Distinction.Verdict;
import java.io.IOException;

/**
 * Takes rows one by one, in the order they come, has those that stay written by the page, and counts what became of them.
 * Not thread-safe.
 */
final class MergedRows {

    private final GenerationFiles files;
    private final Distinction distinction;
    private final RowView view;
    private final RowBatch batch;
    private final CandidateRows candidates;
    private long written;
    private long duplicates;
    private long conflicts;
    private long replaced;

    /** @param view to look at rows with; for this object alone */
    MergedRows(GenerationFiles files, RowLayout layout, Distinction distinction, RowView view) {
        this.files = files;
        this.distinction = distinction;
        this.view = view;
        this.batch = new RowBatch(layout);
        this.candidates = new CandidateRows(batch);
    }

    /**
     * Takes the row in {@code staged[from, to)}, which is copied.
     *
     * @param isPublished whether the table has it already
     */
    void add(byte[] staged, int from, int to, boolean isPublished) throws IOException {
        candidates.add(staged, from, to, isPublished);
        int size = candidates.size();
        if (size == CandidateRows.MOST || batch.rows() + size == GenerationFiles.BATCH_ROWS) {
            decide();
        }
    }

    private void decide() throws IOException {
        distinction.judge(candidates, view);
        for (int row = 0; row < candidates.size(); row++) {
            Verdict verdict = candidates.verdict(row);
            if (verdict == Verdict.STAYS) {
                candidates.take(row);
            }
            count(verdict, candidates.isPublished(row));
        }
        candidates.clear();
        if (batch.rows() == GenerationFiles.BATCH_ROWS) {
            write();
        }
    }

    private void count(Verdict verdict, boolean isPublished) {
        if (isPublished) {
            replaced += verdict == Verdict.STAYS ? 0 : 1;
            return;
        }
        switch (verdict) {
            case STAYS -> written++;
            case DUPLICATE -> duplicates++;
            case CONFLICT -> conflicts++;
        }
    }

    private void write() throws IOException {
        files.write(batch);
        files.endIfLarge();
        batch.clear();
    }

    /** Decides about all rows, and writes what has not been written yet. */
    void flush() throws IOException {
        decide();
        if (batch.rows() > 0) {
            write();
        }
    }

    /** Of all rows so far. */
    CommitRecord.Conservation conservation(long before, long staged) {
        return new CommitRecord.Conservation(before, staged, written, duplicates, conflicts, replaced);
    }
}
