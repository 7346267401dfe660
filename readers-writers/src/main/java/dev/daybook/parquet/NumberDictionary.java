package dev.daybook.parquet;

import java.util.Arrays;

/** Distinct numbers of a column and their own numbers, in order of first sight. */
final class NumberDictionary {

    private static final long MIX = 0x9E3779B97F4A7C15L;
    private static final int MAX_ENTRIES = 1 << 16;

    private long[] values = new long[64];
    private int size;
    private int[] slots = new int[256];

    NumberDictionary() {
        Arrays.fill(slots, -1);
    }

    /** Number of the value, which is added if it is new; -1 when there is no room for it. */
    int idOf(long value) {
        int mask = slots.length - 1;
        int slot = slotOf(value, mask);
        while (slots[slot] >= 0) {
            if (values[slots[slot]] == value) {
                return slots[slot];
            }
            slot = slot + 1 & mask;
        }
        return add(value, slot);
    }

    private int add(long value, int slot) {
        if (size == MAX_ENTRIES) {
            return -1;
        }
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size] = value;
        slots[slot] = size++;
        if (size * 2 > slots.length) {
            rehash();
        }
        return size - 1;
    }

    private void rehash() {
        slots = new int[slots.length * 2];
        Arrays.fill(slots, -1);
        int mask = slots.length - 1;
        for (int id = 0; id < size; id++) {
            int slot = slotOf(values[id], mask);
            while (slots[slot] >= 0) {
                slot = slot + 1 & mask;
            }
            slots[slot] = id;
        }
    }

    private static int slotOf(long value, int mask) {
        long h = value * MIX;
        return (int) (h ^ h >>> 32) & mask;
    }

    int size() {
        return size;
    }

    long value(int id) {
        return values[id];
    }
}
