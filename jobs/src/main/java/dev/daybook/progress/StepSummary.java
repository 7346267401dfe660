package dev.daybook.progress;

import dev.daybook.failure.DaybookException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.batch.core.step.StepExecution;

/**
 * What a step has done, for one line in the log. Why it failed is left to whoever answers for the run; where lines are
 * data, the reason is among them.
 *
 * @param counts rows by what became of them, in the order to be told; the first is what the rate is about
 * @param reason null unless it failed
 */
record StepSummary(
        String step,
        String status,
        Duration duration,
        Map<String, Long> counts,
        @Nullable String reason) {

    private static final Logger log = LoggerFactory.getLogger(StepSummary.class);

    static StepSummary of(StepExecution step, Map<String, Long> counts) {
        LocalDateTime end = Objects.requireNonNullElseGet(step.getEndTime(), LocalDateTime::now);
        LocalDateTime start = Objects.requireNonNullElse(step.getStartTime(), end);
        String reason = step.getFailureExceptions().stream()
                .findFirst()
                .map(StepSummary::reason)
                .orElse(null);
        return new StepSummary(
                step.getStepName(), step.getStatus().name(), Duration.between(start, end), counts, reason);
    }

    /** Of the causes the first one somebody can act on, else the deepest. */
    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (!(cause instanceof DaybookException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof DaybookException ? String.valueOf(cause.getMessage()) : cause.toString();
    }

    void log() {
        LoggingEventBuilder line = log.atInfo()
                .addKeyValue("step", step)
                .addKeyValue("status", status)
                .addKeyValue("durationMs", duration.toMillis());
        for (Map.Entry<String, Long> count : counts.entrySet()) {
            line = line.addKeyValue(count.getKey(), count.getValue());
        }
        if (!counts.isEmpty()) {
            line = line.addKeyValue("rowsPerSecond", rowsPerSecond());
        }
        if (reason != null) {
            line = line.addKeyValue("reason", reason);
        }
        line.log(text());
    }

    String text() {
        String head = String.format(Locale.ROOT, "%s %s in %.1f s", step, status, duration.toMillis() / 1000.0);
        if (counts.isEmpty()) {
            return head;
        }
        String rows = counts.entrySet().stream()
                .map(count -> String.format(Locale.ROOT, "%,d %s", count.getValue(), count.getKey()))
                .collect(Collectors.joining(", "));
        return String.format(Locale.ROOT, "%s: %s; %,d rows/s", head, rows, rowsPerSecond());
    }

    private long rowsPerSecond() {
        long rows = counts.values().stream().findFirst().orElse(0L);
        return Reading.perSecond(rows, duration);
    }
}
