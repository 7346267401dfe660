package dev.daybook.parquet;

import dev.daybook.row.RowBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
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

    final PageBuffer buffer;
    final ColumnDescriptor descriptor;
    final ColumnProof proof;
    private final boolean nullable;
    private final List<Page> pages = new ArrayList<>();
    private long bufferedBytes;
    private long rows;
    private int[] present = new int[MAX_PAGE_ROWS];

    ColumnChunkWriter(ColumnDescriptor descriptor, PageBuffer buffer, ColumnProof proof) {
        this.descriptor = descriptor;
        this.buffer = buffer;
        this.proof = proof;
        this.nullable = descriptor.getMaxDefinitionLevel() > 0;
    }

    /** Appends the batch's rows {@code order[0, count)}. */
    final void add(RowBatch batch, int[] order, int count) throws IOException {
        int from = 0;
        while (from < count) {
            int to = pageEnd(batch, order, from, Math.min(count, from + MAX_PAGE_ROWS));
            addPage(batch, order, from, to);
            from = to;
        }
    }

    private void addPage(RowBatch batch, int[] order, int from, int to) throws IOException {
        int values = 0;
        for (int i = from; i < to; i++) {
            if (!isNull(batch, order[i])) {
                present[values++] = order[i];
            }
        }
        if (!nullable && values < to - from) {
            throw new IllegalStateException(
                    "a row without a value for " + descriptor.getPath()[0] + ", which needs one");
        }
        buffer.clear();
        if (nullable) {
            putLevels(batch, order, from, to, values);
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

    /** Definition levels, RLE with a length before it: one run where nothing is absent, which is the usual case. */
    private void putLevels(RowBatch batch, int[] order, int from, int to, int values) throws IOException {
        int count = to - from;
        if (values == count || values == 0) {
            buffer.putInt(varintLength(count << 1) + 1);
            buffer.putVarint(count << 1);
            buffer.putByte(values == 0 ? 0 : 1);
            return;
        }
        try (RunLengthBitPackingHybridEncoder levels = hybrid(1, count)) {
            for (int i = from; i < to; i++) {
                levels.writeInt(isNull(batch, order[i]) ? 0 : 1);
            }
            byte[] encoded = levels.toBytes().toByteArray();
            buffer.putInt(encoded.length);
            buffer.putBytes(encoded, 0, encoded.length);
        }
    }

    private static int varintLength(int value) {
        return (38 - Integer.numberOfLeadingZeros(value | 1)) / 7;
    }

    /** Puts dictionary numbers {@code ids[0, count)} into the page. */
    final void putIds(int[] ids, int count, int dictionarySize) throws IOException {
        int width = Math.max(1, 32 - Integer.numberOfLeadingZeros(dictionarySize - 1));
        try (RunLengthBitPackingHybridEncoder encoder = hybrid(width, count)) {
            for (int i = 0; i < count; i++) {
                encoder.writeInt(ids[i]);
            }
            byte[] encoded = encoder.toBytes().toByteArray();
            buffer.putByte(width);
            buffer.putBytes(encoded, 0, encoded.length);
        }
    }

    private static RunLengthBitPackingHybridEncoder hybrid(int bitWidth, int values) {
        int bytes = Math.max(64, values * bitWidth / 8 + 64);
        return new RunLengthBitPackingHybridEncoder(bitWidth, bytes, bytes, HeapByteBufferAllocator.getInstance());
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

    abstract boolean isNull(RowBatch batch, int row);

    /** Puts the values of the given rows, at least one, into the page and their bounds into its statistics. */
    abstract Encoding putValues(RowBatch batch, int[] rowIndexes, int count, Statistics<?> statistics)
            throws IOException;

    /** The dictionary the pages so far refer to, or null if none does; the next row group begins a new one. */
    abstract @org.jspecify.annotations.Nullable DictionaryPage takeDictionary();
}
