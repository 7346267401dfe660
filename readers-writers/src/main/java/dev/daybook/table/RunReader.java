package dev.daybook.table;

import dev.daybook.row.RowView;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Reads a slice of staged rows that are in order, a window of some bytes at a time, and says at its end whether they were
 * what was written.
 */
final class RunReader {

    private final Segments segments;
    private final StagedSlice slice;
    private final int window;
    private final RowView view;
    private final CRC32C checksum = new CRC32C();
    private byte[] bytes = new byte[0];
    private int start;
    private int filled;
    private int read;
    private long time;

    /** @param view to look at rows with; may be shared, as it is only used within a call */
    RunReader(Segments segments, StagedSlice slice, int window, RowView view) {
        this.segments = segments;
        this.slice = slice;
        this.window = window;
        this.view = view;
    }

    /** Goes to the next row, at first to the first; false at the end. */
    boolean next() {
        if (filled > 0) {
            start += RowView.lengthAt(bytes, start);
        }
        if (!isThere(RowView.LEAST) || !isThere(RowView.lengthAt(bytes, start))) {
            refill(RowView.LEAST);
            if (start == filled) {
                requireWhole();
                return false;
            }
            refill(RowView.lengthAt(bytes, start));
        }
        view.set(bytes, start);
        time = view.time();
        return true;
    }

    private boolean isThere(int length) {
        return filled - start >= length;
    }

    /** Has at least {@code length} bytes of the row there, unless the slice ends. */
    private void refill(int length) {
        if (isThere(length)) {
            return;
        }
        if (read == slice.length()) {
            if (start < filled) {
                throw Segments.lost(slice.segment());
            }
            return;
        }
        int kept = filled - start;
        int wanted = Math.min(Math.max(window, length - kept), slice.length() - read);
        byte[] next = bytes.length >= kept + wanted ? bytes : new byte[kept + wanted + (wanted >> 4)];
        System.arraycopy(bytes, start, next, 0, kept);
        int more = segments.read(slice, read, wanted, next, kept);
        checksum.update(next, kept, more);
        read += more;
        bytes = next;
        start = 0;
        filled = kept + more;
        if (!isThere(length)) {
            throw Segments.lost(slice.segment());
        }
    }

    private void requireWhole() {
        if (read != slice.length() || (int) checksum.getValue() != slice.checksum()) {
            throw Segments.lost(slice.segment());
        }
        bytes = Arrays.copyOf(bytes, 0);
        start = 0;
        filled = 0;
    }

    /** Time of the row it is at. */
    long time() {
        return time;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Where the row begins in {@link #bytes}. */
    int start() {
        return start;
    }
}
