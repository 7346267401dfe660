package dev.daybook.feed;

/**
 * What a {@link DatePattern} has read of a text so far. One object serves for any number of texts, so that reading a
 * date allocates nothing. Not thread-safe.
 */
final class DateFields {

    private static final String[] MONTHS = {
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december"
    };

    /** Letters of a short month name. */
    private static final int SHORT_NAME = 3;

    private static final int[] DAYS = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    /** From 0000-03-01 to 1970-01-01. */
    private static final int DAYS_TO_1970 = 719_468;

    private static final long DAY_MILLIS = 86_400_000;

    private byte[] utf8 = new byte[0];
    private int at;
    private int to;
    private int pivot;
    private int year;
    private int month;
    private int day;
    private long millis;

    /**
     * Begins to read {@code bytes[from, end)}. What a pattern leaves out is the first: month, day, hour and so on.
     *
     * @param knownYear for patterns without one
     * @param firstYear that two-digit years may mean
     */
    void begin(byte[] bytes, int from, int end, int knownYear, int firstYear) {
        utf8 = bytes;
        at = from;
        to = end;
        year = knownYear;
        pivot = firstYear;
        month = 0;
        day = 1;
        millis = 0;
    }

    boolean isAtEnd() {
        return at == to;
    }

    boolean readByte(int expected) {
        return at < to && (utf8[at++] & 0xff) == expected;
    }

    boolean readYear(int digits) {
        int number = readNumber(digits, digits);
        year = digits == 2 ? century(number) : number;
        return number >= 0;
    }

    private int century(int twoDigits) {
        return pivot + Math.floorMod(twoDigits - pivot, 100);
    }

    boolean readMonth(int leastDigits) {
        month = readNumber(leastDigits, 2);
        return month > 0;
    }

    boolean readDay(int leastDigits) {
        day = readNumber(leastDigits, 2);
        return day > 0;
    }

    /** @param unit in milliseconds */
    boolean readTime(int leastDigits, int most, int unit) {
        int number = readNumber(leastDigits, 2);
        millis += (long) number * unit;
        return number >= 0 && number <= most;
    }

    /** Decimal digits of a second, one to nine; those behind milliseconds are cut off. */
    boolean readFraction() {
        int start = at;
        int number = readNumber(1, 9);
        int digits = at - start;
        for (; digits < 3; digits++) {
            number *= 10;
        }
        for (; digits > 3; digits--) {
            number /= 10;
        }
        millis += number;
        return start < at;
    }

    /** {@code Z}, or hours and minutes before or behind UTC with a colon between them or none. */
    boolean readOffset(int minute) {
        if (at == to) {
            return false;
        }
        byte sign = utf8[at++];
        if (sign == 'Z') {
            return true;
        }
        int hours = readNumber(2, 2);
        at += at < to && utf8[at] == ':' ? 1 : 0;
        int minutes = readNumber(2, 2);
        millis -= (sign == '-' ? -1L : 1L) * (hours * 60L + minutes) * minute;
        return (sign == '+' || sign == '-') && hours >= 0 && hours <= 18 && minutes >= 0 && minutes <= 59;
    }

    /** The number at hand; -1 when it has fewer digits than {@code least}. */
    private int readNumber(int least, int most) {
        byte[] text = utf8;
        int start = at;
        int end = Math.min(to, start + most);
        int number = 0;
        int i = start;
        for (; i < end; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            number = number * 10 + digit;
        }
        at = i;
        return i - start < least ? -1 : number;
    }

    /** An English month name or its first three letters; behind another month only the one that follows it in the year. */
    boolean readMonthName() {
        for (int i = 0; i < MONTHS.length; i++) {
            int length = lengthOfSame(MONTHS[i]);
            if (length == MONTHS[i].length() || length == SHORT_NAME) {
                boolean follows = month == 0 || i == month;
                month = i + 1;
                at += length;
                return follows;
            }
        }
        return false;
    }

    private int lengthOfSame(String name) {
        int most = Math.min(name.length(), to - at);
        int length = 0;
        while (length < most && (utf8[at + length] | 0x20) == name.charAt(length)) {
            length++;
        }
        return length;
    }

    /**
     * What was read, in milliseconds since 1970-01-01T00:00, or {@link DatePattern#NO_MATCH} for a day that does not
     * exist.
     *
     * @param months named; several mean a span, which is dated by its first
     */
    long toMillis(int months) {
        int first = Math.max(1, month - Math.max(0, months - 1));
        if (year < 1 || first > 12 || day > DAYS[first] && !(first == 2 && day == 29 && isLeap(year))) {
            return DatePattern.NO_MATCH;
        }
        return epochDay(year, first, day) * DAY_MILLIS + millis;
    }

    private static boolean isLeap(int year) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    /** Days since 1970-01-01 in the proleptic Gregorian calendar; years count from March so that leap days come last. */
    private static long epochDay(int year, int month, int day) {
        int y = month > 2 ? year : year - 1;
        int yearDay = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        return 365L * y + y / 4 - y / 100 + y / 400 + yearDay - DAYS_TO_1970;
    }
}
