package dev.daybook.parquet;

import com.github.luben.zstd.ZstdCompressCtx;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes of the page being built, and its compression. One per writer, used for all its pages. */
final class PageBuffer implements AutoCloseable {

    /**
     * Level 1 writes such tables about twice as fast as level 3, the library's default, for files a few percent larger
     * (docs/decisions/0004-columnar-writer.md).
     */
    private static final int LEVEL = 1;

    /** Up to this length a text is copied eight bytes at a time, which beats a call for each. */
    private static final int SHORT_TEXT = 64;

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** By byte, its two digits, the first one in the low half. */
    private static final short[] HEX = new short[256];

    static {
        String digits = "0123456789abcdef";
        for (int i = 0; i < HEX.length; i++) {
            HEX[i] = (short) (digits.charAt(i & 0xf) << 8 | digits.charAt(i >>> 4));
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
        INT.set(bytes, length, value);
        length += 4;
    }

    /** Overwrites an int put before. */
    void setInt(int at, int value) {
        INT.set(bytes, at, value);
    }

    void putLong(long value) {
        reserve(8);
        LONG.set(bytes, length, value);
        length += 8;
    }

    void putLongBigEndian(long value) {
        putLong(Long.reverseBytes(value));
    }

    /** Sixteen hexadecimal digits. */
    void putHex(long value) {
        reserve(2 * Long.BYTES);
        int at = length;
        for (int shift = 56; shift >= 0; shift -= 8) {
            SHORT.set(bytes, at, HEX[(int) (value >>> shift) & 0xff]);
            at += 2;
        }
        length = at;
    }

    void putVarint(int value) {
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            putByte(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        putByte(rest);
    }

    /** A text with its length before it. */
    void putText(byte[] source, int from, int count) {
        reserve(Integer.BYTES + count + Long.BYTES);
        INT.set(bytes, length, count);
        int at = length + Integer.BYTES;
        if (count > SHORT_TEXT || from + count + Long.BYTES > source.length) {
            System.arraycopy(source, from, bytes, at, count);
        } else {
            for (int i = 0; i < count; i += Long.BYTES) {
                LONG.set(bytes, at + i, (long) LONG.get(source, from + i));
            }
        }
        length = at + count;
    }

    /**
     * The {@code width} low bits of each of {@code numbers[from, to)}, the first number in the lowest bits, filled up with
     * zeros to {@code count} bytes.
     */
    void putBits(int[] numbers, int from, int to, int width, int count) {
        reserve(count + Long.BYTES);
        int at = length;
        int end = at + count;
        long bits = 0;
        int filled = 0;
        for (int i = from; i < to; i++) {
            bits |= (long) numbers[i] << filled;
            filled += width;
            if (filled >= Integer.SIZE) {
                INT.set(bytes, at, (int) bits);
                bits >>>= Integer.SIZE;
                filled -= Integer.SIZE;
                at += Integer.BYTES;
            }
        }
        for (; at < end; at += Integer.BYTES) {
            INT.set(bytes, at, (int) bits);
            bits = 0;
        }
        length = end;
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
