package dev.daybook.listen;

import dev.daybook.failure.DaybookException;
import dev.daybook.feed.Feeds;
import dev.daybook.feed.YamlMap;
import dev.daybook.launch.JobDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Reads routes from YAML; every complaint names file and line. The same rules, but for names of jobs, parameters and
 * feeds, stand in {@code routes.schema.json}, for editors.
 */
final class RoutesFile {

    private static final String FEED = "feed";

    private final List<JobDefinition> jobs;
    private final Feeds feeds;

    RoutesFile(List<JobDefinition> jobs, Feeds feeds) {
        this.jobs = jobs;
        this.feeds = feeds;
    }

    /**
     * @param file name for messages
     * @param isBuiltIn whether to leave out routes to jobs there are not
     * @throws DaybookException of kind CONFIGURATION for the first thing that is wrong
     */
    List<Route> parse(String file, String yaml, boolean isBuiltIn) {
        YamlMap root = YamlMap.of(file, yaml, "routes");
        if (!root.has("routes")) {
            throw root.isMissing("routes");
        }
        List<Route> routes = new ArrayList<>();
        for (YamlMap map : root.maps("routes")) {
            if (!isBuiltIn || job(map.text("job")).isPresent()) {
                routes.add(route(map));
            }
        }
        root.end();
        return routes;
    }

    private Route route(YamlMap map) {
        @Nullable String bucket = map.optional("bucket");
        KeyPattern key = map.convert("key", "a pattern such as sales-*.json", RoutesFile::pattern);
        JobDefinition job = map.convert("job", "the name of a job", this::requireJob);
        Route route = new Route(bucket, key, job, parameters(map, job));
        map.end();
        return route;
    }

    private static KeyPattern pattern(String text) {
        if (text.isEmpty() || text.startsWith("/")) {
            throw new IllegalArgumentException(text);
        }
        return KeyPattern.of(text);
    }

    private Optional<JobDefinition> job(String name) {
        return jobs.stream().filter(job -> job.name().equals(name)).findFirst();
    }

    private JobDefinition requireJob(String name) {
        return job(name)
                .orElseThrow(() -> DaybookException.configuration("there is no job %s: expected one of %s"
                        .formatted(
                                name,
                                String.join(
                                        ", ",
                                        jobs.stream().map(JobDefinition::name).toList()))));
    }

    private Map<String, String> parameters(YamlMap route, JobDefinition job) {
        YamlMap map = route.map("parameters");
        if (map == null) {
            return Map.of();
        }
        List<String> known =
                job.parameters().stream().map(JobDefinition.Parameter::name).toList();
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String name : route.pairs("parameters").keySet()) {
            if (!known.contains(name)) {
                throw map.errorAt(
                        name,
                        "%s has no parameter '%s': expected some of %s"
                                .formatted(job.name(), name, String.join(", ", known)));
            }
            parameters.put(name, map.convert(name, "a text", value -> requireSound(name, value)));
        }
        return parameters;
    }

    private String requireSound(String name, String value) {
        Matcher placeholders = Route.PLACEHOLDER.matcher(value);
        boolean isFixed = true;
        while (placeholders.find()) {
            isFixed = false;
            if (!Route.PLACEHOLDERS.contains(placeholders.group(1))) {
                throw DaybookException.configuration("unknown %s, expected some of {%s}"
                        .formatted(placeholders.group(), String.join("}, {", Route.PLACEHOLDERS)));
            }
        }
        if (isFixed && name.equals(FEED)) {
            feeds.get(value);
        }
        return value;
    }
}
