package dev.daybook.reporting;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;

/** Days a report is about, the first and the last included. */
public record Period(LocalDate from, LocalDate to) {

    public Period {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("a period ends before it begins: " + from + " to " + to);
        }
    }

    /** The last week, Sunday to Saturday, that was over before {@code today}. */
    public static Period weekBefore(LocalDate today) {
        LocalDate saturday = today.with(TemporalAdjusters.previous(DayOfWeek.SATURDAY));
        return new Period(saturday.minusDays(6), saturday);
    }

    /** Such as {@code 20260301-20260307}. */
    public String compact() {
        DateTimeFormatter format = DateTimeFormatter.BASIC_ISO_DATE;
        return format.format(from) + "-" + format.format(to);
    }

    /** Such as {@code 2026/03/01 - 2026/03/07}. */
    public String forPeople() {
        DateTimeFormatter format = DateTimeFormatter.ofPattern("yyyy/MM/dd");
        return format.format(from) + " - " + format.format(to);
    }

    @Override
    public String toString() {
        return from + " to " + to;
    }
}
