package dev.daybook.row;

import java.util.Arrays;

/** Sorts staged rows by their time; equal ones keep their order. Used again and again; not thread-safe. */
public final class RowSorter {

    private final RowView view;
    private long[] keys = new long[1024];
    private int[] starts = new int[1024];

    /** @param view that knows the column; for this sorter alone */
    public RowSorter(RowView view) {
        this.view = view;
    }

    /** Appends the rows of {@code rows} to {@code sorted}, in order. */
    public void sort(RowBuffer rows, RowBuffer sorted) {
        int count = rows.rows();
        if (keys.length < count) {
            keys = new long[count];
            starts = new int[count];
        }
        long least = index(rows);
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, count - 1));
        for (int row = 0; row < count; row++) {
            keys[row] = numbered(keys[row] - least, row, bits);
        }
        Arrays.sort(keys, 0, count);
        int mask = (1 << bits) - 1;
        for (int i = 0; i < count; i++) {
            int start = starts[(int) keys[i] & mask];
            sorted.append(rows.bytes(), start, RowView.lengthAt(rows.bytes(), start));
        }
    }

    /** Puts times and places into the arrays; the least time. */
    private long index(RowBuffer rows) {
        long least = Long.MAX_VALUE;
        int start = 0;
        for (int row = 0; row < rows.rows(); row++) {
            view.set(rows.bytes(), start);
            starts[row] = start;
            keys[row] = view.time();
            least = Math.min(least, keys[row]);
            start += view.length();
        }
        return least;
    }

    /** Times within a partition are at most some years of milliseconds apart, which leaves room for a number. */
    private static long numbered(long time, int row, int bits) {
        if (time >>> Long.SIZE - 1 - bits != 0) {
            throw new IllegalStateException("rows of one partition lie %,d ms apart".formatted(time));
        }
        return time << bits | row;
    }
}
