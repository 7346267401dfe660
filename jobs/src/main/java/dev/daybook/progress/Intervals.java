package dev.daybook.progress;

import java.time.Duration;

/** When a long run is to be heard of in the log: after ten seconds, then at intervals that grow to five minutes. */
final class Intervals {

    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private Duration next = FIRST;
    private Duration interval = FIRST;

    /**
     * Whether it is time; a time is due once.
     *
     * @param elapsed since the run began
     */
    boolean isDue(Duration elapsed) {
        if (elapsed.compareTo(next) < 0) {
            return false;
        }
        Duration doubled = interval.multipliedBy(2);
        interval = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        next = elapsed.plus(interval);
        return true;
    }
}
