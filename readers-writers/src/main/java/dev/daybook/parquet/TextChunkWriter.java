package dev.daybook.parquet;

import dev.daybook.row.RowBatch;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.bloomfilter.BloomFilter;
import org.jspecify.annotations.Nullable;

/**
 * A text column. Begins with a dictionary and gives it up when the first page shows mostly distinct values, or when it
 * is full; pages written until then keep it.
 */
final class TextChunkWriter extends ColumnChunkWriter {

    private static final int FEW_VALUES = 4_096;
    private static final int MANY_VALUES = 16_000;

    private final int column;
    private final @Nullable ValueFilter filter;
    private final TextBounds bounds = new TextBounds();
    private TextDictionary dictionary = new TextDictionary();
    private boolean dictionaryIsUsed;
    private boolean dictionaryIsFull;
    private int page;
    private int[] ids = new int[0];

    /** @param isFiltered whether the column is to have a bloom filter */
    TextChunkWriter(ColumnDescriptor descriptor, PageBuffer buffer, ColumnProof proof, int column, boolean isFiltered) {
        super(descriptor, buffer, proof, column);
        this.column = column;
        this.filter = isFiltered ? new ValueFilter() : null;
    }

    @Override
    int pageEnd(RowBatch batch, int[] order, int from, int limit) {
        int[] lengths = batch.textLengths(column);
        int bytes = 0;
        int at = from;
        while (at < limit && bytes < MAX_PAGE_BYTES) {
            bytes += batch.isNull(order[at], column) ? 0 : lengths[order[at]];
            at++;
        }
        return at;
    }

    @Override
    Encoding putValues(RowBatch batch, int[] rows, int count, Statistics<?> statistics) {
        int[] lengths = batch.textLengths(column);
        long total = 0;
        for (int i = 0; i < count; i++) {
            total += lengths[rows[i]];
        }
        proof.add(total);
        if (filter != null) {
            addTo(filter, batch, rows, count);
        }
        bounds.clear();
        if (!dictionaryIsFull && lookUp(batch, rows, count)) {
            bounds.update(statistics);
            dictionaryIsUsed = true;
            putIds(ids, count, dictionary.size());
            return Encoding.PLAIN_DICTIONARY;
        }
        putPlain(batch, rows, count);
        bounds.update(statistics);
        return Encoding.PLAIN;
    }

    private void addTo(ValueFilter values, RowBatch batch, int[] rows, int count) {
        byte[] bytes = batch.bytes();
        int[] starts = batch.textStarts(column);
        int[] lengths = batch.textLengths(column);
        for (int i = 0; i < count; i++) {
            values.add(bytes, starts[rows[i]], lengths[rows[i]]);
        }
    }

    @Override
    @Nullable
    BloomFilter takeFilter() {
        return filter == null ? null : filter.take();
    }

    private void putPlain(RowBatch batch, int[] rows, int count) {
        byte[] bytes = batch.bytes();
        int[] starts = batch.textStarts(column);
        int[] lengths = batch.textLengths(column);
        bounds.clear();
        for (int i = 0; i < count; i++) {
            int start = starts[rows[i]];
            int length = lengths[rows[i]];
            bounds.add(bytes, start, length);
            buffer.putText(bytes, start, length);
        }
    }

    /** Finds the numbers of the values, and their bounds; false when the dictionary is given up. */
    private boolean lookUp(RowBatch batch, int[] rows, int count) {
        byte[] bytes = batch.bytes();
        int[] starts = batch.textStarts(column);
        int[] lengths = batch.textLengths(column);
        if (ids.length < count) {
            ids = new int[count];
        }
        page++;
        for (int i = 0; i < count; i++) {
            int start = starts[rows[i]];
            int length = lengths[rows[i]];
            int id = dictionary.idOf(bytes, start, length);
            if (id < 0 || !dictionaryIsUsed && isNotWorthIt(dictionary.size(), i)) {
                dictionaryIsFull = true;
                return false;
            }
            if (dictionary.isFirstIn(page, id)) {
                bounds.add(bytes, start, length);
            }
            ids[i] = id;
        }
        return true;
    }

    /**
     * Whether the first values are mostly distinct. Nearly all of the first thousands are for texts that never repeat;
     * of names of some tens of thousands of customers too, but these come again within the page.
     */
    private static boolean isNotWorthIt(int distinct, int seen) {
        return seen == FEW_VALUES && distinct > FEW_VALUES - FEW_VALUES / 20
                || seen == MANY_VALUES && distinct > MANY_VALUES - MANY_VALUES / 4;
    }

    @Override
    @Nullable
    DictionaryPage takeDictionary() {
        TextDictionary words = dictionary;
        boolean used = dictionaryIsUsed;
        dictionary = new TextDictionary();
        dictionaryIsUsed = false;
        dictionaryIsFull = false;
        page = 0;
        if (!used) {
            return null;
        }
        return dictionaryPage(words.size(), () -> {
            for (int id = 0; id < words.size(); id++) {
                buffer.putText(words.bytes(), words.start(id), words.length(id));
            }
        });
    }
}
