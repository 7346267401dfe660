package dev.daybook.feed;

import dev.daybook.failure.DaybookException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A date or time format, in the letters of {@link java.time.format.DateTimeFormatter} that exports use: {@code d dd M MM
 * MMM MMMM yy yyyy H HH m mm s ss S…}; anything else stands for itself, quoted {@code 'T'} or not. Single letters take
 * one or two digits, doubled ones exactly two; {@code MMM} and {@code MMMM} are English month names, whole or their first
 * three letters, without regard to case. Three of them name a quarter. A run of {@code S} takes one to nine digits, cut to
 * milliseconds. {@code X} is {@code Z} or an offset such as {@code +02:00}, which makes the time one of UTC. Reads UTF-8 bytes without making strings.
 */
public final class DatePattern {

    /** What a text did not match. */
    static final long NO_MATCH = Long.MIN_VALUE;

    private static final String LETTERS = "dMyHmsSX";
    private static final char LITERAL = '\'';
    private static final int QUARTER = 3;
    private static final int SECOND = 1000;
    private static final int MINUTE = 60 * SECOND;
    private static final int HOUR = 60 * MINUTE;

    private final String text;
    private final Token[] tokens;
    private final int shortest;
    private final int longest;
    private final int months;
    private final byte[] precision;
    private final boolean hasYear;

    /** @param count of the letter in a row; for literals the byte */
    private record Token(char letter, int count) {

        boolean isPossible() {
            return switch (letter) {
                case 'y' -> count == 2 || count == 4;
                case 'M' -> count <= 4;
                case 'S' -> count <= 9;
                case 'X' -> count == 1;
                case LITERAL -> true;
                default -> count <= 2;
            };
        }

        int shortest() {
            return letter == LITERAL || letter == 'S' ? 1 : letter == 'M' ? Math.min(count, 3) : count;
        }

        int longest() {
            return switch (letter) {
                case LITERAL -> 1;
                case 'y' -> count;
                case 'S' -> 9;
                case 'X' -> "+00:00".length();
                case 'M' -> count > 2 ? "september".length() : 2;
                default -> 2;
            };
        }

        boolean read(DateFields fields) {
            return switch (letter) {
                case 'd' -> fields.readDay(count);
                case 'M' -> count > 2 ? fields.readMonthName() : fields.readMonth(count);
                case 'y' -> fields.readYear(count);
                case 'H' -> fields.readTime(count, 23, HOUR);
                case 'm' -> fields.readTime(count, 59, MINUTE);
                case 's' -> fields.readTime(count, 59, SECOND);
                case 'S' -> fields.readFraction();
                case 'X' -> fields.readOffset(MINUTE);
                default -> fields.readByte(count);
            };
        }
    }

    /** @throws DaybookException of kind CONFIGURATION when {@code text} is no such format */
    public DatePattern(String text) {
        this.text = text;
        List<Token> found = new ArrayList<>();
        for (int i = 0; i < text.length(); ) {
            i = addToken(i, found);
        }
        tokens = found.toArray(new Token[0]);
        shortest = found.stream().mapToInt(Token::shortest).sum();
        longest = found.stream().mapToInt(Token::longest).sum();
        months = count('M');
        precision = precisionOf(count('d') > 0, months).getBytes(StandardCharsets.UTF_8);
        hasYear = count('y') > 0;
        check();
    }

    private int addToken(int from, List<Token> found) {
        char letter = text.charAt(from);
        int end = from + 1;
        if (letter == LITERAL) {
            end = text.indexOf(LITERAL, from + 1);
            if (end < 0) {
                throw isWrong("a quote is not closed");
            }
            addLiteral(text.substring(from + 1, end), found);
            return end + 1;
        }
        if (LETTERS.indexOf(letter) < 0) {
            if (letter < 0x80 && Character.isLetter(letter)) {
                throw isWrong("the letter %s means nothing here".formatted(letter));
            }
            end = text.offsetByCodePoints(from, 1);
            addLiteral(text.substring(from, end), found);
            return end;
        }
        while (end < text.length() && text.charAt(end) == letter) {
            end++;
        }
        found.add(new Token(letter, end - from));
        return end;
    }

    private static void addLiteral(String literal, List<Token> found) {
        for (byte b : literal.getBytes(StandardCharsets.UTF_8)) {
            found.add(new Token(LITERAL, b & 0xff));
        }
    }

    private void check() {
        for (Token token : tokens) {
            if (!token.isPossible()) {
                throw isWrong("%s is no number of letters for %s".formatted(token.count(), token.letter()));
            }
            if (count(token.letter()) > 1 && token.letter() != LITERAL && token.letter() != 'M') {
                throw isWrong("the letter %s stands there twice".formatted(token.letter()));
            }
            if (token.letter() == 'M' && months > 1 && (token.count() < 3 || months != QUARTER)) {
                throw isWrong("several months must be three names");
            }
        }
        if (months == 0 && (count('d') > 0 || !hasYear)) {
            throw isWrong("expected a month");
        }
    }

    private int count(char letter) {
        int count = 0;
        for (Token token : tokens) {
            count += token.letter() == letter ? 1 : 0;
        }
        return count;
    }

    private DaybookException isWrong(String why) {
        return DaybookException.configuration("'%s' is no date format such as dd/MM/yyyy: %s".formatted(text, why));
    }

    /** Whether the text says how far its time is from UTC. */
    boolean hasOffset() {
        return count('X') > 0;
    }

    boolean hasYear() {
        return hasYear;
    }

    /** How much of a date the text gives: {@code day}, {@code month}, {@code quarter} or {@code year}, as UTF-8. */
    byte[] precision() {
        return precision;
    }

    private static String precisionOf(boolean hasDay, int months) {
        return hasDay ? "day" : months == QUARTER ? "quarter" : months == 1 ? "month" : "year";
    }

    /**
     * The time the text names, in milliseconds since 1970-01-01T00:00 without regard to a zone, or {@link #NO_MATCH}.
     *
     * @param fields to work with
     * @param year for formats without one
     * @param pivot first year two-digit years may mean
     */
    long parse(DateFields fields, byte[] utf8, int from, int to, int year, int pivot) {
        if (to - from < shortest || to - from > longest) {
            return NO_MATCH;
        }
        fields.begin(utf8, from, to, year, pivot);
        for (Token token : tokens) {
            if (!token.read(fields)) {
                return NO_MATCH;
            }
        }
        return fields.isAtEnd() ? fields.toMillis(months) : NO_MATCH;
    }

    @Override
    public String toString() {
        return text;
    }
}
