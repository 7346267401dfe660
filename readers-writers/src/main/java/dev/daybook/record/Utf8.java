package dev.daybook.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Checks of UTF-8 bytes, strict as Unicode 15 table 3-7: no overlong forms, no surrogates, nothing above U+10FFFF. */
public final class Utf8 {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    /** Whether all of {@code bytes[from, to)} is ASCII. */
    public static boolean isAscii(byte[] bytes, int from, int to) {
        if (to - from < 8) {
            int any = 0;
            for (int i = from; i < to; i++) {
                any |= bytes[i];
            }
            return any >= 0;
        }
        for (int i = from; i < to - 8; i += 8) {
            if (((long) LONG.get(bytes, i) & HIGH_BITS) != 0) {
                return false;
            }
        }
        return ((long) LONG.get(bytes, to - 8) & HIGH_BITS) == 0;
    }

    /** Whether there is a NUL in {@code bytes[from, to)}. */
    public static boolean hasNul(byte[] bytes, int from, int to) {
        if (to - from < 8) {
            for (int i = from; i < to; i++) {
                if (bytes[i] == 0) {
                    return true;
                }
            }
            return false;
        }
        for (int i = from; i < to - 8; i += 8) {
            if (hasNul((long) LONG.get(bytes, i))) {
                return true;
            }
        }
        return hasNul((long) LONG.get(bytes, to - 8));
    }

    private static boolean hasNul(long word) {
        return (word - ONES & ~word & HIGH_BITS) != 0;
    }

    /** Position of the first byte in {@code bytes[from, to)} that belongs to no well-formed sequence, or -1. */
    public static int firstMalformed(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            while (i <= to - 8 && ((long) LONG.get(bytes, i) & HIGH_BITS) == 0) {
                i += 8;
            }
            if (i == to) {
                return -1;
            }
            int length = sequenceLength(bytes, i, to);
            if (length == 0) {
                return i;
            }
            i += length;
        }
        return -1;
    }

    /** Where the last character of {@code bytes[0, to)} begins if it is of several bytes, and perhaps not whole; else {@code to}. */
    static int lastBoundary(byte[] bytes, int to) {
        int at = to;
        while (at > 0 && to - at < 3 && (bytes[at - 1] & 0xc0) == 0x80) {
            at--;
        }
        return at > 0 && (bytes[at - 1] & 0xc0) == 0xc0 ? at - 1 : to;
    }

    /** Length of the well-formed sequence at {@code at}, or 0 if there is none. */
    private static int sequenceLength(byte[] bytes, int at, int to) {
        int lead = bytes[at] & 0xff;
        if (lead < 0x80) {
            return 1;
        }
        int length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
        if (lead < 0xc2 || lead > 0xf4 || at + length > to) {
            return 0;
        }
        int second = bytes[at + 1] & 0xff;
        int least = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        int most = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        if (second < least || second > most) {
            return 0;
        }
        for (int i = at + 2; i < at + length; i++) {
            if ((bytes[i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    /** The text for people to read: bytes that are no UTF-8 become {@code \xNN}, so that nothing is hidden. */
    public static String display(byte[] bytes, int from, int to) {
        if (firstMalformed(bytes, from, to) < 0) {
            return new String(bytes, from, to - from, StandardCharsets.UTF_8);
        }
        StringBuilder text = new StringBuilder(to - from + 16);
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes, from, to - from);
        CharBuffer out = CharBuffer.allocate(to - from);
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            text.append(out.flip());
            out.clear();
            if (!result.isError()) {
                return text.toString();
            }
            for (int i = 0; i < result.length(); i++) {
                text.append("\\x%02X".formatted(in.get() & 0xff));
            }
            decoder.reset();
        }
    }
}
