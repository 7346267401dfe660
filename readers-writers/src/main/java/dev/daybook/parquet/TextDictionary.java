package dev.daybook.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Distinct texts of a column and their numbers, in order of first sight; no object per entry. */
final class TextDictionary {

    /** Free bytes behind the last text, so that each can be read eight bytes at a time. */
    private static final int SLACK = Long.BYTES;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long MIX = 0x9E3779B97F4A7C15L;
    private static final long MIX_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long MIX_3 = 0x165667B19E3779F9L;

    /** Up to this length four words of eight bytes, which may overlap, are all there is of a text. */
    private static final int MEDIUM = 4 * Long.BYTES;

    /** Parquet's own default: past this a dictionary costs more than it saves. */
    private static final int MAX_BYTES = 1 << 20;

    private byte[] bytes = new byte[4096];
    private int[] starts = new int[256];
    private int[] hashes = new int[256];
    private int[] lastPages = new int[256];
    private int size;

    /** Number of the text in the low half, its hash in the high half; 0 in the low half is a free slot, so numbers count from 1. */
    private long[] slots = new long[1024];

    /** Number of the text, which is added if it is new; -1 when there is no room for it. */
    int idOf(byte[] text, int from, int length) {
        int hash = hash(text, from, length);
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (true) {
            long entry = slots[slot];
            if ((int) entry == 0) {
                return add(text, from, length, hash, slot);
            }
            if ((int) (entry >>> 32) == hash && isEqual((int) entry - 1, text, from, length)) {
                return (int) entry - 1;
            }
            slot = slot + 1 & mask;
        }
    }

    private boolean isEqual(int id, byte[] text, int from, int length) {
        int start = starts[id];
        int end = starts[id + 1];
        if (end - start != length) {
            return false;
        }
        if (length < Long.BYTES) {
            return word(bytes, start, length) == word(text, from, length);
        }
        if (length <= MEDIUM) {
            int last = length - Long.BYTES;
            int second = Math.min(Long.BYTES, last);
            int third = Math.max(0, last - Long.BYTES);
            return (difference(text, from, start)
                            | difference(text, from + second, start + second)
                            | difference(text, from + third, start + third)
                            | difference(text, from + last, start + last))
                    == 0;
        }
        for (int i = 0; i < length - Long.BYTES; i += Long.BYTES) {
            if ((long) LONG.get(bytes, start + i) != (long) LONG.get(text, from + i)) {
                return false;
            }
        }
        return (long) LONG.get(bytes, end - Long.BYTES) == (long) LONG.get(text, from + length - Long.BYTES);
    }

    private long difference(byte[] text, int from, int start) {
        return (long) LONG.get(bytes, start) ^ (long) LONG.get(text, from);
    }

    /** The first {@code length} bytes, less than eight. */
    private static long word(byte[] text, int from, int length) {
        if (from <= text.length - Long.BYTES) {
            return (long) LONG.get(text, from) & (1L << length * Byte.SIZE) - 1;
        }
        long word = 0;
        for (int i = length - 1; i >= 0; i--) {
            word = word << Byte.SIZE | text[from + i] & 0xff;
        }
        return word;
    }

    private int add(byte[] text, int from, int length, int hash, int slot) {
        int start = starts[size];
        if (start + length > MAX_BYTES) {
            return -1;
        }
        if (start + length + SLACK > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(start + length + SLACK, bytes.length * 2));
        }
        if (size + 2 > starts.length) {
            starts = Arrays.copyOf(starts, starts.length * 2);
            hashes = Arrays.copyOf(hashes, hashes.length * 2);
            lastPages = Arrays.copyOf(lastPages, lastPages.length * 2);
        }
        System.arraycopy(text, from, bytes, start, length);
        hashes[size] = hash;
        slots[slot] = entry(hash, size);
        starts[++size] = start + length;
        if (size * 2 > slots.length) {
            rehash();
        }
        return size - 1;
    }

    private static long entry(int hash, int id) {
        return (long) hash << 32 | id + 1;
    }

    private void rehash() {
        slots = new long[slots.length * 2];
        int mask = slots.length - 1;
        for (int id = 0; id < size; id++) {
            int slot = hashes[id] & mask;
            while (slots[slot] != 0) {
                slot = slot + 1 & mask;
            }
            slots[slot] = entry(hashes[id], id);
        }
    }

    /** Whether {@code page}, counted from 1, meets the text for the first time. */
    boolean isFirstIn(int page, int id) {
        boolean first = lastPages[id] != page;
        lastPages[id] = page;
        return first;
    }

    /**
     * Words overlap: a loop over single bytes would take longer than all words together. Up to {@link #MEDIUM} bytes there
     * are four of them, be they the same, as the processor cannot foresee how often a loop is gone through.
     */
    private static int hash(byte[] text, int from, int length) {
        long h = length * MIX;
        if (length < Long.BYTES) {
            h = (h ^ word(text, from, length)) * MIX;
            return (int) (h ^ h >>> 32);
        }
        if (length <= MEDIUM) {
            int last = length - Long.BYTES;
            long first = (long) LONG.get(text, from) ^ h;
            long second = (long) LONG.get(text, from + Math.min(Long.BYTES, last));
            long third = (long) LONG.get(text, from + Math.max(0, last - Long.BYTES));
            long fourth = (long) LONG.get(text, from + last);
            h = first * MIX + Long.rotateLeft(second * MIX_2, 23);
            h ^= third * MIX_3 + Long.rotateLeft(fourth * MIX, 37);
            h = (h ^ h >>> 29) * MIX_2;
            return (int) (h ^ h >>> 32);
        }
        for (int i = 0; i < length - Long.BYTES; i += Long.BYTES) {
            h = (h ^ (long) LONG.get(text, from + i)) * MIX;
            h ^= h >>> 32;
        }
        h = (h ^ (long) LONG.get(text, from + length - Long.BYTES)) * MIX;
        return (int) (h ^ h >>> 32);
    }

    int size() {
        return size;
    }

    byte[] bytes() {
        return bytes;
    }

    int start(int id) {
        return starts[id];
    }

    int length(int id) {
        return starts[id + 1] - starts[id];
    }
}
