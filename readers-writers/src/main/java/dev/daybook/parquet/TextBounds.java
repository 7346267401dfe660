package dev.daybook.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;

/** Least and greatest text of a page in unsigned byte order; most comparisons end with the first eight bytes. */
final class TextBounds {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] leastBytes = new byte[0];
    private int leastFrom;
    private int leastLength = -1;
    private long leastPrefix;
    private byte[] greatestBytes = new byte[0];
    private int greatestFrom;
    private int greatestLength = -1;
    private long greatestPrefix;

    void clear() {
        leastLength = -1;
        greatestLength = -1;
    }

    /** Takes note of a text; the array must stay unchanged until {@link #update}. */
    void add(byte[] bytes, int from, int length) {
        long prefix = prefix(bytes, from, length);
        if (leastLength < 0 || isLess(prefix, bytes, from, length, leastPrefix, leastBytes, leastFrom, leastLength)) {
            leastBytes = bytes;
            leastFrom = from;
            leastLength = length;
            leastPrefix = prefix;
        }
        if (greatestLength < 0
                || isLess(greatestPrefix, greatestBytes, greatestFrom, greatestLength, prefix, bytes, from, length)) {
            greatestBytes = bytes;
            greatestFrom = from;
            greatestLength = length;
            greatestPrefix = prefix;
        }
    }

    private static boolean isLess(
            long aPrefix, byte[] a, int aFrom, int aLength, long bPrefix, byte[] b, int bFrom, int bLength) {
        if (aPrefix != bPrefix) {
            return Long.compareUnsigned(aPrefix, bPrefix) < 0;
        }
        return Arrays.compareUnsigned(a, aFrom, aFrom + aLength, b, bFrom, bFrom + bLength) < 0;
    }

    private static long prefix(byte[] bytes, int from, int length) {
        if (length >= 8) {
            return (long) LONG.get(bytes, from);
        }
        long prefix = 0;
        for (int i = 0; i < length; i++) {
            prefix |= (bytes[from + i] & 0xffL) << (56 - 8 * i);
        }
        return prefix;
    }

    void update(Statistics<?> statistics) {
        if (leastLength >= 0) {
            statistics.updateStats(binary(leastBytes, leastFrom, leastLength));
            statistics.updateStats(binary(greatestBytes, greatestFrom, greatestLength));
        }
    }

    private static Binary binary(byte[] bytes, int from, int length) {
        return Binary.fromConstantByteArray(Arrays.copyOfRange(bytes, from, from + length));
    }
}
