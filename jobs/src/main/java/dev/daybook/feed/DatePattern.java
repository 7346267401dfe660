package dev.daybook.feed;

import dev.daybook.failure.DaybookException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/**
 * A date or time format, in the letters of {@link java.time.format.DateTimeFormatter} that exports use: {@code d dd M MM
 * MMM MMMM yy yyyy H HH mm ss S…}; anything else stands for itself, quoted {@code 'T'} or not. Single letters take one
 * or two digits, doubled ones exactly two; {@code MMM} and {@code MMMM} are English month names without regard to case.
 * A run of {@code S} takes one to nine digits, cut to milliseconds. Reads UTF-8 bytes without making strings.
 */
public final class DatePattern {

    /** What a text did not match. */
    static final long NO_MATCH = Long.MIN_VALUE;

    private static final String[] MONTHS = {
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december"
    };

    /** From 0000-03-01 to 1970-01-01. */
    private static final int DAYS_TO_1970 = 719_468;

    private static final long DAY_MILLIS = 86_400_000;

    /** @param count of the letter in a row; for literals the character */
    private record Token(char letter, int count) {}

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private final int months;
    private final boolean hasDay;
    private final boolean hasYear;

    public DatePattern(String text) {
        this.text = text;
        int i = 0;
        while (i < text.length()) {
            i = addToken(i);
        }
        months = count('M');
        hasDay = count('d') > 0;
        hasYear = count('y') > 0;
        if (count('d') > 1 || count('y') > 1 || months == 0 && hasDay || months == 0 && !hasYear) {
            throw DaybookException.configuration("'" + text
                    + "' is no date format: expected one year or none, months, and at most one day, such as dd/MM/yyyy");
        }
    }

    private int addToken(int from) {
        char c = text.charAt(from);
        if (c == '\'') {
            int end = text.indexOf('\'', from + 1);
            if (end < 0) {
                throw DaybookException.configuration("'" + text + "' is no date format: a quote is not closed");
            }
            text.substring(from + 1, end).chars().forEach(l -> tokens.add(new Token('\'', l)));
            return end + 1;
        }
        int end = from + 1;
        if ("dMyHmsS".indexOf(c) < 0) {
            if (Character.isLetter(c)) {
                throw DaybookException.configuration(
                        "'%s' is no date format: the letter %s means nothing here".formatted(text, c));
            }
            tokens.add(new Token('\'', c));
            return end;
        }
        while (end < text.length() && text.charAt(end) == c) {
            end++;
        }
        tokens.add(new Token(c, end - from));
        return end;
    }

    private int count(char letter) {
        return (int) tokens.stream().filter(t -> t.letter() == letter).count();
    }

    boolean hasYear() {
        return hasYear;
    }

    /** How much of a date the text gives. */
    String precision() {
        return hasDay ? "day" : months > 1 ? "quarter" : months == 1 ? "month" : "year";
    }

    /**
     * The time the text names, in milliseconds since 1970-01-01T00:00 without regard to a zone, or {@link #NO_MATCH}.
     * What the text leaves out is the first: day, hour and so on.
     *
     * @param year for formats without one
     * @param pivot first year two-digit years may mean
     */
    long parse(byte[] utf8, int from, int to, int year, int pivot) {
        int y = year;
        int month = 0;
        int day = 1;
        long millis = 0;
        int at = from;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            char letter = token.letter();
            if (letter == '\'') {
                if (at >= to || utf8[at++] != token.count()) {
                    return NO_MATCH;
                }
                continue;
            }
            if (letter == 'M' && token.count() > 2) {
                int found = monthAt(utf8, at, to);
                if (found == 0) {
                    return NO_MATCH;
                }
                int named = found & 0xf;
                if (month != 0 && named != month % 12 + 1) {
                    return NO_MATCH;
                }
                at += found >> 4;
                month = named;
                continue;
            }
            int most = letter == 'S' ? 9 : letter == 'y' ? token.count() : 2;
            int least = letter == 'S' ? 1 : letter == 'y' ? most : token.count();
            int end = at;
            int number = 0;
            while (end < to && end - at < most && utf8[end] >= '0' && utf8[end] <= '9') {
                number = number * 10 + utf8[end++] - '0';
            }
            if (end - at < least) {
                return NO_MATCH;
            }
            switch (letter) {
                case 'd' -> day = number;
                case 'M' -> month = number;
                case 'y' -> y = token.count() == 2 ? century(number, pivot) : number;
                case 'S' -> millis += toMillis(number, end - at);
                default -> {
                    int limit = letter == 'H' ? 23 : 59;
                    if (number > limit) {
                        return NO_MATCH;
                    }
                    millis += number * (letter == 'H' ? 3_600_000L : letter == 'm' ? 60_000L : 1000L);
                }
            }
            at = end;
        }
        return at == to ? millis(y, firstMonth(month), day, millis) : NO_MATCH;
    }

    /** Several months name a span, which is dated by its first. */
    private int firstMonth(int last) {
        return months > 1 ? (last - months + 12) % 12 + 1 : Math.max(last, months == 0 ? 1 : last);
    }

    private static int century(int twoDigits, int pivot) {
        return pivot + Math.floorMod(twoDigits - pivot, 100);
    }

    private static long toMillis(int fraction, int digits) {
        long value = fraction;
        for (int i = digits; i < 3; i++) {
            value *= 10;
        }
        for (int i = digits; i > 3; i--) {
            value /= 10;
        }
        return value;
    }

    private static long millis(int year, int month, int day, long millis) {
        if (month < 1 || month > 12 || day < 1 || year < 1) {
            return NO_MATCH;
        }
        if (day > 28 && day > YearMonth.of(year, month).lengthOfMonth()) {
            return NO_MATCH;
        }
        return epochDay(year, month, day) * DAY_MILLIS + millis;
    }

    /** Days since 1970-01-01 in the proleptic Gregorian calendar; years count from March so that leap days come last. */
    private static long epochDay(int year, int month, int day) {
        int y = month > 2 ? year : year - 1;
        int yearDay = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        return 365L * y + y / 4 - y / 100 + y / 400 + yearDay - DAYS_TO_1970;
    }

    /** Month whose name or first three letters stand at {@code at}: its number, with the length above bit 4; 0 for none. */
    private static int monthAt(byte[] utf8, int at, int to) {
        for (int month = 0; month < 12; month++) {
            String name = MONTHS[month];
            int length = 0;
            while (length < name.length()
                    && at + length < to
                    && Character.toLowerCase((char) utf8[at + length]) == name.charAt(length)) {
                length++;
            }
            if (length == name.length() || length == 3) {
                return length << 4 | month + 1;
            }
        }
        return 0;
    }

    @Override
    public String toString() {
        return text;
    }
}
