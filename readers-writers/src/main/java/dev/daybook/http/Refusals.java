package dev.daybook.http;

import dev.daybook.failure.DaybookException;
import dev.daybook.failure.DaybookException.Kind;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a status other than success means, and whether another try can help. */
final class Refusals {

    private static final int FORBIDDEN = 403;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;
    private static final int SERVER_ERRORS = 500;

    private Refusals() {}

    /**
     * Always throws.
     *
     * @throws TryAgain when another try may help
     * @throws DaybookException of kind UPSTREAM when none can
     */
    static DaybookException of(URI uri, HttpResponse<?> response, Instant now) throws TryAgain {
        int status = response.statusCode();
        Duration after = response.headers()
                .firstValue("Retry-After")
                .flatMap(header -> RetryAfter.read(header, now))
                .orElse(null);
        switch (status) {
            case TOO_MANY -> throw again(uri, "429, too many requests", after);
            case UNAVAILABLE -> throw again(uri, "503, not available at present", after);
            case REQUEST_TIMEOUT -> throw again(uri, "408, the request took too long", after);
            case FORBIDDEN ->
                throw upstream(
                        "%s: 403, forbidden. Servers of public data refuse who sends no contact, or one they have blocked: check the source's contact"
                                .formatted(uri));
            case UNAUTHORIZED ->
                throw upstream("%s: 401, not authorised: check the source's headers and their secrets".formatted(uri));
            case NOT_FOUND, GONE -> throw upstream("%s: %d, there is no such document".formatted(uri, status));
            default -> {
                if (status >= SERVER_ERRORS) {
                    throw again(uri, status + ", the server failed", after);
                }
                throw upstream("%s: unexpected status %d".formatted(uri, status));
            }
        }
    }

    private static TryAgain again(URI uri, String what, @Nullable Duration after) {
        return new TryAgain("%s: %s".formatted(uri, what), after, null);
    }

    static DaybookException upstream(String message) {
        return new DaybookException(Kind.UPSTREAM, message);
    }
}
