package dev.daybook.table;

import java.util.List;

/** Merges runs of rows in order of time to one; rows of the same time come in the order of their runs. */
final class RunMerge {

    private final RunReader[] runs;
    private final int[] heap;
    private int size;

    /** @param runs each in order */
    RunMerge(List<RunReader> runs) {
        this.runs = runs.toArray(new RunReader[0]);
        this.heap = new int[this.runs.length];
        for (int run = 0; run < this.runs.length; run++) {
            if (this.runs[run].next()) {
                heap[size++] = run;
            }
        }
        for (int i = size / 2 - 1; i >= 0; i--) {
            sink(i);
        }
    }

    /** Number of the run with the next row, where its reader is; -1 at the end. */
    int run() {
        return size == 0 ? -1 : heap[0];
    }

    RunReader reader() {
        return runs[heap[0]];
    }

    /** Passes the row. */
    void advance() {
        if (!runs[heap[0]].next()) {
            heap[0] = heap[--size];
        }
        if (size > 1) {
            sink(0);
        }
    }

    private void sink(int from) {
        int run = heap[from];
        int at = from;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && isBefore(heap[child + 1], heap[child])) {
                child++;
            }
            if (!isBefore(heap[child], run)) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = run;
    }

    private boolean isBefore(int a, int b) {
        long first = runs[a].time();
        long second = runs[b].time();
        return first < second || first == second && a < b;
    }
}
