package dev.daybook.ops;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is shown of a run that is looked at by itself.
 *
 * @param duplicateRequests requests that turned out to ask for what it has done
 * @param lease who may work on it; null when nobody ever was given it
 * @param actions what operators did to it, in order
 * @param warnings what is to be minded about what it has loaded
 * @param otherExecutions of the same job instance, in order
 * @param allowedActions verbs of the command line the run allows in its present state
 */
public record ExecutionDetails(
        List<StepView> steps,
        List<String> duplicateRequests,
        @Nullable LeaseView lease,
        List<ActionView> actions,
        List<String> warnings,
        List<OtherExecution> otherExecutions,
        List<String> allowedActions) {

    static final ExecutionDetails NONE =
            new ExecutionDetails(List.of(), List.of(), null, List.of(), List.of(), List.of(), List.of());

    /**
     * @param itemsRead what an item is depends on the step: a block of rows, a partition; never a row
     * @param commits chunks committed
     * @param seconds null while it runs
     * @param message why it failed; null for nothing, or where the message of the run says it
     */
    public record StepView(
            String name,
            String status,
            long commits,
            long rollbacks,
            long itemsRead,
            long itemsWritten,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Double seconds,
            @Nullable String message) {

        static @Nullable Double seconds(@Nullable Instant from, @Nullable Instant to) {
            return from == null || to == null
                    ? null
                    : Duration.between(from, to).toMillis() / 1000.0;
        }
    }

    /**
     * @param isLive whether its owner may go on by the clock of the database
     * @param liveUntil unless its owner renews it
     * @param releasedAt null while it is held, and when its owner died
     * @param stopRequestedBy null when nobody asked the run to stop
     */
    public record LeaseView(
            String owner,
            boolean isLive,
            Instant acquiredAt,
            Instant heartbeatAt,
            Instant liveUntil,
            @Nullable Instant releasedAt,
            long fencing,
            @Nullable Instant stopRequestedAt,
            @Nullable String stopRequestedBy) {}

    /**
     * @param outcome DONE or REFUSED
     * @param detail what came of it; null for nothing to be told
     */
    public record ActionView(
            Instant at,
            String by,
            String action,
            @Nullable String reason,
            String outcome,
            @Nullable String detail) {}

    public record OtherExecution(
            long id,
            String status,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt) {}
}
