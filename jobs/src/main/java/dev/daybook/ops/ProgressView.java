package dev.daybook.ops;

import dev.daybook.progress.Reading;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a run is, or was when it was seen last.
 *
 * @param status as in the job repository
 * @param reading null when it has told nothing, as a run of a second does not
 * @param startedAt null before it started
 * @param lastSignAt when it last told of its progress or renewed its lease; null when it did neither
 * @param secondsSinceSign by the clock of the database; null like {@code lastSignAt}
 */
public record ProgressView(
        long id,
        String job,
        String status,
        boolean isRunning,
        @Nullable Reading reading,
        @Nullable Instant startedAt,
        @Nullable Instant lastSignAt,
        @Nullable Long secondsSinceSign) {}
