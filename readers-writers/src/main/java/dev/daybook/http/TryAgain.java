package dev.daybook.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A request failed in a way that another try may not. */
final class TryAgain extends Exception {

    private static final long serialVersionUID = 1;

    private final String reason;
    private final transient @Nullable Duration after;

    /** @param after what the server asks for; null when it does not say */
    TryAgain(String reason, @Nullable Duration after, @Nullable Throwable cause) {
        super(reason, cause);
        this.reason = reason;
        this.after = after;
    }

    String reason() {
        return reason;
    }

    @Nullable
    Duration after() {
        return after;
    }
}
