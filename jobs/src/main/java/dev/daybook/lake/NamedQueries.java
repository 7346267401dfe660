package dev.daybook.lake;

import dev.daybook.failure.DaybookException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Queries that come with the tables, by name: in the dialect DuckDB and Trino have in common. */
public final class NamedQueries {

    private static final List<String> NAMES =
            List.of("latest-events", "orders-by-item", "popular-items", "source-menu", "time-series");

    private static final String COMMENT = "-- ";

    private NamedQueries() {}

    /** @throws DaybookException of kind CONFIGURATION when there is none of the name */
    public static String sql(String name) {
        if (!NAMES.contains(name)) {
            throw DaybookException.configuration(
                    "there is no query %s: expected one of %s".formatted(name, String.join(", ", NAMES)));
        }
        return text(name);
    }

    /** What each is about, by name. */
    public static Map<String, String> descriptions() {
        Map<String, String> descriptions = new TreeMap<>();
        NAMES.forEach(name ->
                descriptions.put(name, text(name).lines().findFirst().orElse("").substring(COMMENT.length())));
        return descriptions;
    }

    private static String text(String name) {
        try (InputStream in = NamedQueries.class.getResourceAsStream("/queries/" + name + ".sql")) {
            if (in == null) {
                throw new IllegalStateException("the query " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
