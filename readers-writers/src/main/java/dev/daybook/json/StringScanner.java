package dev.daybook.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Finds the end of a string and checks what it is made of; eight bytes at a time where there is nothing to see. */
final class StringScanner {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long BLANKS = ONES * ' ';
    private static final int REPLACEMENT = 0xfffd;

    /** What was met. */
    enum Met {
        QUOTE,
        /** The bytes end within the string. */
        END,
        /** A character that must be escaped, and would be there only if the closing quote is missing. */
        CONTROL,
        /** A backslash with something behind it that is no escape. */
        BAD_ESCAPE,
        /** Half of a pair of escapes, or one that means damaged text. */
        BAD_TEXT
    }

    private int at;
    private boolean escaped;

    /** Position of what was met. */
    int at() {
        return at;
    }

    /** Whether there are escapes before it. */
    boolean isEscaped() {
        return escaped;
    }

    /** @param from behind the opening quote */
    Met scan(byte[] bytes, int from, int bound) {
        at = from;
        escaped = false;
        while (true) {
            skipPlain(bytes, bound);
            if (at >= bound) {
                at = bound;
                return Met.END;
            }
            byte c = bytes[at];
            if (c == '"') {
                return Met.QUOTE;
            }
            if (c >= 0 && c < ' ') {
                return Met.CONTROL;
            }
            if (c == '\\') {
                escaped = true;
                Met met = passEscape(bytes, bound);
                if (met != null) {
                    return met;
                }
            } else {
                at++;
            }
        }
    }

    private void skipPlain(byte[] bytes, int bound) {
        while (at <= bound - Long.BYTES) {
            long word = (long) LONG.get(bytes, at);
            long quote = word ^ QUOTES;
            long backslash = word ^ BACKSLASHES;
            long marks =
                    ((quote - ONES) & ~quote | (backslash - ONES) & ~backslash | (word - BLANKS) & ~word) & HIGH_BITS;
            if (marks != 0) {
                at += Long.numberOfTrailingZeros(marks) >>> 3;
                return;
            }
            at += Long.BYTES;
        }
    }

    /** Null when the escape was right and is passed. */
    private @Nullable Met passEscape(byte[] bytes, int bound) {
        if (at + 1 >= bound) {
            at = bound;
            return Met.END;
        }
        if (bytes[at + 1] != 'u') {
            if (!JsonEscapes.isLetter(bytes[at + 1])) {
                return Met.BAD_ESCAPE;
            }
            at += 2;
            return null;
        }
        return passUnicode(bytes, bound);
    }

    private @Nullable Met passUnicode(byte[] bytes, int bound) {
        if (at + JsonEscapes.UNICODE_LENGTH > bound) {
            at = bound;
            return Met.END;
        }
        int unit = JsonEscapes.unit(bytes, at + 2);
        if (unit < 0) {
            return Met.BAD_ESCAPE;
        }
        if (unit == REPLACEMENT || Character.isLowSurrogate((char) unit)) {
            return Met.BAD_TEXT;
        }
        if (!Character.isHighSurrogate((char) unit)) {
            at += JsonEscapes.UNICODE_LENGTH;
            return null;
        }
        int next = at + JsonEscapes.UNICODE_LENGTH;
        if (next + JsonEscapes.UNICODE_LENGTH > bound) {
            return mayBecomePair(bytes, next, bound) ? end(bound) : Met.BAD_TEXT;
        }
        boolean isPair = bytes[next] == '\\'
                && bytes[next + 1] == 'u'
                && Character.isLowSurrogate((char) Math.max(0, JsonEscapes.unit(bytes, next + 2)));
        if (!isPair) {
            return Met.BAD_TEXT;
        }
        at = next + JsonEscapes.UNICODE_LENGTH;
        return null;
    }

    private static boolean mayBecomePair(byte[] bytes, int next, int bound) {
        return (next >= bound || bytes[next] == '\\') && (next + 1 >= bound || bytes[next + 1] == 'u');
    }

    private Met end(int bound) {
        at = bound;
        return Met.END;
    }
}
