package dev.daybook.listen;

import dev.daybook.launch.JobDefinition;
import dev.daybook.store.Location;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which job loads the objects of some place.
 *
 * @param bucket null for the landing zone, below which the keys are then
 * @param parameters of the job; may have {@code {file}}, {@code {bucket}}, {@code {key}} and {@code {name}}, which stand
 *     for the object's address, bucket, key and the last part of its key
 */
record Route(@Nullable String bucket, KeyPattern key, JobDefinition job, Map<String, String> parameters) {

    /** The parameter that is the object's address unless a route says otherwise. */
    static final String FILE = "file";

    static final List<String> PLACEHOLDERS = List.of("file", "bucket", "key", "name");
    static final Pattern PLACEHOLDER = Pattern.compile("\\{([^}]*)}");

    /**
     * Parameters of the job for an object.
     *
     * @param landing zone of what is delivered
     * @return empty when the route is not for it
     */
    Optional<Map<String, String>> parametersFor(Location object, Location landing) {
        return matches(object, landing) ? Optional.of(filled(object)) : Optional.empty();
    }

    private boolean matches(Location object, Location landing) {
        if (bucket == null) {
            return landing.contains(object) && key.matches(landing.relativize(object));
        }
        return bucket.equals(object.bucket()) && key.matches(object.key());
    }

    private Map<String, String> filled(Location object) {
        Map<String, String> filled = new LinkedHashMap<>();
        if (job.parameters().stream().anyMatch(parameter -> parameter.name().equals(FILE))) {
            filled.put(FILE, object.toString());
        }
        parameters.forEach((name, value) -> filled.put(name, fill(value, object)));
        return filled;
    }

    private static String fill(String template, Location object) {
        return PLACEHOLDER
                .matcher(template)
                .replaceAll(found -> Matcher.quoteReplacement(
                        switch (found.group(1)) {
                            case "bucket" -> object.bucket();
                            case "key" -> object.key();
                            case "name" -> object.name();
                            default -> object.toString();
                        }));
    }
}
