package dev.daybook.listen;

import dev.daybook.queue.Message;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * For how long a message is hidden that is returned.
 *
 * @param first after the first failure; twice as long after each further one
 * @param maxReceiveCount after so many receipts the queue puts a message into its dead-letter queue; null when it has
 *     none
 */
record Backoff(Duration first, @Nullable Integer maxReceiveCount) {

    static final Duration LONGEST = Duration.ofMinutes(15);

    private static final int MOST_DOUBLINGS = 20;

    Duration of(Verdict verdict, Message message) {
        return switch (verdict) {
            case STOPPED, DONE -> Duration.ZERO;
            // Soon in the dead-letter queue; without one it would come again at once, for ever.
            case UNKNOWN -> maxReceiveCount == null ? LONGEST : Duration.ZERO;
            case FAILED -> afterFailures(message.receiveCount());
        };
    }

    private Duration afterFailures(int failures) {
        int doublings = Math.min(Math.max(failures - 1, 0), MOST_DOUBLINGS);
        Duration duration = first.multipliedBy(1L << doublings);
        return duration.compareTo(LONGEST) > 0 ? LONGEST : duration;
    }
}
