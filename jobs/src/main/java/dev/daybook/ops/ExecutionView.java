package dev.daybook.ops;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.daybook.load.LoadCounts;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run as operators see it. Its parts are one object to whoever reads it as JSON.
 *
 * @param status as in the job repository; DUPLICATE for the answer to a duplicate request
 * @param exitCode of the process; null while it runs
 * @param message why it failed, or what to mind; null for nothing
 * @param counts those of its loads, summed over all executions of it; zeros for jobs that load no file
 */
public record ExecutionView(
        long id,
        String job,
        String status,
        Map<String, String> parameters,
        @JsonUnwrapped LoadCounts counts,
        @JsonUnwrapped Times times,
        @Nullable Integer exitCode,
        @Nullable String message,
        @JsonUnwrapped LoadView input,
        @JsonUnwrapped ExecutionDetails details) {

    /**
     * @param startedAt null before it started
     * @param endedAt null while it runs
     */
    public record Times(
            @Nullable Instant startedAt, @Nullable Instant endedAt) {}

    /**
     * The load of a run's file; all fields are null for jobs that load none, or many.
     *
     * @param file its address
     * @param size in bytes
     * @param load what the ledger says has become of it
     * @param processed where it was filed away; null before that
     * @param rejectFile file of rejected rows to be mended; null for none
     */
    public record LoadView(
            @Nullable String file,
            @Nullable Long size,
            @Nullable String sha256,
            @Nullable Long loadId,
            @Nullable String load,
            @Nullable String processed,
            @Nullable String rejectFile) {

        private static final LoadView NONE = new LoadView(null, null, null, null, null, null, null);
    }

    /** A duplicate request as the answer to whoever sent it: nothing was read. */
    public ExecutionView asDuplicate(String reason) {
        return new ExecutionView(
                id, job, "DUPLICATE", parameters, LoadCounts.NONE, times, 0, reason, input, ExecutionDetails.NONE);
    }

    /** The same run, with the counts of another of its loads added: which file it was is not told then. */
    ExecutionView plusLoadOf(ExecutionView same) {
        return new ExecutionView(
                id,
                job,
                status,
                parameters,
                counts.plus(same.counts),
                times,
                exitCode,
                message,
                LoadView.NONE,
                details);
    }

    ExecutionView with(Map<String, String> itsParameters, ExecutionDetails itsDetails) {
        return new ExecutionView(id, job, status, itsParameters, counts, times, exitCode, message, input, itsDetails);
    }

    // What everybody asks for, without the part it is in.

    public long read() {
        return counts.read();
    }

    public long written() {
        return counts.written();
    }

    public long rejected() {
        return counts.rejected();
    }

    public long duplicate() {
        return counts.duplicate();
    }

    public long ignored() {
        return counts.ignored();
    }

    public long blank() {
        return counts.blank();
    }

    public long late() {
        return counts.late();
    }

    public @Nullable String load() {
        return input.load();
    }

    public @Nullable String rejectFile() {
        return input.rejectFile();
    }
}
