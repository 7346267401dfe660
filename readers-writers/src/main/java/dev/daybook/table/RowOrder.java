package dev.daybook.table;

import dev.daybook.row.RowBatch;
import java.util.Arrays;

/** Sorts the rows of a batch by a fixed-width column; equal ones keep their order, absent values come first. */
final class RowOrder {

    /** Up to this many different values counting beats comparing. */
    private static final int MAX_BUCKETS = 1 << 16;

    private RowOrder() {}

    /** Sorts {@code rows[0, count)}, which is ascending, in place. */
    static void sort(RowBatch batch, int column, int[] rows, int count) {
        long least = Long.MAX_VALUE;
        long greatest = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            long key = key(batch, rows[i], column);
            least = Math.min(least, key);
            greatest = Math.max(greatest, key);
        }
        if (count < 2 || least == greatest) {
            return;
        }
        long range = greatest - least + 1;
        if (range > 0 && range <= MAX_BUCKETS) {
            sortByCounting(batch, column, rows, count, least, (int) range);
        } else {
            sortByComparing(batch, column, rows, count);
        }
    }

    private static long key(RowBatch batch, int row, int column) {
        return batch.isNull(row, column) ? Long.MIN_VALUE : batch.number(row, column);
    }

    private static void sortByCounting(RowBatch batch, int column, int[] rows, int count, long least, int range) {
        int[] starts = new int[range + 1];
        for (int i = 0; i < count; i++) {
            starts[(int) (key(batch, rows[i], column) - least) + 1]++;
        }
        for (int i = 0; i < range; i++) {
            starts[i + 1] += starts[i];
        }
        int[] sorted = new int[count];
        for (int i = 0; i < count; i++) {
            sorted[starts[(int) (key(batch, rows[i], column) - least)]++] = rows[i];
        }
        System.arraycopy(sorted, 0, rows, 0, count);
    }

    private static void sortByComparing(RowBatch batch, int column, int[] rows, int count) {
        Integer[] boxed = new Integer[count];
        for (int i = 0; i < count; i++) {
            boxed[i] = rows[i];
        }
        Arrays.sort(boxed, (a, b) -> Long.compare(key(batch, a, column), key(batch, b, column)));
        for (int i = 0; i < count; i++) {
            rows[i] = boxed[i];
        }
    }
}
