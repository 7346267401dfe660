package dev.daybook.jobs.historyexport;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** A day in UTC, and how to find what was on it: Batch stores local times of the machine. */
record Day(LocalDate date) {

    /** A clock set back makes local times of one day overlap those of the next by so much. */
    private static final int OVERLAP_HOURS = 3;

    OffsetDateTime from() {
        return date.atStartOfDay().atOffset(ZoneOffset.UTC);
    }

    OffsetDateTime to() {
        return date.plusDays(1).atStartOfDay().atOffset(ZoneOffset.UTC);
    }

    /** No local time of this day is earlier; some of the day before may be later. */
    LocalDateTime localFrom() {
        return local(from()).minusHours(OVERLAP_HOURS);
    }

    LocalDateTime localTo() {
        return local(to()).plusHours(OVERLAP_HOURS);
    }

    private static LocalDateTime local(OffsetDateTime time) {
        return time.atZoneSameInstant(ZoneId.systemDefault()).toLocalDateTime();
    }

    boolean has(@Nullable Instant time) {
        return time != null && time.atOffset(ZoneOffset.UTC).toLocalDate().equals(date);
    }

    /** Whether nothing can be added to it. */
    boolean isOver() {
        return date.isBefore(LocalDate.now(ZoneOffset.UTC));
    }

    /** What Batch means by a local time; one that was there twice is the earlier. */
    static @Nullable Instant instant(@Nullable LocalDateTime local) {
        return local == null ? null : local.atZone(ZoneId.systemDefault()).toInstant();
    }
}
