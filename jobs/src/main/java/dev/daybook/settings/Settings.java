package dev.daybook.settings;

import dev.daybook.failure.DaybookException;
import dev.daybook.logging.LogFormat;
import dev.daybook.store.Location;
import dev.daybook.store.S3Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the whole application, from environment variables that begin with {@code DAYBOOK_}; docs/configuration.md
 * describes them. A variable of that name nobody knows is an error, so that a typing error does not pass for a default.
 *
 * @param data folder of everything that has no place of its own
 * @param zones where things lie
 * @param feeds folder with more feeds; null for none
 * @param templates folder with more templates of reports, which need not be there
 * @param sources folder with more sources to be copied, which need not be there
 * @param contact whom servers of sources may write to: an address, or where it is kept; null for nobody
 */
public record Settings(
        Path data,
        Zones zones,
        @Nullable Path feeds,
        Path templates,
        Path sources,
        @Nullable String contact,
        DatabaseSettings database,
        S3Settings s3,
        RunSettings run,
        NoticeSettings notices,
        ListenSettings listen,
        CatalogSettings catalog) {

    /** Places of inputs and outputs, as DESIGN section 2 names them. */
    public record Zones(
            Location landing,
            Location processed,
            Location quarantine,
            Location staging,
            Location lake,
            Location reports) {}

    /**
     * @param url JDBC address; null for the H2 database of the data folder
     * @param user of the database at that address, as the password
     * @param idle after so long without a client the server of the data folder's database ends
     */
    public record DatabaseSettings(@Nullable String url, String user, String password, Duration idle) {

        /** Without the password, which must not come into a log. */
        @Override
        public String toString() {
            return "DatabaseSettings[url=%s, user=%s]".formatted(url, user);
        }
    }

    /**
     * @param lease how long a run is taken to be alive without a sign of life
     * @param stopWithin how long a run that is told to stop has until its process gives up
     */
    public record RunSettings(Duration lease, Duration stopWithin) {}

    /**
     * @param queue URL of the queue to listen to; null for none
     * @param endpoint that answers for it; null for the host of the URL
     * @param atOnce how many runs a listener has under way at most
     * @param visibility how long a message is hidden from others without a sign of life
     * @param backoff how long a message stays away whose run has failed once; twice as long each time it fails again
     */
    public record ListenSettings(
            @Nullable String queue, @Nullable URI endpoint, int atOnce, Duration visibility, Duration backoff) {}

    /**
     * Where analysts in AWS find the tables.
     *
     * @param database of the Glue Data Catalog; null for none
     * @param workgroup in which Athena runs queries
     * @param output where Athena keeps results; null where the workgroup says so
     */
    public record CatalogSettings(
            @Nullable String database,
            String workgroup,
            @Nullable String output) {}

    static final String PREFIX = "DAYBOOK_";

    /** Variables for the launcher script and tests, which are not settings of the application. */
    private static final Set<String> OTHERS =
            Set.of("HOME", "JAVA_OPTS", "JAVA_HOME", "FAILPOINT", "BUILD", "TERMINAL");

    private static final List<String> KNOWN = known(
            "DATA",
            "LANDING",
            "PROCESSED",
            "QUARANTINE",
            "STAGING",
            "LAKE",
            "REPORTS",
            "FEEDS",
            "TEMPLATES",
            "SOURCES",
            "CONTACT",
            "DB_URL",
            "DB_USER",
            "DB_PASSWORD",
            "DB_IDLE_SECONDS",
            "S3_ENDPOINT",
            "S3_REGION",
            "S3_PATH_STYLE",
            "LEASE_SECONDS",
            "STOP_SECONDS",
            "QUEUE",
            "SQS_ENDPOINT",
            "LISTEN_AT_ONCE",
            "LISTEN_VISIBILITY_SECONDS",
            "LISTEN_BACKOFF_SECONDS",
            "GLUE_DATABASE",
            "ATHENA_WORKGROUP",
            "ATHENA_OUTPUT",
            "LOG");

    private static List<String> known(String... names) {
        return Stream.concat(Stream.of(names), NoticeVariables.KNOWN.stream()).toList();
    }

    /**
     * @param environment such as {@code System.getenv()}
     * @param data folder given on the command line, which wins; null for none
     * @param workingFolder relative places are seen from here
     */
    public static Settings of(Map<String, String> environment, @Nullable Path data, Path workingFolder) {
        refuseUnknown(environment);
        LogFormat.requireKnown(environment);
        Path home = workingFolder
                .resolve(data != null ? data : Path.of(environment.getOrDefault(PREFIX + "DATA", "var")))
                .normalize();
        String feeds = environment.get(PREFIX + "FEEDS");
        return new Settings(
                home,
                zones(environment, home, workingFolder),
                feeds == null ? null : workingFolder.resolve(feeds),
                folder(environment, "TEMPLATES", home, workingFolder),
                folder(environment, "SOURCES", home, workingFolder),
                environment.get(PREFIX + "CONTACT"),
                database(environment),
                s3(environment),
                new RunSettings(seconds(environment, "LEASE_SECONDS", 30), seconds(environment, "STOP_SECONDS", 20)),
                NoticeVariables.read(environment, workingFolder),
                listen(environment),
                new CatalogSettings(
                        environment.get(PREFIX + "GLUE_DATABASE"),
                        environment.getOrDefault(PREFIX + "ATHENA_WORKGROUP", "primary"),
                        environment.get(PREFIX + "ATHENA_OUTPUT")));
    }

    private static void refuseUnknown(Map<String, String> environment) {
        Set<String> unknown = new TreeSet<>();
        for (String name : environment.keySet()) {
            String key = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : "";
            if (!key.isEmpty() && !KNOWN.contains(key) && !OTHERS.contains(key)) {
                unknown.add(name);
            }
        }
        if (!unknown.isEmpty()) {
            throw DaybookException.configuration("unknown setting %s: expected some of %s"
                    .formatted(String.join(", ", unknown), PREFIX + String.join(", " + PREFIX, KNOWN)));
        }
    }

    private static Zones zones(Map<String, String> environment, Path home, Path workingFolder) {
        return new Zones(
                zone(environment, "LANDING", home, workingFolder),
                zone(environment, "PROCESSED", home, workingFolder),
                zone(environment, "QUARANTINE", home, workingFolder),
                zone(environment, "STAGING", home, workingFolder),
                zone(environment, "LAKE", home, workingFolder),
                zone(environment, "REPORTS", home, workingFolder));
    }

    private static Path folder(Map<String, String> environment, String name, Path home, Path workingFolder) {
        String given = environment.get(PREFIX + name);
        return given == null ? home.resolve(name.toLowerCase(Locale.ROOT)) : workingFolder.resolve(given);
    }

    private static Location zone(Map<String, String> environment, String name, Path home, Path workingFolder) {
        String given = environment.get(PREFIX + name);
        if (given == null) {
            return Location.of(home.resolve(name.toLowerCase(Locale.ROOT)));
        }
        try {
            return Location.parse(given, workingFolder);
        } catch (DaybookException e) {
            throw DaybookException.configuration(PREFIX + name + ": " + e.getMessage());
        }
    }

    private static DatabaseSettings database(Map<String, String> environment) {
        String url = environment.get(PREFIX + "DB_URL");
        if (url != null && !url.startsWith("jdbc:")) {
            throw wrong("DB_URL", "an address such as jdbc:postgresql://host/database", url);
        }
        return new DatabaseSettings(
                url,
                environment.getOrDefault(PREFIX + "DB_USER", "daybook"),
                environment.getOrDefault(PREFIX + "DB_PASSWORD", ""),
                seconds(environment, "DB_IDLE_SECONDS", 60));
    }

    static S3Settings s3(Map<String, String> environment) {
        String endpoint = environment.get(PREFIX + "S3_ENDPOINT");
        String region =
                environment.getOrDefault(PREFIX + "S3_REGION", environment.getOrDefault("AWS_REGION", "eu-central-1"));
        String pathStyle = environment.getOrDefault(PREFIX + "S3_PATH_STYLE", String.valueOf(endpoint != null));
        if (!List.of("true", "false").contains(pathStyle)) {
            throw wrong("S3_PATH_STYLE", "true or false", pathStyle);
        }
        return new S3Settings(endpoint(environment, "S3_ENDPOINT"), region, Boolean.parseBoolean(pathStyle));
    }

    private static ListenSettings listen(Map<String, String> environment) {
        String atOnce = environment.getOrDefault(PREFIX + "LISTEN_AT_ONCE", "1");
        if (!atOnce.matches("[1-9][0-9]?")) {
            throw wrong("LISTEN_AT_ONCE", "1 to 99 runs", atOnce);
        }
        return new ListenSettings(
                environment.get(PREFIX + "QUEUE"),
                endpoint(environment, "SQS_ENDPOINT"),
                Integer.parseInt(atOnce),
                seconds(environment, "LISTEN_VISIBILITY_SECONDS", 60),
                seconds(environment, "LISTEN_BACKOFF_SECONDS", 30));
    }

    static Duration seconds(Map<String, String> environment, String name, int otherwise) {
        String given = environment.getOrDefault(PREFIX + name, String.valueOf(otherwise));
        if (!given.matches("[1-9][0-9]{0,3}")) {
            throw wrong(name, "1 to 9999 seconds", given);
        }
        return Duration.ofSeconds(Long.parseLong(given));
    }

    static @Nullable URI endpoint(Map<String, String> environment, String name) {
        String text = environment.get(PREFIX + name);
        if (text != null && !text.matches("https?://[^\\s/]+.*")) {
            throw wrong(name, "an address such as http://127.0.0.1:9000", text);
        }
        return text == null ? null : URI.create(text);
    }

    static DaybookException wrong(String name, String expected, String found) {
        return DaybookException.configuration("%s%s: expected %s, found '%s'".formatted(PREFIX, name, expected, found));
    }
}
