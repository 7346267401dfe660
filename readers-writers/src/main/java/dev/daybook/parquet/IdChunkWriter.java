package dev.daybook.parquet;

import dev.daybook.row.RowBatch;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/** The id column: the content hash as 32 hexadecimal digits, all different, so never by dictionary. */
final class IdChunkWriter extends ColumnChunkWriter {

    static final int DIGITS = 32;

    IdChunkWriter(ColumnDescriptor descriptor, PageBuffer buffer, ColumnProof proof) {
        super(descriptor, buffer, proof, ALWAYS_PRESENT);
    }

    @Override
    int pageEnd(RowBatch batch, int[] order, int from, int limit) {
        return limit;
    }

    @Override
    Encoding putValues(RowBatch batch, int[] rows, int count, Statistics<?> statistics) {
        int leastRow = rows[0];
        int greatestRow = rows[0];
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            leastRow = compare(batch, row, leastRow) < 0 ? row : leastRow;
            greatestRow = compare(batch, row, greatestRow) > 0 ? row : greatestRow;
            buffer.putInt(DIGITS);
            buffer.putHex(batch.hashHigh(row));
            buffer.putHex(batch.hashLow(row));
        }
        proof.add((long) DIGITS * count);
        statistics.updateStats(text(batch, leastRow));
        statistics.updateStats(text(batch, greatestRow));
        return Encoding.PLAIN;
    }

    private static int compare(RowBatch batch, int a, int b) {
        int high = Long.compareUnsigned(batch.hashHigh(a), batch.hashHigh(b));
        return high != 0 ? high : Long.compareUnsigned(batch.hashLow(a), batch.hashLow(b));
    }

    private static Binary text(RowBatch batch, int row) {
        return Binary.fromString("%016x%016x".formatted(batch.hashHigh(row), batch.hashLow(row)));
    }

    @Override
    @Nullable
    DictionaryPage takeDictionary() {
        return null;
    }
}
