package dev.daybook.parquet;

import java.math.BigInteger;
import java.util.List;

/**
 * What was encoded into a file, as counted while encoding it.
 *
 * @param bytes size of the file
 * @param columns in the file's order
 */
public record FileProof(long rows, long bytes, List<ColumnSum> columns) {

    /**
     * @param nulls rows without a value
     * @param sum of the values: of numbers as unscaled {@code long}s, of dates in days, of times in milliseconds, of
     *     text in UTF-8 bytes
     */
    public record ColumnSum(String name, long nulls, BigInteger sum) {}
}
