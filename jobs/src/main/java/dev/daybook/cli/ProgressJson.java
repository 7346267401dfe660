package dev.daybook.cli;

import dev.daybook.ops.ProgressView;
import dev.daybook.progress.Reading;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a run is, as it is printed as JSON. From {@code step} to {@code secondsLeft} all is null for a run that has
 * told nothing.
 *
 * @param percent null where the end is not known, as {@code total}
 * @param secondsLeft null where it cannot be told, and for a run that has ended
 */
record ProgressJson(
        long id,
        String job,
        String status,
        @Nullable String step,
        @Nullable String unit,
        @Nullable Long done,
        @Nullable Long total,
        @Nullable Integer percent,
        @Nullable Long rows,
        @Nullable Long rowsPerSecond,
        @Nullable Long secondsLeft,
        @Nullable Instant startedAt,
        @Nullable Instant lastSignAt,
        @Nullable Long secondsSinceSign) {

    static ProgressJson of(ProgressView run) {
        Reading reading = run.reading();
        Duration left = reading == null || !run.isRunning() ? null : reading.remaining();
        return new ProgressJson(
                run.id(),
                run.job(),
                run.status(),
                reading == null ? null : reading.step(),
                reading == null ? null : reading.unit(),
                reading == null ? null : (Long) reading.done(),
                reading == null ? null : reading.total(),
                reading == null ? null : reading.percent(),
                reading == null ? null : (Long) reading.rows(),
                reading == null ? null : (Long) reading.rowsPerSecond(),
                left == null ? null : (Long) left.toSeconds(),
                run.startedAt(),
                run.lastSignAt(),
                run.secondsSinceSign());
    }
}
