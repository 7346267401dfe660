package dev.daybook.row;

import java.util.Arrays;

/**
 * Rows one after another in a growing array. A row is built by {@link #begin}, one call per column in the layout's
 * order, and {@link #end}; {@link #undo} drops a row that turned out bad. Not thread-safe.
 */
public final class RowBuffer {

    private static final int SHORT_TEXT = 48;

    private final ContentHash hash = new ContentHash();
    private byte[] bytes;
    private int start;
    private int end;
    private int rows;
    private long present;
    private int column;

    public RowBuffer(int capacity) {
        this.bytes = new byte[Math.max(capacity, RowLayout.VALUES)];
    }

    /** Begins a row of input number {@code source}. */
    public void begin(int source) {
        start = end;
        reserve(RowLayout.VALUES);
        RowLayout.INT.set(bytes, start + RowLayout.SOURCE, source);
        end += RowLayout.VALUES;
        present = 0;
        column = 0;
    }

    public void addNull() {
        column++;
    }

    public void addBoolean(boolean value) {
        reserve(1);
        bytes[end++] = (byte) (value ? 1 : 0);
        present |= 1L << column++;
    }

    public void addInt(int value) {
        reserve(4);
        RowLayout.INT.set(bytes, end, value);
        end += 4;
        present |= 1L << column++;
    }

    public void addLong(long value) {
        reserve(8);
        RowLayout.LONG.set(bytes, end, value);
        end += 8;
        present |= 1L << column++;
    }

    /** Adds text given as valid UTF-8. */
    public void addText(byte[] utf8, int from, int to) {
        int length = to - from;
        reserve(length + 5 + Long.BYTES);
        int rest = length;
        while (rest > 0x7f) {
            bytes[end++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[end++] = (byte) rest;
        copy(utf8, from, length);
        end += length;
        present |= 1L << column++;
    }

    /** Most texts are a few words long: eight bytes at a time, the last ones too many, beats a call for each. */
    private void copy(byte[] source, int from, int length) {
        if (length > SHORT_TEXT || from + length + Long.BYTES > source.length) {
            System.arraycopy(source, from, bytes, end, length);
            return;
        }
        for (int i = 0; i < length; i += Long.BYTES) {
            RowLayout.LONG.set(bytes, end + i, (long) RowLayout.LONG.get(source, from + i));
        }
    }

    /** Adds a value of a fixed-width {@code kind}, given as in {@link RowBatch#number}. */
    public void addNumber(ColumnType.Kind kind, long value) {
        switch (kind) {
            case BOOLEAN -> addBoolean(value != 0);
            case INT, DATE -> addInt((int) value);
            default -> addLong(value);
        }
    }

    /** Ends the row: its length and content hash are known now. */
    public void end() {
        RowLayout.LONG.set(bytes, start + RowLayout.PRESENT, present);
        int from = start + RowLayout.PRESENT;
        hash.compute(bytes, from, end);
        RowLayout.INT.set(bytes, start, end - start);
        RowLayout.LONG.set(bytes, start + RowLayout.HASH_HIGH, hash.high());
        RowLayout.LONG.set(bytes, start + RowLayout.HASH_LOW, hash.low());
        rows++;
    }

    /** Drops the row begun last and not ended. */
    public void undo() {
        end = start;
    }

    /** Appends the last ended row of {@code other}. */
    public void appendLast(RowBuffer other) {
        int length = other.end - other.start;
        reserve(length);
        System.arraycopy(other.bytes, other.start, bytes, end, length);
        start = end;
        end += length;
        rows++;
    }

    /** Appends a row as it lies in {@code other}, which may be anybody's array. */
    public void append(byte[] other, int from, int length) {
        reserve(length);
        System.arraycopy(other, from, bytes, end, length);
        start = end;
        end += length;
        rows++;
    }

    /** Appends all rows of {@code other}. */
    public void appendAll(RowBuffer other) {
        reserve(other.end);
        System.arraycopy(other.bytes, 0, bytes, end, other.end);
        end += other.end;
        start = end;
        rows += other.rows;
    }

    /** Bit i is set when the row being built has a value in column i. */
    public long present() {
        return present;
    }

    public void clear() {
        start = 0;
        end = 0;
        rows = 0;
    }

    public int rows() {
        return rows;
    }

    /** Number of bytes used, from 0. */
    public int size() {
        return end;
    }

    /** The bytes themselves, not a copy: valid until the next change. */
    public byte[] bytes() {
        return bytes;
    }

    private void reserve(int more) {
        if (end + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(end + more, bytes.length * 2));
        }
    }
}
