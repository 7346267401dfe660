package dev.daybook.feed;

import dev.daybook.failure.DaybookException;
import dev.daybook.feed.Reject.Rule;
import dev.daybook.row.ColumnType.Kind;
import dev.daybook.row.RowBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Dates and times in the formats the feed declares, never guessed. A time in the feed's zone that a clock change skips
 * is rejected; of one that occurs twice the earlier is taken.
 */
final class DateConverter implements Converter {

    /** Any day may stand in a text whose year is not known yet. */
    private static final int LEAP_YEAR = 2000;

    private static final long DAY_MILLIS = 86_400_000;

    private final FeedColumn column;
    private final ZoneId zone;
    private final int year;
    private final boolean isDate;
    private final List<DatePattern> formats;
    private final DateFields fields = new DateFields();
    private final KnownTimes times = new KnownTimes();
    private final IsoTimes isoTimes;
    private long lastDay;
    private long lastTime;

    DateConverter(FeedColumn column, ZoneId zone, int year) {
        this.column = column;
        this.zone = zone.normalized();
        this.year = year;
        this.isDate = column.type().kind() == Kind.DATE;
        this.formats = column.formats();
        this.isoTimes = new IsoTimes(formats);
    }

    /** The day appended last, in days since 1970-01-01, for a time in the feed's zone. */
    long lastDay() {
        return lastDay;
    }

    /** The time appended last, in milliseconds since 1970-01-01T00:00 in the feed's zone. */
    long lastTime() {
        return lastTime;
    }

    @Override
    public @Nullable Rule append(byte[] utf8, int from, int to, RowBuffer row) {
        long time = isoTimes.find(utf8, from, to);
        if (time != DatePattern.NO_MATCH) {
            return append(time, isoTimes.format(), row);
        }
        DatePattern known = times.find(utf8, from, to);
        return known == null ? parse(utf8, from, to, row) : append(times.time(), known, row);
    }

    private @Nullable Rule parse(byte[] utf8, int from, int to, RowBuffer row) {
        for (DatePattern format : formats) {
            long local = format.parse(fields, utf8, from, to, year > 0 ? year : LEAP_YEAR, column.pivot());
            if (local != DatePattern.NO_MATCH) {
                if (year == 0 && !format.hasYear()) {
                    throw yearless(new String(utf8, from, to - from, StandardCharsets.UTF_8));
                }
                times.put(utf8, from, to, local, format);
                isoTimes.put(utf8, from, to, local, format);
                return append(local, format, row);
            }
        }
        return Rule.TYPE;
    }

    private DaybookException yearless(String text) {
        String parameter = column.year() == null ? null : column.year().parameter();
        return DaybookException.configuration("%s '%s' has no year, and neither has the file's name: %s"
                .formatted(
                        column.name(),
                        text,
                        parameter == null ? "add `year` to the feed's column" : "pass " + parameter + "=YYYY"));
    }

    private @Nullable Rule append(long local, DatePattern format, RowBuffer row) {
        lastTime = local;
        lastDay = Math.floorDiv(local, DAY_MILLIS);
        if (isDate) {
            row.addInt((int) lastDay);
        } else {
            long utc = toUtc(local);
            if (utc == DatePattern.NO_MATCH) {
                return Rule.RANGE;
            }
            row.addLong(utc);
        }
        if (column.precision() != null) {
            byte[] precision = format.precision();
            row.addText(precision, 0, precision.length);
        }
        return null;
    }

    private long toUtc(long local) {
        if (zone.equals(ZoneOffset.UTC)) {
            return local;
        }
        LocalDateTime time = LocalDateTime.ofEpochSecond(Math.floorDiv(local, 1000), 0, ZoneOffset.UTC);
        ZoneOffsetTransition change = zone.getRules().getTransition(time);
        if (change != null && change.isGap()) {
            return DatePattern.NO_MATCH;
        }
        ZoneOffset offset = change == null ? zone.getRules().getOffset(time) : change.getOffsetBefore();
        return local - offset.getTotalSeconds() * 1000L;
    }

    @Override
    public String expected(Rule rule) {
        if (rule == Rule.RANGE) {
            return "a time that exists in " + zone;
        }
        String names = formats.stream().map(DatePattern::toString).collect(Collectors.joining(" or "));
        return "a " + (isDate ? "date " : "time ") + names;
    }
}
