package dev.daybook.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the field of a key. Behind a key mostly the same one comes as in objects before, or one of two where objects of two
 * kinds are mixed. Not thread-safe.
 */
final class KeySlots {

    static final int UNKNOWN = -1;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[][] keys;
    private final int[] slots;
    private final long[] firstWords;
    private final long[] lastWords;

    /** By key, from 1 on, those that came behind it; by 0, those that came first. */
    private final int[] lastBehind;

    private final int[] otherBehind;
    private int before;

    KeySlots(List<List<String>> names) {
        keys = names.stream()
                .flatMap(List::stream)
                .map(name -> name.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        slots = new int[keys.length];
        firstWords = new long[keys.length];
        lastWords = new long[keys.length];
        lastBehind = new int[keys.length + 1];
        otherBehind = new int[keys.length + 1];
        int key = 0;
        for (int slot = 0; slot < names.size(); slot++) {
            for (int i = 0; i < names.get(slot).size(); i++) {
                slots[key] = slot;
                byte[] padded = Arrays.copyOf(keys[key], Math.max(Long.BYTES, keys[key].length));
                firstWords[key] = (long) LONG.get(padded, 0);
                lastWords[key++] = (long) LONG.get(padded, padded.length - Long.BYTES);
            }
        }
    }

    /** An object begins. */
    void begin() {
        before = 0;
    }

    /** Of the object's next key. */
    int slotOf(byte[] utf8, int from, int to) {
        int key = lastBehind[before];
        if (!isKey(key, utf8, from, to)) {
            key = otherBehind[before];
            if (!isKey(key, utf8, from, to)) {
                key = find(utf8, from, to);
                if (key < 0) {
                    return UNKNOWN;
                }
                otherBehind[before] = lastBehind[before];
                lastBehind[before] = key;
            }
        }
        before = key + 1;
        return slots[key];
    }

    private int find(byte[] utf8, int from, int to) {
        for (int key = 0; key < keys.length; key++) {
            if (isKey(key, utf8, from, to)) {
                return key;
            }
        }
        return UNKNOWN;
    }

    private boolean isKey(int key, byte[] utf8, int from, int to) {
        int length = to - from;
        if (key >= keys.length || keys[key].length != length) {
            return false;
        }
        if (length < Long.BYTES || length > 2 * Long.BYTES) {
            return Arrays.equals(keys[key], 0, length, utf8, from, to);
        }
        return (long) LONG.get(utf8, from) == firstWords[key]
                && (long) LONG.get(utf8, to - Long.BYTES) == lastWords[key];
    }
}
