package dev.daybook.gzip;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes of a stream, and of these bits: whole bytes before the lowest bit is the next. Not thread-safe. */
final class PackedInput {

    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Bytes behind the last one that may be looked at: they are zeros at the stream's end. */
    private static final int PADDING = 32;

    private static final int CAPACITY = 64 << 10;

    private InputStream stream = InputStream.nullInputStream();
    final byte[] bytes = new byte[CAPACITY + PADDING];

    /** The next byte that is not among {@link #bits} yet. */
    int at;

    long bits;

    /** Of {@link #bits}, how many are there to be used; others above them are those that follow. */
    int count;

    private int end;
    private boolean isLast;

    /** Begins with another stream. */
    void open(InputStream packed) {
        stream = packed;
        at = 0;
        end = 0;
        bits = 0;
        count = 0;
        isLast = false;
    }

    /** Position up to which eight bytes can be looked at without {@link #more}. */
    int safe() {
        return isLast ? -1 : end - Long.BYTES;
    }

    /**
     * Reads on if there is little left.
     *
     * @throws EOFException when more bits were used than there are
     */
    void more() throws IOException {
        if (at > end - Long.BYTES && !isLast) {
            // What is among the bits may be put back.
            int dropped = Math.max(0, Math.min(at, end) - Long.BYTES);
            System.arraycopy(bytes, dropped, bytes, 0, end - dropped);
            end -= dropped;
            at -= dropped;
            while (at > end - Long.BYTES && !isLast) {
                int read = stream.read(bytes, end, CAPACITY - end);
                isLast = read < 0;
                end += Math.max(0, read);
            }
            if (isLast) {
                Arrays.fill(bytes, end, end + PADDING, (byte) 0);
            }
        }
        if (at - (count >>> 3) > end) {
            throw new EOFException();
        }
    }

    /** Takes in bits, so that at least 56 are there. */
    void fill() throws IOException {
        if (at > safe()) {
            more();
        }
        bits |= (long) LONG.get(bytes, at) << count;
        at += 63 - count >>> 3;
        count |= 56;
    }

    /** The next bits, at most 32 of them. */
    int take(int number) throws IOException {
        fill();
        int value = (int) (bits & (1L << number) - 1);
        bits >>>= number;
        count -= number;
        return value;
    }

    /** How many bits are left that are known of; some may have been used that are not there. */
    long left() {
        return isLast ? (end - at) * (long) Byte.SIZE + count : Long.MAX_VALUE;
    }

    /** Drops the rest of a byte of which bits were used, and puts back whole bytes. */
    void toByte() throws IOException {
        at -= count >>> 3;
        bits = 0;
        count = 0;
        if (at > end) {
            throw new EOFException();
        }
    }

    /** Whether a byte follows; of whole bytes only. */
    boolean hasMore() throws IOException {
        more();
        return at < end;
    }

    int takeByte() throws IOException {
        if (!hasMore()) {
            throw new EOFException();
        }
        return bytes[at++] & 0xff;
    }

    /** Copies bytes, at least one; of whole bytes only. */
    int copy(byte[] target, int from, int length) throws IOException {
        if (!hasMore()) {
            throw new EOFException();
        }
        int copied = Math.min(length, end - at);
        System.arraycopy(bytes, at, target, from, copied);
        at += copied;
        return copied;
    }

    void close() throws IOException {
        stream.close();
    }
}
