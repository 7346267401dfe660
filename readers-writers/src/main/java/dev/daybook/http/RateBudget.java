package dev.daybook.http;

import dev.daybook.failure.DaybookException;
import dev.daybook.failure.DaybookException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Requests of one run: not too many, and not too fast after one another. Not thread-safe. */
final class RateBudget {

    private final Duration pause;
    private final int budget;
    private final Wait wait;
    private final InstantSource clock;
    private int used;
    private @Nullable Instant last;

    RateBudget(Duration pause, int budget, Wait wait, InstantSource clock) {
        this.pause = pause;
        this.budget = budget;
        this.wait = wait;
        this.clock = clock;
    }

    int used() {
        return used;
    }

    /**
     * Waits until another request may be made, and counts it. A clock that was set back costs one pause, not the whole
     * difference.
     *
     * @throws DaybookException of kind UPSTREAM when there was one too many
     */
    void take() {
        if (used == budget) {
            throw new DaybookException(
                    Kind.UPSTREAM,
                    "%,d requests were made, as many as a run may: run it again to go on, or raise requests in the source"
                            .formatted(budget));
        }
        if (last != null) {
            Duration since = Duration.between(last, clock.instant());
            Duration missing = since.isNegative() ? pause : pause.minus(since);
            if (missing.compareTo(Duration.ZERO) > 0) {
                wait.pass(missing);
            }
        }
        last = clock.instant();
        used++;
    }
}
