package dev.daybook.parquet;

import dev.daybook.row.RowBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.bloomfilter.BloomFilter;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * One column of the row group being built: turns slices of batches into compressed pages and keeps them until the row
 * group is complete. Format version 1 data pages, which every reader knows.
 *
 * @see <a href="https://parquet.apache.org/docs/file-format/data-pages/encodings/">Parquet encodings</a>
 */
abstract class ColumnChunkWriter {

    /** As parquet-java: small enough that the page index skips well. */
    private static final int MAX_PAGE_ROWS = 20_000;

    static final int MAX_PAGE_BYTES = 1 << 20;

    /** In place of a column's index for one that every row has a value in, whatever the row. */
    static final int ALWAYS_PRESENT = -1;

    final PageBuffer buffer;
    final ColumnDescriptor descriptor;
    final ColumnProof proof;
    private final int column;
    private final boolean nullable;
    private final List<Page> pages = new ArrayList<>();
    private long bufferedBytes;
    private long rows;
    private final int[] present = new int[MAX_PAGE_ROWS];
    private final int[] levels = new int[MAX_PAGE_ROWS];

    /** @param column index in the batches' layout, or {@link #ALWAYS_PRESENT} */
    ColumnChunkWriter(ColumnDescriptor descriptor, PageBuffer buffer, ColumnProof proof, int column) {
        this.descriptor = descriptor;
        this.buffer = buffer;
        this.proof = proof;
        this.column = column;
        this.nullable = descriptor.getMaxDefinitionLevel() > 0;
    }

    /** Appends the batch's rows {@code order[0, count)}. */
    final void add(RowBatch batch, int[] order, int count) {
        int from = 0;
        while (from < count) {
            int to = pageEnd(batch, order, from, Math.min(count, from + MAX_PAGE_ROWS));
            addPage(batch, order, from, to);
            from = to;
        }
    }

    private void addPage(RowBatch batch, int[] order, int from, int to) {
        int values = selectPresent(batch, order, from, to);
        if (!nullable && values < to - from) {
            throw new IllegalStateException(
                    "a row without a value for " + descriptor.getPath()[0] + ", which needs one");
        }
        buffer.clear();
        if (nullable) {
            putLevels(batch.present(), order, from, to - from, values);
        }
        Statistics<?> statistics = Statistics.createStats(descriptor.getPrimitiveType());
        statistics.incrementNumNulls(to - from - values);
        Encoding encoding = values == 0 ? Encoding.PLAIN : putValues(batch, present, values, statistics);
        proof.addNulls(to - from - values);
        Page page = new Page(buffer.compress(), buffer.length(), to - from, statistics, encoding);
        pages.add(page);
        bufferedBytes += page.compressed().length;
        rows += page.rows();
    }

    /** Puts the rows that have a value into {@code present}; the number of them. */
    private int selectPresent(RowBatch batch, int[] order, int from, int to) {
        if (column == ALWAYS_PRESENT || (batch.presentInAll() >>> column & 1) != 0) {
            System.arraycopy(order, from, present, 0, to - from);
            return to - from;
        }
        if ((batch.presentInAny() >>> column & 1) == 0) {
            return 0;
        }
        long[] presence = batch.present();
        int values = 0;
        for (int i = from; i < to; i++) {
            present[values] = order[i];
            values += (int) (presence[order[i]] >>> column & 1);
        }
        return values;
    }

    /** Definition levels, RLE with a length before it: one run where nothing is absent, which is the usual case. */
    private void putLevels(long[] presence, int[] order, int from, int count, int values) {
        if (values == count || values == 0) {
            buffer.putInt(varintLength(count << 1) + 1);
            buffer.putVarint(count << 1);
            buffer.putByte(values == 0 ? 0 : 1);
            return;
        }
        for (int i = 0; i < count; i++) {
            levels[i] = (int) (presence[order[from + i]] >>> column & 1);
        }
        int start = buffer.length();
        buffer.putInt(0);
        RunLengths.put(buffer, levels, count, 1);
        buffer.setInt(start, buffer.length() - start - Integer.BYTES);
    }

    private static int varintLength(int value) {
        return (38 - Integer.numberOfLeadingZeros(value | 1)) / 7;
    }

    /** Puts dictionary numbers {@code ids[0, count)} into the page. */
    final void putIds(int[] ids, int count, int dictionarySize) {
        int width = Math.max(1, 32 - Integer.numberOfLeadingZeros(dictionarySize - 1));
        buffer.putByte(width);
        RunLengths.put(buffer, ids, count, width);
    }

    final long bufferedBytes() {
        return bufferedBytes;
    }

    /** Writes the column of a finished row group and forgets its pages and dictionary. */
    final void flush(ParquetFileWriter file) throws IOException {
        file.startColumn(descriptor, rows, CompressionCodecName.ZSTD);
        DictionaryPage dictionary = takeDictionary();
        if (dictionary != null) {
            file.writeDictionaryPage(dictionary);
        }
        for (Page page : pages) {
            file.writeDataPage(
                    page.rows(),
                    page.uncompressedSize(),
                    BytesInput.from(page.compressed()),
                    page.statistics(),
                    page.rows(),
                    Encoding.RLE,
                    Encoding.RLE,
                    page.encoding());
        }
        file.endColumn();
        BloomFilter filter = takeFilter();
        if (filter != null) {
            file.addBloomFilter(descriptor.getPath()[0], filter);
        }
        pages.clear();
        bufferedBytes = 0;
        rows = 0;
    }

    /**
     * Builds the compressed dictionary page from what {@code putEntries} puts into the buffer. With version 1 pages the
     * old name of the encoding is the right one, for the dictionary as for the pages that refer to it: parquet-java
     * writes the same.
     */
    final DictionaryPage dictionaryPage(int entries, Runnable putEntries) {
        buffer.clear();
        putEntries.run();
        return new DictionaryPage(
                BytesInput.from(buffer.compress()), buffer.length(), entries, Encoding.PLAIN_DICTIONARY);
    }

    /** Where a page that begins at {@code order[from]} ends, at most at {@code limit}. */
    abstract int pageEnd(RowBatch batch, int[] order, int from, int limit);

    /** Puts the values of the given rows, at least one, into the page and their bounds into its statistics. */
    abstract Encoding putValues(RowBatch batch, int[] rowIndexes, int count, Statistics<?> statistics);

    /** The dictionary the pages so far refer to, or null if none does; the next row group begins a new one. */
    abstract @org.jspecify.annotations.Nullable DictionaryPage takeDictionary();

    /** The bloom filter of the values so far, or null if the column has none; the next row group begins a new one. */
    @org.jspecify.annotations.Nullable
    BloomFilter takeFilter() {
        return null;
    }
}
