package dev.daybook.parquet;

import com.github.luben.zstd.ZstdCompressCtx;
import java.util.Arrays;

/** Bytes of the page being built, and its compression. One per writer, used for all its pages. */
final class PageBuffer implements AutoCloseable {

    /**
     * Level 1 writes such tables about twice as fast as level 3, the library's default, for files a few percent larger
     * (docs/decisions/0004-columnar-writer.md).
     */
    private static final int LEVEL = 1;

    /** By byte, its two digits. */
    private static final int[] HEX = new int[256];

    static {
        String digits = "0123456789abcdef";
        for (int i = 0; i < HEX.length; i++) {
            HEX[i] = digits.charAt(i >>> 4) << 8 | digits.charAt(i & 0xf);
        }
    }

    private final ZstdCompressCtx zstd = new ZstdCompressCtx().setLevel(LEVEL);
    private byte[] bytes = new byte[1 << 20];
    private int length;
    private byte[] compressed = new byte[0];

    void clear() {
        length = 0;
    }

    int length() {
        return length;
    }

    void putByte(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
    }

    void putInt(int value) {
        reserve(4);
        for (int i = 0; i < 4; i++) {
            bytes[length++] = (byte) (value >>> (8 * i));
        }
    }

    void putLong(long value) {
        reserve(8);
        for (int i = 0; i < 8; i++) {
            bytes[length++] = (byte) (value >>> (8 * i));
        }
    }

    void putLongBigEndian(long value) {
        putLong(Long.reverseBytes(value));
    }

    /** Sixteen hexadecimal digits. */
    void putHex(long value) {
        reserve(2 * Long.BYTES);
        for (int shift = 56; shift >= 0; shift -= 8) {
            int pair = HEX[(int) (value >>> shift) & 0xff];
            bytes[length++] = (byte) (pair >>> 8);
            bytes[length++] = (byte) pair;
        }
    }

    void putVarint(int value) {
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            putByte(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        putByte(rest);
    }

    void putBytes(byte[] source, int from, int count) {
        reserve(count);
        System.arraycopy(source, from, bytes, length, count);
        length += count;
    }

    byte[] compress() {
        int bound = (int) com.github.luben.zstd.Zstd.compressBound(length);
        if (compressed.length < bound) {
            compressed = new byte[bound];
        }
        int size = zstd.compressByteArray(compressed, 0, compressed.length, bytes, 0, length);
        return Arrays.copyOf(compressed, size);
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
        }
    }

    @Override
    public void close() {
        zstd.close();
    }
}
