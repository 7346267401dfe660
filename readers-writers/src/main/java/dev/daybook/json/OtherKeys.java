package dev.daybook.json;

import dev.daybook.record.Utf8;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts in how many objects there are keys that nobody asked for, each by its name as it is written. Objects mostly have
 * them in the order of the one before. Remembers a bounded number of names; not thread-safe.
 */
public final class OtherKeys {

    private static final int MOST_NAMES = 50;

    /** Longer ones are cut off, and count together. */
    private static final int MOST_BYTES = 100;

    private final byte[][] names = new byte[MOST_NAMES][];
    private final long[] counts = new long[MOST_NAMES];
    private int size;
    private int next;
    private long objects;

    /** Objects of which there are keys to be counted. */
    void addObject() {
        objects++;
    }

    void add(byte[] bytes, int from, int to) {
        int end = Math.min(to, from + MOST_BYTES);
        for (int i = 0; i < size; i++) {
            int name = next + i < size ? next + i : next + i - size;
            if (Arrays.equals(names[name], 0, names[name].length, bytes, from, end)) {
                counts[name]++;
                next = name + 1 < size ? name + 1 : 0;
                return;
            }
        }
        if (size < MOST_NAMES) {
            names[size] = Arrays.copyOfRange(bytes, from, end);
            counts[size++] = 1;
        }
    }

    /** Of objects with any such key. */
    public long objects() {
        return objects;
    }

    /** By name, in the order in which they were met. */
    public Map<String, Long> counts() {
        Map<String, Long> byName = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            byName.merge(Utf8.display(names[i], 0, names[i].length), counts[i], Long::sum);
        }
        return byName;
    }

    /** Begins anew. */
    public void clear() {
        Arrays.fill(names, null);
        size = 0;
        next = 0;
        objects = 0;
    }
}
