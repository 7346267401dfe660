package dev.daybook.table;

import dev.daybook.row.RowIndex;
import java.util.Arrays;

/** Sorts rows by their sort key; equal ones keep their order, absent values come first. */
final class RowOrder {

    /** Up to this many different values counting beats comparing. */
    private static final int MAX_BUCKETS = 1 << 16;

    private RowOrder() {}

    /** Sorts {@code rows[0, count)}, which is ascending, in place. */
    static void sort(RowIndex index, int[] rows, int count) {
        long least = Long.MAX_VALUE;
        long greatest = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            long key = index.key(rows[i]);
            least = Math.min(least, key);
            greatest = Math.max(greatest, key);
        }
        if (count < 2 || least == greatest) {
            return;
        }
        long range = greatest - least + 1;
        if (range > 0 && range <= MAX_BUCKETS) {
            sortByCounting(index, rows, count, least, (int) range);
        } else {
            sortByComparing(index, rows, count);
        }
    }

    private static void sortByCounting(RowIndex index, int[] rows, int count, long least, int range) {
        int[] starts = new int[range + 1];
        for (int i = 0; i < count; i++) {
            starts[(int) (index.key(rows[i]) - least) + 1]++;
        }
        for (int i = 0; i < range; i++) {
            starts[i + 1] += starts[i];
        }
        int[] sorted = new int[count];
        for (int i = 0; i < count; i++) {
            sorted[starts[(int) (index.key(rows[i]) - least)]++] = rows[i];
        }
        System.arraycopy(sorted, 0, rows, 0, count);
    }

    private static void sortByComparing(RowIndex index, int[] rows, int count) {
        Integer[] boxed = new Integer[count];
        for (int i = 0; i < count; i++) {
            boxed[i] = rows[i];
        }
        Arrays.sort(boxed, (a, b) -> Long.compare(index.key(a), index.key(b)));
        for (int i = 0; i < count; i++) {
            rows[i] = boxed[i];
        }
    }
}
