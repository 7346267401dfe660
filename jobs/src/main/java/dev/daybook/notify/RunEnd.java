package dev.daybook.notify;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a run has ended, in words.
 *
 * @param request parameters it was asked for with
 * @param title the run at the beginning of a line
 * @param text what it has done; of a failed one why, of one with many rejects how many
 * @param impact what a failure means to those who wait for the data; null where nothing can be said
 */
public record RunEnd(
        long executionId,
        String job,
        Map<String, String> request,
        Outcome outcome,
        String title,
        String text,
        @Nullable String impact) {

    /** What is told of a run, and what can be done then. */
    public enum Outcome {
        SUCCEEDED,
        /** It has completed, with more rejected rows than its feed warns at. */
        REJECTS,
        /** Restarting it may help. */
        FAILED,
        /** Its input, parameters or settings have to be mended; then it is a new request. */
        UNFIT
    }
}
