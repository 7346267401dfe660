package dev.daybook.row;

/**
 * Ids seen, as 128-bit hashes, each with 32 bits of a tag: 20 bytes per slot, at most two slots in three in use. Grows;
 * not thread-safe.
 */
public final class IdSet {

    private long[] slots;
    private int[] tags;
    private int mask;
    private int size;

    /** @param expected ids to hold without growing */
    public IdSet(int expected) {
        int capacity = Integer.highestOneBit(Math.max(16, expected + (expected >> 1))) << 1;
        allocate(capacity);
    }

    private void allocate(int capacity) {
        slots = new long[capacity << 1];
        tags = new int[capacity];
        mask = capacity - 1;
        size = 0;
    }

    /**
     * Adds an id unless it is there.
     *
     * @param high with {@code low}, its hash; not both 0
     * @param tag not 0
     * @return 0 if it is new, otherwise the tag it was added with
     */
    public int add(long high, long low, int tag) {
        int slot = (int) low & mask;
        while (tags[slot] != 0) {
            if (slots[slot << 1] == high && slots[(slot << 1) + 1] == low) {
                return tags[slot];
            }
            slot = slot + 1 & mask;
        }
        slots[slot << 1] = high;
        slots[(slot << 1) + 1] = low;
        tags[slot] = tag;
        if (++size * 3L > (mask + 1) * 2L) {
            grow();
        }
        return 0;
    }

    private void grow() {
        long[] oldSlots = slots;
        int[] oldTags = tags;
        allocate(oldTags.length << 1);
        for (int i = 0; i < oldTags.length; i++) {
            if (oldTags[i] != 0) {
                add(oldSlots[i << 1], oldSlots[(i << 1) + 1], oldTags[i]);
            }
        }
    }

    public int size() {
        return size;
    }
}
