package dev.daybook.row;

/**
 * MurmurHash3 x64 128 with seed 0, the same values as commons-codec computes; eight bytes at a time, and without an
 * object for the result. One per thread.
 *
 * @see <a href="https://github.com/aappleby/smhasher/wiki/MurmurHash3">MurmurHash3</a>
 */
public final class ContentHash {

    private static final long C1 = 0x87c37b91114253d5L;
    private static final long C2 = 0x4cf5ad432745937fL;

    private long high;
    private long low;

    /** Computes the hash of {@code bytes[from, to)}. */
    public void compute(byte[] bytes, int from, int to) {
        long h1 = 0;
        long h2 = 0;
        int at = from;
        for (; at <= to - 16; at += 16) {
            h1 ^= mix1((long) RowLayout.LONG.get(bytes, at));
            h1 = (Long.rotateLeft(h1, 27) + h2) * 5 + 0x52dce729;
            h2 ^= mix2((long) RowLayout.LONG.get(bytes, at + 8));
            h2 = (Long.rotateLeft(h2, 31) + h1) * 5 + 0x38495ab5;
        }
        int rest = to - at;
        if (rest > 8) {
            h2 ^= mix2(tail(bytes, at + 8, to));
        }
        if (rest > 0) {
            h1 ^= mix1(tail(bytes, at, Math.min(to, at + 8)));
        }
        finish(h1 ^ to - from, h2 ^ to - from);
    }

    private void finish(long first, long second) {
        long h1 = first + second;
        long h2 = second + h1;
        h1 = avalanche(h1);
        h2 = avalanche(h2);
        high = h1 + h2;
        low = h2 + high;
    }

    private static long mix1(long k) {
        return Long.rotateLeft(k * C1, 31) * C2;
    }

    private static long mix2(long k) {
        return Long.rotateLeft(k * C2, 33) * C1;
    }

    /** The bytes from {@code from} to {@code to}, one to eight. */
    private static long tail(byte[] bytes, int from, int to) {
        if (from <= bytes.length - Long.BYTES) {
            return (long) RowLayout.LONG.get(bytes, from) & -1L >>> (from + Long.BYTES - to) * Byte.SIZE;
        }
        long value = 0;
        for (int i = to - 1; i >= from; i--) {
            value = value << 8 | bytes[i] & 0xff;
        }
        return value;
    }

    private static long avalanche(long value) {
        long h = value;
        h = (h ^ h >>> 33) * 0xff51afd7ed558ccdL;
        h = (h ^ h >>> 33) * 0xc4ceb9fe1a85ec53L;
        return h ^ h >>> 33;
    }

    public long high() {
        return high;
    }

    public long low() {
        return low;
    }
}
