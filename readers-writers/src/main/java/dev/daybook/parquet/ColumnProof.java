package dev.daybook.parquet;

import java.math.BigInteger;

/**
 * What a column held when it was encoded, to be compared with what a reader finds. The sum is that of the values of a
 * number, of days or milliseconds of a date or time, of 1 for true, and of the UTF-8 lengths of text: a value lost,
 * doubled or altered shows in it.
 */
final class ColumnProof {

    private long nulls;
    private BigInteger sum = BigInteger.ZERO;
    private long pending;

    void addNulls(long count) {
        nulls += count;
    }

    void add(long value) {
        long total = pending + value;
        if (((pending ^ total) & (value ^ total)) < 0) {
            sum = sum.add(BigInteger.valueOf(pending));
            pending = value;
        } else {
            pending = total;
        }
    }

    long nulls() {
        return nulls;
    }

    BigInteger sum() {
        return sum.add(BigInteger.valueOf(pending));
    }
}
