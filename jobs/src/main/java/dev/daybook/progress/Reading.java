package dev.daybook.progress;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far a step was at one moment.
 *
 * @param unit what {@code done} and {@code total} count, such as bytes of the input or partitions
 * @param doneAtStart where a restarted step went on from; 0 for one that began at the beginning
 * @param total null where the end is not known
 * @param rows by this execution of the step
 * @param elapsed since the step began
 */
public record Reading(
        String step,
        String unit,
        long doneAtStart,
        long done,
        @Nullable Long total,
        long rows,
        Duration elapsed) {

    /** From 0 to 100, rounded down; null where the end is not known. */
    public @Nullable Integer percent() {
        if (total == null) {
            return null;
        }
        return total == 0 ? 100 : (int) Math.min(100, done * 100.0 / total);
    }

    /** On average since the step began. */
    public long rowsPerSecond() {
        return perSecond(rows, elapsed);
    }

    /** Until the end, at the pace so far; null where that cannot be told. */
    public @Nullable Duration remaining() {
        long moved = done - doneAtStart;
        if (total == null || moved <= 0) {
            return null;
        }
        double left = Math.max(0, total - done);
        return Duration.ofMillis(Math.round(elapsed.toMillis() * left / moved));
    }

    /** @return 0 for no time at all */
    public static long perSecond(long rows, Duration elapsed) {
        return elapsed.toMillis() <= 0 ? 0 : rows * 1000 / elapsed.toMillis();
    }
}
