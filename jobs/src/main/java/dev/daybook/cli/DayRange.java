package dev.daybook.cli;

import dev.daybook.failure.DaybookException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;

/** Days from one to another, both included. */
record DayRange(LocalDate from, LocalDate to) {

    private static final int MAX_DAYS = 3_660;

    /** Reads {@code 2026-03-01..2026-03-31}, or one day alone. */
    static DayRange parse(String text) {
        String[] ends = text.split("\\.\\.", -1);
        if (ends.length > 2) {
            throw wrong(text);
        }
        DayRange range = new DayRange(day(ends[0], text), day(ends[ends.length - 1], text));
        if (range.from.isAfter(range.to)) {
            throw DaybookException.configuration(
                    "%s ends before it begins: expected the earlier day first".formatted(text));
        }
        if (range.from.plusDays(MAX_DAYS).isBefore(range.to)) {
            throw DaybookException.configuration("%s has more than %,d days".formatted(text, MAX_DAYS));
        }
        return range;
    }

    private static LocalDate day(String day, String all) {
        try {
            return LocalDate.parse(day);
        } catch (DateTimeException e) {
            throw wrong(all);
        }
    }

    private static DaybookException wrong(String text) {
        return DaybookException.configuration(
                "expected days such as 2026-03-01..2026-03-31, found '%s'".formatted(text));
    }

    List<LocalDate> days() {
        return from.datesUntil(to.plusDays(1)).toList();
    }
}
