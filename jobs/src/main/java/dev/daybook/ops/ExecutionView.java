package dev.daybook.ops;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run as operators see it. Counts are those of its load, summed over all executions of it.
 *
 * @param startedAt null before it started
 * @param endedAt null while it runs
 * @param exitCode of the process; null while it runs
 * @param message why it failed, or what to mind; null for nothing
 * @param file address of the file it loads; null for jobs that load none
 * @param rejectFile file of rejected rows to be mended; null for none
 */
public record ExecutionView(
        long id,
        String job,
        String status,
        Map<String, String> parameters,
        long read,
        long written,
        long rejected,
        long duplicate,
        long ignored,
        long blank,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Integer exitCode,
        @Nullable String message,
        @Nullable String file,
        @Nullable String load,
        @Nullable String rejectFile,
        List<StepView> steps,
        List<String> duplicateRequests) {

    /** @param commits chunks committed */
    public record StepView(
            String name,
            String status,
            long commits,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt) {}

    /** A duplicate request as the answer to whoever sent it: nothing was read. */
    public ExecutionView asDuplicate(String reason) {
        return new ExecutionView(
                id,
                job,
                "DUPLICATE",
                parameters,
                0,
                0,
                0,
                0,
                0,
                0,
                startedAt,
                endedAt,
                0,
                reason,
                file,
                load,
                rejectFile,
                List.of(),
                List.of());
    }
}
