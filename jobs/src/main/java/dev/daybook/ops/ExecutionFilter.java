package dev.daybook.ops;

import dev.daybook.failure.DaybookException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;

/**
 * Which runs to list.
 *
 * @param job null for any
 * @param statuses none for any
 * @param from first day of the start, in UTC; null for no bound
 * @param to last day of the start, in UTC; null for no bound
 * @param parameters values that a run was given, all of them
 * @param before only those with a smaller number; null for the newest
 * @param limit at most so many, the newest
 */
public record ExecutionFilter(
        @Nullable String job,
        Set<BatchStatus> statuses,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        Map<String, String> parameters,
        @Nullable Long before,
        int limit) {

    private static final int MAX_LIMIT = 10_000;

    public ExecutionFilter {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw DaybookException.configuration(
                    "--limit: expected 1 to %,d, found %,d; see --before for more".formatted(MAX_LIMIT, limit));
        }
        if (from != null && to != null && to.isBefore(from)) {
            throw DaybookException.configuration("--to: expected a day from %s on, found %s".formatted(from, to));
        }
    }

    /** The newest. */
    public static ExecutionFilter latest(int limit) {
        return new ExecutionFilter(null, Set.of(), null, null, Map.of(), null, limit);
    }
}
