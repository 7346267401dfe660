package dev.daybook.http;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long is waited before another try: twice as long each time, between half of that and all of it by chance, so that
 * clients that failed together do not come back together.
 */
record Backoff(Duration first, Duration ceiling, RandomGenerator random) {

    private static final int MAX_DOUBLINGS = 20;

    /** @param failures how many tries have failed, from 1 */
    Duration after(int failures) {
        long full = Math.min(ceiling.toMillis(), first.toMillis() << Math.min(failures - 1, MAX_DOUBLINGS));
        return Duration.ofMillis(full / 2 + (full > 1 ? random.nextLong(full / 2 + 1) : 0));
    }
}
