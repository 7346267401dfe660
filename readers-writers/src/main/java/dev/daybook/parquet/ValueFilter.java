package dev.daybook.parquet;

import java.util.Arrays;
import org.apache.parquet.column.values.bloomfilter.BlockSplitBloomFilter;
import org.apache.parquet.column.values.bloomfilter.BloomFilter;

/**
 * The bloom filter of a column chunk: collects the hashes of its values, so that it can be made as large as their number
 * asks for. One in some hundred absent values is taken for a present one.
 */
final class ValueFilter {

    private static final int BITS_PER_VALUE = 10;
    private static final int BLOCK_BYTES = 32;

    private long[] hashes = new long[1024];
    private int size;

    void add(byte[] bytes, int from, int length) {
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, size * 2);
        }
        hashes[size++] = XxHash64.of(bytes, from, length);
    }

    /** The filter of the values so far, which are forgotten. */
    BloomFilter take() {
        long bytes = (long) size * BITS_PER_VALUE / Byte.SIZE;
        int blocks = (int) Math.min((bytes + BLOCK_BYTES - 1) / BLOCK_BYTES, largest());
        BloomFilter filter = new BlockSplitBloomFilter(new byte[Math.max(1, blocks) * BLOCK_BYTES]);
        for (int i = 0; i < size; i++) {
            filter.insertHash(hashes[i]);
        }
        size = 0;
        return filter;
    }

    private static int largest() {
        return BlockSplitBloomFilter.UPPER_BOUND_BYTES / BLOCK_BYTES;
    }
}
