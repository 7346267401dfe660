package dev.daybook.standin;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** How much a server lets itself be asked. */
final class RateLimit {

    private int left = Integer.MAX_VALUE;
    private @Nullable Fault then;
    private long pause;
    private long last;
    private boolean isFirst = true;

    synchronized void answerAtMost(int more, Fault fault) {
        left = more;
        then = fault;
    }

    synchronized void requirePause(Duration between) {
        pause = between.toNanos();
    }

    /** Counts a request; what it is refused by, or null. */
    synchronized @Nullable Fault refuse() {
        long now = System.nanoTime();
        long missing = isFirst ? 0 : pause - (now - last);
        isFirst = false;
        last = now;
        if (then != null && left == 0) {
            return then;
        }
        left -= then == null ? 0 : 1;
        return missing <= 0
                ? null
                : Fault.tooManyRequests(Duration.ofNanos(missing).plusSeconds(1).truncatedTo(ChronoUnit.SECONDS));
    }
}
