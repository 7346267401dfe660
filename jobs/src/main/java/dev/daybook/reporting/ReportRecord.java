package dev.daybook.reporting;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A report of a template and period.
 *
 * @param revision how many reports of this period there were before
 * @param id names its files
 * @param digest of the template and the generations of its inputs
 * @param jobInstanceId null before it was run
 * @param executionId of the run that ended it; null before
 * @param rows of its extracts
 * @param error of the cell that failed it; null otherwise
 * @param endedAt null while it is being made
 */
public record ReportRecord(
        String name,
        Period period,
        int revision,
        String id,
        String title,
        String digest,
        Status status,
        @Nullable Long jobInstanceId,
        @Nullable Long executionId,
        long rows,
        @Nullable String error,
        Instant begunAt,
        @Nullable Instant endedAt) {

    /** What has become of it. */
    public enum Status {
        /** Admitted; running, stopped or failed outside its cells, and may be restarted. */
        RUNNING,
        /** In the archive, and not yet shown as the latest and listed for certain: a restart does so. */
        PUBLISHING,
        PUBLISHED,
        /** A cell failed. */
        FAILED;

        /** As readers see it. */
        public boolean isPublished() {
            return this == PUBLISHING || this == PUBLISHED;
        }
    }
}
