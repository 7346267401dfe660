package dev.daybook.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Finds the field of a key; objects mostly have their keys in the order of the one before. Not thread-safe. */
final class KeySlots {

    static final int UNKNOWN = -1;

    private static final int REMEMBERED = 64;

    private final byte[][] keys;
    private final int[] slots;
    private final int[] lastAt = new int[REMEMBERED];

    KeySlots(List<List<String>> names) {
        keys = names.stream()
                .flatMap(List::stream)
                .map(name -> name.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        slots = new int[keys.length];
        int key = 0;
        for (int slot = 0; slot < names.size(); slot++) {
            for (int i = 0; i < names.get(slot).size(); i++) {
                slots[key++] = slot;
            }
        }
    }

    /** @param place of the key in its object, from 0 */
    int slotOf(byte[] utf8, int from, int to, int place) {
        int expected = place < REMEMBERED ? lastAt[place] : keys.length;
        if (expected < keys.length && isKey(expected, utf8, from, to)) {
            return slots[expected];
        }
        for (int key = 0; key < keys.length; key++) {
            if (isKey(key, utf8, from, to)) {
                if (place < REMEMBERED) {
                    lastAt[place] = key;
                }
                return slots[key];
            }
        }
        return UNKNOWN;
    }

    private boolean isKey(int key, byte[] utf8, int from, int to) {
        return Arrays.equals(keys[key], 0, keys[key].length, utf8, from, to);
    }
}
