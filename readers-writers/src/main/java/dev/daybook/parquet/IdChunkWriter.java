package dev.daybook.parquet;

import dev.daybook.row.RowBatch;
import java.nio.charset.StandardCharsets;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/** The id column: the content hash as 32 hexadecimal digits, all different, so never by dictionary. */
final class IdChunkWriter extends ColumnChunkWriter {

    static final int DIGITS = 32;

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final byte[] text = new byte[DIGITS];
    private final byte[] least = new byte[DIGITS];
    private final byte[] greatest = new byte[DIGITS];
    private final TextBounds bounds = new TextBounds();

    IdChunkWriter(ColumnDescriptor descriptor, PageBuffer buffer, ColumnProof proof) {
        super(descriptor, buffer, proof);
    }

    @Override
    int pageEnd(RowBatch batch, int[] order, int from, int limit) {
        return limit;
    }

    @Override
    boolean isNull(RowBatch batch, int row) {
        return false;
    }

    @Override
    Encoding putValues(RowBatch batch, int[] rows, int count, Statistics<?> statistics) {
        int leastRow = rows[0];
        int greatestRow = rows[0];
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            leastRow = compare(batch, row, leastRow) < 0 ? row : leastRow;
            greatestRow = compare(batch, row, greatestRow) > 0 ? row : greatestRow;
            print(batch, row, text);
            buffer.putInt(DIGITS);
            buffer.putBytes(text, 0, DIGITS);
            proof.add(DIGITS);
        }
        print(batch, leastRow, least);
        print(batch, greatestRow, greatest);
        bounds.clear();
        bounds.add(least, 0, DIGITS);
        bounds.add(greatest, 0, DIGITS);
        bounds.update(statistics);
        return Encoding.PLAIN;
    }

    private static int compare(RowBatch batch, int a, int b) {
        int high = Long.compareUnsigned(batch.hashHigh(a), batch.hashHigh(b));
        return high != 0 ? high : Long.compareUnsigned(batch.hashLow(a), batch.hashLow(b));
    }

    private static void print(RowBatch batch, int row, byte[] target) {
        print(batch.hashHigh(row), target, 0);
        print(batch.hashLow(row), target, DIGITS / 2);
    }

    private static void print(long value, byte[] target, int from) {
        for (int i = 0; i < DIGITS / 2; i++) {
            target[from + i] = HEX[(int) (value >>> (60 - 4 * i)) & 0xf];
        }
    }

    @Override
    @Nullable DictionaryPage takeDictionary() {
        return null;
    }
}
