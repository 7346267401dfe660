package dev.daybook.feed;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads times such as {@code 2026-03-01T10:12:31.250Z} of minutes it has met: events come many to a minute. It knows texts
 * of the formats that stand first in their list and are all made this way, and leaves whatever else to these. Not
 * thread-safe.
 */
final class IsoTimes {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long MIX = 0x9E3779B97F4A7C15L;
    private static final int SLOT_BITS = 10;

    /** Where seconds end. */
    private static final int LEAST = 19;

    private static final int BETWEEN = 10;
    private static final int COLON = 16;
    private static final int MOST_DIGITS = 9;

    private final List<Shape> shapes;
    private final long[] firstWords = new long[1 << SLOT_BITS];
    private final long[] lastWords = new long[1 << SLOT_BITS];
    private final long[] minutes = new long[1 << SLOT_BITS];
    private @Nullable DatePattern format;

    /** @param between date and time */
    private record Shape(DatePattern format, byte between, boolean hasFraction, boolean hasOffset) {}

    /** @param formats of a column, in the order in which they are tried */
    IsoTimes(List<DatePattern> formats) {
        List<Shape> first = new ArrayList<>();
        for (DatePattern pattern : formats) {
            Shape shape = shapeOf(pattern);
            if (shape == null) {
                break;
            }
            first.add(shape);
        }
        shapes = List.copyOf(first);
    }

    private static @Nullable Shape shapeOf(DatePattern pattern) {
        for (String between : List.of("T", " ")) {
            String date = "yyyy-MM-dd" + (between.equals("T") ? "'T'" : between) + "HH:mm:ss";
            for (String rest : List.of("", ".S", "X", ".SX")) {
                if (pattern.toString().equals(date + rest)) {
                    return new Shape(pattern, (byte) between.charAt(0), rest.startsWith("."), rest.endsWith("X"));
                }
            }
        }
        return null;
    }

    /** The time, as {@link DatePattern#parse} gives it, or {@link DatePattern#NO_MATCH} for one to be read by the formats. */
    long find(byte[] utf8, int from, int to) {
        if (shapes.isEmpty() || to - from < LEAST) {
            return DatePattern.NO_MATCH;
        }
        long first = (long) LONG.get(utf8, from);
        long last = (long) LONG.get(utf8, from + Long.BYTES);
        int slot = slotOf(first, last);
        if (firstWords[slot] != first || lastWords[slot] != last || utf8[from + COLON] != ':') {
            return DatePattern.NO_MATCH;
        }
        return seconds(utf8, from, to, minutes[slot]);
    }

    private long seconds(byte[] utf8, int from, int to, long minute) {
        int tens = utf8[from + COLON + 1] - '0';
        int ones = utf8[from + COLON + 2] - '0';
        if (tens < 0 || tens > 5 || ones < 0 || ones > 9) {
            return DatePattern.NO_MATCH;
        }
        int at = from + LEAST;
        int millis = 0;
        boolean hasFraction = at < to && utf8[at] == '.';
        if (hasFraction) {
            int start = ++at;
            for (int weight = 100; at < to && utf8[at] >= '0' && utf8[at] <= '9'; weight /= 10) {
                millis += (utf8[at++] - '0') * weight;
            }
            if (at == start || at - start > MOST_DIGITS) {
                return DatePattern.NO_MATCH;
            }
        }
        boolean hasOffset = at < to && utf8[at] == 'Z';
        at += hasOffset ? 1 : 0;
        boolean isKnown = at == to && isKnown(utf8[from + BETWEEN], hasFraction, hasOffset);
        return isKnown ? minute + (tens * 10 + ones) * 1000L + millis : DatePattern.NO_MATCH;
    }

    private boolean isKnown(byte between, boolean hasFraction, boolean hasOffset) {
        for (int i = 0; i < shapes.size(); i++) {
            Shape shape = shapes.get(i);
            if (shape.between == between && shape.hasFraction == hasFraction && shape.hasOffset == hasOffset) {
                format = shape.format;
                return true;
            }
        }
        return false;
    }

    /** Of the time found last. */
    DatePattern format() {
        return Objects.requireNonNull(format);
    }

    /** Takes note of a text the formats have read, so that others of its minute are found. */
    void put(byte[] utf8, int from, int to, long time, DatePattern by) {
        if (to - from < LEAST || shapes.stream().noneMatch(shape -> shape.format == by)) {
            return;
        }
        long behindMinute = seconds(utf8, from, to, 0);
        if (behindMinute != DatePattern.NO_MATCH) {
            long first = (long) LONG.get(utf8, from);
            long last = (long) LONG.get(utf8, from + Long.BYTES);
            int slot = slotOf(first, last);
            firstWords[slot] = first;
            lastWords[slot] = last;
            minutes[slot] = time - behindMinute;
        }
    }

    private static int slotOf(long first, long last) {
        return (int) ((first ^ Long.rotateLeft(last, 23)) * MIX >>> Long.SIZE - SLOT_BITS);
    }
}
