package dev.daybook.progress;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the steps of a run say how far they are and what they count. A step that says nothing is not shown. Calls are
 * cheap, and meant for each block of rows rather than for each row.
 */
public final class Progress {

    public static final String BYTES = "bytes";
    public static final String PARTITIONS = "partitions";
    public static final String FILES = "files";

    private final Map<String, Long> counts = new LinkedHashMap<>();
    private String step = "";
    private long stepStarted;
    private @Nullable Reading reading;

    /** A step begins. What the one before said last can be read until this one says something. */
    synchronized void enter(String name) {
        step = name;
        stepStarted = System.nanoTime();
        counts.clear();
    }

    /**
     * The step knows what lies before it.
     *
     * @param unit such as {@link #BYTES}
     * @param done where it goes on from
     * @param total null where the end is not known
     */
    public synchronized void begin(String unit, long done, @Nullable Long total) {
        reading = new Reading(step, unit, done, done, total, 0, elapsed());
    }

    /**
     * The step has come to {@code done}. Beyond the total, that turns out to be unknown.
     *
     * @param rows how many more rows that took
     */
    public synchronized void moveTo(long done, long rows) {
        Reading before = reading;
        if (before != null) {
            Long total = before.total() != null && done > before.total() ? null : before.total();
            reading = new Reading(
                    before.step(), before.unit(), before.doneAtStart(), done, total, before.rows() + rows, elapsed());
        }
    }

    /** As {@link #moveTo}, from where the step was. */
    public synchronized void moveBy(long done, long rows) {
        if (reading != null) {
            moveTo(reading.done() + done, rows);
        }
    }

    /** Adds rows to one of the step's counts, for the summary at its end; they are listed in the order of first mention. */
    public synchronized void count(String what, long rows) {
        counts.merge(what, rows, Long::sum);
    }

    /** As of when something was said last; null before anything was. */
    synchronized @Nullable Reading reading() {
        return reading;
    }

    /** Rows of the step by what became of them. */
    synchronized Map<String, Long> counts() {
        return new LinkedHashMap<>(counts);
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - stepStarted);
    }
}
