package dev.daybook.launch;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants run.
 *
 * @param parameters by name, as given
 * @param requestedBy who asks, for the record
 * @param restartOf job instance that has to be gone on with; null when the admission decides
 */
public record Request(
        Map<String, String> parameters,
        String requestedBy,
        @Nullable Long restartOf) {

    public Request {
        parameters = Map.copyOf(parameters);
    }

    public Request(Map<String, String> parameters, String requestedBy) {
        this(parameters, requestedBy, null);
    }
}
