package dev.daybook.row;

import java.util.Arrays;

/**
 * Set of 128-bit content hashes, without an object per entry: 16 bytes per slot, at most two slots in three in use. Not
 * thread-safe.
 */
public final class HashSet128 {

    private long[] slots;
    private int mask;
    private int size;
    private boolean hasZero;

    /** @param expected entries to hold without growing */
    public HashSet128(int expected) {
        int capacity = capacityFor(expected);
        slots = new long[capacity << 1];
        mask = capacity - 1;
    }

    /** Empties the set and makes room for {@code expected} entries. */
    public void clear(int expected) {
        if ((long) expected * 3 > (mask + 1) * 2L) {
            int capacity = capacityFor(expected);
            slots = new long[capacity << 1];
            mask = capacity - 1;
        } else {
            Arrays.fill(slots, 0);
        }
        size = 0;
        hasZero = false;
    }

    private static int capacityFor(int expected) {
        return Integer.highestOneBit(Math.max(16, expected + (expected >> 1))) << 1;
    }

    /** Adds the hash; false when it was there already. */
    public boolean add(long high, long low) {
        if (high == 0 && low == 0) {
            boolean added = !hasZero;
            hasZero = true;
            return added;
        }
        int slot = (int) low & mask;
        while (true) {
            long slotHigh = slots[slot << 1];
            long slotLow = slots[(slot << 1) + 1];
            if (slotHigh == 0 && slotLow == 0) {
                break;
            }
            if (slotHigh == high && slotLow == low) {
                return false;
            }
            slot = (slot + 1) & mask;
        }
        slots[slot << 1] = high;
        slots[(slot << 1) + 1] = low;
        if (++size * 3L > (mask + 1) * 2L) {
            grow();
        }
        return true;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[old.length << 1];
        mask = (slots.length >> 1) - 1;
        size = 0;
        for (int i = 0; i < old.length; i += 2) {
            if (old[i] != 0 || old[i + 1] != 0) {
                add(old[i], old[i + 1]);
            }
        }
    }

    public int size() {
        return size + (hasZero ? 1 : 0);
    }
}
