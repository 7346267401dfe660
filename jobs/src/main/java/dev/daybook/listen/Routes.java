package dev.daybook.listen;

import dev.daybook.failure.DaybookException;
import dev.daybook.feed.Feeds;
import dev.daybook.launch.JobDefinition;
import dev.daybook.settings.Settings;
import dev.daybook.store.Location;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which job loads what was delivered: by {@code routes.yaml} beside the user's feeds, else by the built-in routes. */
public final class Routes {

    private static final String BUILT_IN = "/routes/routes.yaml";

    private final List<Route> routes;
    private final Location landing;

    Routes(List<Route> routes, Location landing) {
        this.routes = List.copyOf(routes);
        this.landing = landing;
    }

    /** @throws DaybookException of kind CONFIGURATION when the file cannot be read or is wrong */
    public static Routes of(Settings settings, List<JobDefinition> jobs) {
        RoutesFile reader = new RoutesFile(jobs, new Feeds(settings.feeds()));
        @Nullable Path folder = settings.feeds();
        Path own = folder == null ? null : folder.resolve(Feeds.ROUTES + ".yaml");
        try {
            List<Route> routes = own != null && Files.exists(own)
                    ? reader.parse(own.toString(), Files.readString(own), false)
                    : reader.parse("built-in routes.yaml", builtIn(), true);
            return new Routes(routes, settings.zones().landing());
        } catch (IOException e) {
            throw DaybookException.configuration("%s cannot be read: %s".formatted(own, e));
        }
    }

    private static String builtIn() throws IOException {
        try (InputStream in = Routes.class.getResourceAsStream(BUILT_IN)) {
            if (in == null) {
                throw new IllegalStateException(BUILT_IN + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A job and its parameters. */
    record Destination(String job, Map<String, String> parameters) {}

    /** Where the first route that is for an object leads. */
    Optional<Destination> find(Location object) {
        return routes.stream()
                .flatMap(route -> route
                        .parametersFor(object, landing)
                        .map(parameters -> new Destination(route.job().name(), parameters))
                        .stream())
                .findFirst();
    }
}
