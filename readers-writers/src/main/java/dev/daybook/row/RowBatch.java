package dev.daybook.row;

import java.util.Arrays;
import java.util.List;

/**
 * Rows of one layout, taken apart by column: where each text lies in the bytes, and each fixed-width value as a
 * {@code long}. Filled by {@link #add}, {@link #set} or {@link #setCopy}, emptied by {@link #clear} and used again. Not
 * thread-safe.
 */
public final class RowBatch {

    private final RowLayout layout;
    private final int[] widths;
    private final int[][] textStarts;
    private final int[][] textLengths;
    private final long[][] numbers;
    private byte[] bytes;
    private byte[] ownBytes;
    private int used;
    private int rows;
    private int[] sources;
    private long[] hashHighs;
    private long[] hashLows;
    private long[] present;
    private long presentInAll;
    private long presentInAny;

    public RowBatch(RowLayout layout) {
        this.layout = layout;
        List<Column> columns = layout.columns();
        widths = columns.stream().mapToInt(c -> c.type().kind().width()).toArray();
        textStarts = new int[columns.size()][];
        textLengths = new int[columns.size()][];
        numbers = new long[columns.size()][];
        ownBytes = new byte[0];
        bytes = ownBytes;
        sources = new int[0];
        hashHighs = new long[0];
        hashLows = new long[0];
        present = new long[0];
        growTo(1024);
        clear();
    }

    /** Takes in the rows in {@code staged[from, to)}; the array is copied. */
    public void add(byte[] staged, int from, int to) {
        int length = to - from;
        reserve(length);
        System.arraycopy(staged, from, bytes, used, length);
        int end = used + length;
        for (int row = used; row < end; row += (int) RowLayout.INT.get(bytes, row)) {
            addRow(row);
        }
        used = end;
    }

    /**
     * Copies a row that may be taken in later, by {@link #take}; else its bytes are left unused.
     *
     * @return where it begins in {@link #bytes}
     */
    public int lay(byte[] staged, int from, int to) {
        int start = used;
        reserve(to - from);
        System.arraycopy(staged, from, bytes, start, to - from);
        used += to - from;
        return start;
    }

    /** Takes in the row that was laid at {@code start}. */
    public void take(int start) {
        addRow(start);
    }

    /**
     * Takes rows {@code order[from, to)} of an index in place of what it has, under the identities they have there. Their
     * bytes are not copied: the batch is valid until the index changes.
     */
    public void set(RowIndex index, int[] order, int from, int to) {
        clear();
        bytes = index.bytes();
        for (int i = from; i < to; i++) {
            addRow(index, order[i], index.start(order[i]));
        }
    }

    /**
     * The same with a copy of the rows, one behind the other: better where they lie scattered, as each column's pass over
     * them would have to fetch them from memory again.
     */
    public void setCopy(RowIndex index, int[] order, int from, int to) {
        clear();
        for (int i = from; i < to; i++) {
            int start = index.start(order[i]);
            int length = (int) RowLayout.INT.get(index.bytes(), start);
            reserve(length);
            System.arraycopy(index.bytes(), start, bytes, used, length);
            addRow(index, order[i], used);
            used += length;
        }
    }

    private void addRow(RowIndex index, int row, int start) {
        addRow(start);
        setHash(rows - 1, index.hashHigh(row), index.hashLow(row));
    }

    private void reserve(int more) {
        if (used + more > ownBytes.length) {
            ownBytes = Arrays.copyOf(ownBytes, Math.max(used + more, ownBytes.length + (ownBytes.length >> 1)));
            bytes = ownBytes;
        }
    }

    private void addRow(int start) {
        int row = rows++;
        if (row == sources.length) {
            growTo(row + (row >> 1));
        }
        sources[row] = (int) RowLayout.INT.get(bytes, start + RowLayout.SOURCE);
        hashHighs[row] = (long) RowLayout.LONG.get(bytes, start + RowLayout.HASH_HIGH);
        hashLows[row] = (long) RowLayout.LONG.get(bytes, start + RowLayout.HASH_LOW);
        long rowPresent = (long) RowLayout.LONG.get(bytes, start + RowLayout.PRESENT);
        present[row] = rowPresent;
        presentInAll &= rowPresent;
        presentInAny |= rowPresent;
        int at = start + RowLayout.VALUES;
        for (int column = 0; column < widths.length; column++) {
            if ((rowPresent >>> column & 1) != 0) {
                at = addValue(row, column, at);
            }
        }
    }

    private int addValue(int row, int column, int at) {
        switch (widths[column]) {
            case 1 -> numbers[column][row] = bytes[at];
            case 4 -> numbers[column][row] = (int) RowLayout.INT.get(bytes, at);
            case 8 -> numbers[column][row] = (long) RowLayout.LONG.get(bytes, at);
            default -> {
                return addText(row, column, at);
            }
        }
        return at + widths[column];
    }

    private int addText(int row, int column, int at) {
        int position = at;
        int length = bytes[position++];
        if (length < 0) {
            length &= 0x7f;
            int shift = 7;
            byte next;
            do {
                next = bytes[position++];
                length |= (next & 0x7f) << shift;
                shift += 7;
            } while (next < 0);
        }
        textStarts[column][row] = position;
        textLengths[column][row] = length;
        return position + length;
    }

    private void growTo(int capacity) {
        sources = Arrays.copyOf(sources, capacity);
        hashHighs = Arrays.copyOf(hashHighs, capacity);
        hashLows = Arrays.copyOf(hashLows, capacity);
        present = Arrays.copyOf(present, capacity);
        for (int column = 0; column < widths.length; column++) {
            if (widths[column] == 0) {
                textStarts[column] = grown(textStarts[column], capacity);
                textLengths[column] = grown(textLengths[column], capacity);
            } else {
                numbers[column] =
                        numbers[column] == null ? new long[capacity] : Arrays.copyOf(numbers[column], capacity);
            }
        }
    }

    private static int[] grown(int[] array, int capacity) {
        return array == null ? new int[capacity] : Arrays.copyOf(array, capacity);
    }

    public void clear() {
        rows = 0;
        used = 0;
        bytes = ownBytes;
        presentInAll = -1;
        presentInAny = 0;
    }

    public RowLayout layout() {
        return layout;
    }

    public int rows() {
        return rows;
    }

    /** The array {@link #textStarts} points into. */
    public byte[] bytes() {
        return bytes;
    }

    public int source(int row) {
        return sources[row];
    }

    public long hashHigh(int row) {
        return hashHighs[row];
    }

    public long hashLow(int row) {
        return hashLows[row];
    }

    /** Gives a row another identity, as when equal rows are to be told apart. */
    public void setHash(int row, long high, long low) {
        hashHighs[row] = high;
        hashLows[row] = low;
    }

    public boolean isNull(int row, int column) {
        return (present[row] >>> column & 1) == 0;
    }

    /** Bit i is set when every row has a value in column i. */
    public long presentInAll() {
        return presentInAll;
    }

    /** Bit i is set when some row has a value in column i. */
    public long presentInAny() {
        return presentInAny;
    }

    /** By row, bit i is set when there is a value in column i. */
    public long[] present() {
        return present;
    }

    /** By row, where the text of {@code column} begins in {@link #bytes}; undefined for rows without a value. */
    public int[] textStarts(int column) {
        return textStarts[column];
    }

    /** By row, bytes of the text of {@code column}; undefined for rows without a value. */
    public int[] textLengths(int column) {
        return textLengths[column];
    }

    /** By row, the value of fixed-width {@code column}, as {@link ColumnType} says; undefined for rows without one. */
    public long[] numbers(int column) {
        return numbers[column];
    }

    /** One value of a fixed-width column. */
    public long number(int row, int column) {
        return numbers[column][row];
    }
}
