package dev.daybook.row;

import java.util.Arrays;

/**
 * Ids seen, as hashes of 96 bits, each with 32 bits of a tag: 16 bytes per slot, which lie in one line of the processor's
 * cache; at most two slots in three in use. Grows; not thread-safe.
 */
public final class IdSet {

    private static final long TAG = 0xffffffffL;

    private long[] slots;
    private int mask;
    private int size;

    /** @param expected ids to hold without growing */
    public IdSet(int expected) {
        slots = new long[2 * capacityFor(expected)];
        mask = slots.length / 2 - 1;
    }

    private static int capacityFor(int ids) {
        return Integer.highestOneBit(Math.max(16, ids + (ids >> 1))) << 1;
    }

    /** Forgets all ids, and has room for {@code expected} ones. */
    public void clear(int expected) {
        int wanted = 2 * capacityFor(expected);
        if (wanted > slots.length) {
            slots = new long[wanted];
        } else {
            Arrays.fill(slots, 0, wanted, 0);
        }
        mask = wanted / 2 - 1;
        size = 0;
    }

    /**
     * Adds an id unless it is there.
     *
     * @param high with the high half of {@code low}, its hash
     * @param tag not 0
     * @return 0 if it is new, otherwise the tag it was added with
     */
    public int add(long high, long low, int tag) {
        long second = low & ~TAG | tag & TAG;
        int slot = slotOf(high);
        for (long found = slots[2 * slot + 1]; found != 0; found = slots[2 * slot + 1]) {
            if (slots[2 * slot] == high && (found ^ second) >>> Integer.SIZE == 0) {
                return (int) found;
            }
            slot = slot + 1 & mask;
        }
        slots[2 * slot] = high;
        slots[2 * slot + 1] = second;
        if (++size * 3L > (mask + 1) * 2L) {
            grow();
        }
        return 0;
    }

    private int slotOf(long high) {
        return (int) (high >>> Integer.SIZE) & mask;
    }

    private void grow() {
        long[] old = slots;
        int ids = mask + 1;
        slots = new long[4 * ids];
        mask = 2 * ids - 1;
        size = 0;
        for (int i = 0; i < 2 * ids; i += 2) {
            if (old[i + 1] != 0) {
                add(old[i], old[i + 1], (int) old[i + 1]);
            }
        }
    }

    public int size() {
        return size;
    }
}
