package dev.daybook.launch;

import dev.daybook.failure.DaybookException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants run.
 *
 * @param parameters by name, as given
 * @param requestedBy who asks, for the record
 * @param source which way it came in
 * @param requestId the same for everything that asks for the same once more, as a message does that is delivered twice:
 *     with the same job and parameters it is answered by the run on record; null for a request of its own
 * @param restartOf job instance that has to be gone on with; null when the admission decides
 */
public record Request(
        Map<String, String> parameters,
        String requestedBy,
        Source source,
        @Nullable String requestId,
        @Nullable Long restartOf) {

    private static final int MAX_LENGTH = 200;

    /** @throws DaybookException of kind CONFIGURATION for what is too long to be kept */
    public Request {
        parameters = Map.copyOf(parameters);
        requireShort("requestedBy", requestedBy);
        requireShort("requestId", requestId);
    }

    private static void requireShort(String what, @Nullable String text) {
        if (text != null && text.length() > MAX_LENGTH) {
            throw DaybookException.configuration(
                    "%s has %d characters: expected at most %d".formatted(what, text.length(), MAX_LENGTH));
        }
    }

    /** From the command line. */
    public Request(Map<String, String> parameters, String requestedBy) {
        this(parameters, requestedBy, null);
    }

    /** From the command line. */
    public Request(Map<String, String> parameters, String requestedBy, @Nullable Long restartOf) {
        this(parameters, requestedBy, Source.CLI, null, restartOf);
    }
}
