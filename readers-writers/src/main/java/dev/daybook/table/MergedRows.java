package dev.daybook.table;

import dev.daybook.row.RowBatch;
import dev.daybook.row.RowLayout;
import java.io.IOException;

/** Takes rows one by one, in the order they come, and has them written by the page. Not thread-safe. */
final class MergedRows {

    private final GenerationFiles files;
    private final RowBatch batch;

    MergedRows(GenerationFiles files, RowLayout layout) {
        this.files = files;
        this.batch = new RowBatch(layout);
    }

    /** Takes in the row in {@code staged[from, to)}, which is copied. */
    void add(byte[] staged, int from, int to) throws IOException {
        batch.add(staged, from, to);
        if (batch.rows() == GenerationFiles.BATCH_ROWS) {
            flush();
        }
    }

    /** Writes what has not been written yet. */
    void flush() throws IOException {
        if (batch.rows() > 0) {
            files.write(batch);
            files.endIfLarge();
            batch.clear();
        }
    }
}
