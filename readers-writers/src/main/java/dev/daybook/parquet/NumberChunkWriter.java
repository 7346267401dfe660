package dev.daybook.parquet;

import dev.daybook.row.ColumnType.Kind;
import dev.daybook.row.RowBatch;
import java.nio.ByteBuffer;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/** A column of fixed-width values: with a dictionary while it stays small, booleans bit by bit. */
final class NumberChunkWriter extends ColumnChunkWriter {

    private final int column;
    private final Kind kind;
    private NumberDictionary dictionary = new NumberDictionary();
    private boolean dictionaryIsUsed;
    private boolean dictionaryIsFull;
    private int[] ids = new int[0];

    NumberChunkWriter(ColumnDescriptor descriptor, PageBuffer buffer, ColumnProof proof, int column, Kind kind) {
        super(descriptor, buffer, proof, column);
        this.column = column;
        this.kind = kind;
    }

    @Override
    int pageEnd(RowBatch batch, int[] order, int from, int limit) {
        return limit;
    }

    @Override
    Encoding putValues(RowBatch batch, int[] rows, int count, Statistics<?> statistics) {
        long[] numbers = batch.numbers(column);
        long least = Long.MAX_VALUE;
        long greatest = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            long value = numbers[rows[i]];
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
            proof.add(value);
        }
        update(statistics, least);
        update(statistics, greatest);
        if (kind == Kind.BOOLEAN) {
            putBits(numbers, rows, count);
            return Encoding.PLAIN;
        }
        if (!dictionaryIsFull && lookUp(numbers, rows, count)) {
            dictionaryIsUsed = true;
            putIds(ids, count, dictionary.size());
            return Encoding.PLAIN_DICTIONARY;
        }
        for (int i = 0; i < count; i++) {
            put(numbers[rows[i]]);
        }
        return Encoding.PLAIN;
    }

    private void update(Statistics<?> statistics, long value) {
        switch (kind) {
            case BOOLEAN -> statistics.updateStats(value != 0);
            case INT, DATE -> statistics.updateStats((int) value);
            case DECIMAL ->
                statistics.updateStats(Binary.fromConstantByteArray(ByteBuffer.allocate(AvroSchemas.DECIMAL_BYTES)
                        .putLong(value)
                        .array()));
            default -> statistics.updateStats(value);
        }
    }

    private void put(long value) {
        switch (kind) {
            case INT, DATE -> buffer.putInt((int) value);
            case DECIMAL -> buffer.putLongBigEndian(value);
            default -> buffer.putLong(value);
        }
    }

    private void putBits(long[] numbers, int[] rows, int count) {
        for (int i = 0; i < count; i += 8) {
            int bits = 0;
            for (int bit = 0; bit < 8 && i + bit < count; bit++) {
                bits |= (int) numbers[rows[i + bit]] << bit;
            }
            buffer.putByte(bits);
        }
    }

    private boolean lookUp(long[] numbers, int[] rows, int count) {
        if (ids.length < count) {
            ids = new int[count];
        }
        for (int i = 0; i < count; i++) {
            ids[i] = dictionary.idOf(numbers[rows[i]]);
            if (ids[i] < 0) {
                dictionaryIsFull = true;
                return false;
            }
        }
        return true;
    }

    @Override
    @Nullable
    DictionaryPage takeDictionary() {
        NumberDictionary words = dictionary;
        boolean used = dictionaryIsUsed;
        dictionary = new NumberDictionary();
        dictionaryIsUsed = false;
        dictionaryIsFull = false;
        if (!used) {
            return null;
        }
        return dictionaryPage(words.size(), () -> {
            for (int id = 0; id < words.size(); id++) {
                put(words.value(id));
            }
        });
    }
}
