package dev.daybook.feed;

import dev.daybook.feed.Reject.Rule;
import dev.daybook.record.Utf8;
import dev.daybook.row.ColumnType;
import dev.daybook.row.RowBuffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Converters for text, choices and truth values. */
final class Converters {

    /** Of a {@code long}. */
    private static final int MOST_DIGITS = 19;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Converters() {}

    /**
     * The converter of a column.
     *
     * @param year for dates that have none; 0 when there is none
     */
    static Converter of(Feed feed, FeedColumn column, int year) {
        ColumnType.Kind kind = column.type().kind();
        return switch (kind) {
            case STRING -> column.allowed().isEmpty() ? new Text(column.maxLength()) : new Choice(column);
            case BOOLEAN -> new Truth();
            case INT, BIGINT, DECIMAL -> new NumberConverter(column, feed.format() == Feed.Format.JSON);
            case DATE, TIMESTAMP -> new DateConverter(column, feed.zone(), year);
        };
    }

    /** Any text without NUL characters, which no later reader agrees on. */
    record Text(int maxLength) implements Converter {

        @Override
        public @Nullable Rule append(byte[] utf8, int from, int to, RowBuffer row) {
            if (Utf8.hasNul(utf8, from, to)) {
                return Rule.ENCODING;
            }
            if (maxLength > 0 && to - from > maxLength && codePoints(utf8, from, to) > maxLength) {
                return Rule.LENGTH;
            }
            row.addText(utf8, from, to);
            return null;
        }

        /** Every byte but those that continue a character begins one. */
        private static int codePoints(byte[] utf8, int from, int to) {
            int count = 0;
            for (int i = from; i < to; i++) {
                count += (utf8[i] & 0xc0) == 0x80 ? 0 : 1;
            }
            return count;
        }

        @Override
        public String expected(Rule rule) {
            return rule == Rule.LENGTH ? "at most " + maxLength + " characters" : "text without NUL characters";
        }
    }

    /** One of a few texts; stored as the feed spells them. */
    static final class Choice implements Converter {

        private final List<String> texts;
        private final boolean ignoreCase;
        private final byte[][] choices;
        private final long[] firstWords;

        Choice(FeedColumn column) {
            texts = column.allowed();
            ignoreCase = column.ignoreCase();
            choices =
                    texts.stream().map(t -> t.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
            firstWords = Stream.of(choices)
                    .mapToLong(choice -> firstWord(choice, 0, choice.length))
                    .toArray();
        }

        private static long firstWord(byte[] utf8, int from, int to) {
            int length = Math.min(to - from, Long.BYTES);
            if (from <= utf8.length - Long.BYTES && length > 0) {
                return (long) LONG.get(utf8, from) & -1L >>> (Long.BYTES - length) * Byte.SIZE;
            }
            long word = 0;
            for (int i = length - 1; i >= 0; i--) {
                word = word << Byte.SIZE | utf8[from + i] & 0xff;
            }
            return word;
        }

        @Override
        public @Nullable Rule append(byte[] utf8, int from, int to, RowBuffer row) {
            long firstWord = firstWord(utf8, from, to);
            for (int i = 0; i < firstWords.length; i++) {
                if (firstWords[i] == firstWord && isEqual(choices[i], utf8, from, to)) {
                    row.addText(utf8, from, to);
                    return null;
                }
            }
            return ignoreCase
                    ? appendIgnoringCase(new String(utf8, from, to - from, StandardCharsets.UTF_8), row)
                    : Rule.ALLOWED;
        }

        private static boolean isEqual(byte[] choice, byte[] utf8, int from, int to) {
            return choice.length == to - from
                    && (choice.length <= Long.BYTES || Arrays.equals(choice, 0, choice.length, utf8, from, to));
        }

        private @Nullable Rule appendIgnoringCase(String text, RowBuffer row) {
            for (int i = 0; i < choices.length; i++) {
                if (texts.get(i).equalsIgnoreCase(text)) {
                    row.addText(choices[i], 0, choices[i].length);
                    return null;
                }
            }
            return Rule.ALLOWED;
        }

        @Override
        public String expected(Rule rule) {
            return "one of " + String.join(", ", texts);
        }
    }

    /** {@code true} or {@code false} in any case; other spellings come in through the column's map. */
    record Truth() implements Converter {

        private static final byte[] TRUE = "true".getBytes(StandardCharsets.UTF_8);
        private static final byte[] FALSE = "false".getBytes(StandardCharsets.UTF_8);

        @Override
        public @Nullable Rule append(byte[] utf8, int from, int to, RowBuffer row) {
            boolean isTrue = isIgnoringCase(TRUE, utf8, from, to);
            if (!isTrue && !isIgnoringCase(FALSE, utf8, from, to)) {
                return Rule.TYPE;
            }
            row.addBoolean(isTrue);
            return null;
        }

        private static boolean isIgnoringCase(byte[] word, byte[] utf8, int from, int to) {
            if (to - from != word.length) {
                return false;
            }
            for (int i = 0; i < word.length; i++) {
                if ((utf8[from + i] | 0x20) != word[i]) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String expected(Rule rule) {
            return "true or false";
        }
    }

    /** The number as the column stores it, or null if it does not fit without rounding. */
    static @Nullable Long unscaled(BigDecimal number, ColumnType type) {
        BigDecimal exact = number.stripTrailingZeros();
        int digitsBefore = exact.signum() == 0 ? 0 : exact.precision() - exact.scale();
        if (exact.scale() > type.scale() || digitsBefore > digitsBefore(type)) {
            return null;
        }
        BigInteger unscaled = exact.setScale(type.scale()).unscaledValue();
        return unscaled.bitLength() < bits(type) ? unscaled.longValue() : null;
    }

    private static int digitsBefore(ColumnType type) {
        return type.kind() == ColumnType.Kind.DECIMAL ? type.precision() - type.scale() : MOST_DIGITS;
    }

    private static int bits(ColumnType type) {
        return type.kind() == ColumnType.Kind.INT ? Integer.SIZE : Long.SIZE;
    }
}
