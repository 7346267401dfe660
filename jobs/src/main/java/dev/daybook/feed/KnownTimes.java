package dev.daybook.feed;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Texts of 8 to 16 bytes and the times they name: an export has few dates and repeats them often. A text may lie in one
 * of two slots; when neither is free it takes the place of the one in its first. Not thread-safe.
 */
final class KnownTimes {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long MIX = 0x9E3779B97F4A7C15L;
    private static final int SLOT_BITS = 12;

    private final long[] firstWords = new long[1 << SLOT_BITS];
    private final long[] lastWords = new long[1 << SLOT_BITS];
    private final int[] lengths = new int[1 << SLOT_BITS];
    private final long[] times = new long[1 << SLOT_BITS];
    private final @Nullable DatePattern[] formats = new DatePattern[1 << SLOT_BITS];
    private int slot;

    /** The format the text was read by when it was last met, or null. */
    @Nullable
    DatePattern find(byte[] utf8, int from, int to) {
        int length = to - from;
        if (length < Long.BYTES || length > 2 * Long.BYTES) {
            return null;
        }
        long first = (long) LONG.get(utf8, from);
        long last = (long) LONG.get(utf8, to - Long.BYTES);
        slot = slotOf(first, last);
        if (!isAt(slot, first, last, length)) {
            slot ^= 1;
        }
        return isAt(slot, first, last, length) ? formats[slot] : null;
    }

    private boolean isAt(int place, long first, long last, int length) {
        return firstWords[place] == first && lastWords[place] == last && lengths[place] == length;
    }

    private static int slotOf(long first, long last) {
        return (int) ((first ^ Long.rotateLeft(last, 23)) * MIX >>> Long.SIZE - SLOT_BITS);
    }

    /** Of the text found last, as {@link DatePattern#parse} gave it. */
    long time() {
        return times[slot];
    }

    void put(byte[] utf8, int from, int to, long time, DatePattern format) {
        int length = to - from;
        if (length < Long.BYTES || length > 2 * Long.BYTES) {
            return;
        }
        long first = (long) LONG.get(utf8, from);
        long last = (long) LONG.get(utf8, to - Long.BYTES);
        int place = slotOf(first, last);
        place ^= formats[place] != null && formats[place ^ 1] == null ? 1 : 0;
        firstWords[place] = first;
        lastWords[place] = last;
        lengths[place] = length;
        times[place] = time;
        formats[place] = format;
    }
}
