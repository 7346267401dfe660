package dev.daybook.jobs.legacyimport;

import dev.daybook.feed.Feed;
import dev.daybook.feed.Feeds;
import dev.daybook.launch.JobDefinition;
import dev.daybook.load.FileAdmission;
import dev.daybook.load.ScannedFile;
import dev.daybook.settings.Settings;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStores;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** An export of an older system into the table its feed names. */
public final class LegacyImport implements JobDefinition {

    static final String FILE = "file";
    static final String FEED = "feed";
    static final String KEY = "key";
    static final String YEAR = "year";
    static final String DEFAULT_FEED = "legacy-visits";

    /** Where the admission finds the {@link ScannedFile} made ahead. */
    static final String SCANNED = "scanned";

    @Override
    public String name() {
        return "legacy-import";
    }

    @Override
    public String description() {
        return "Load an export of an older system, such as the visit log, into the table its feed names.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter(FILE, true, "path or s3:// address of the export"),
                new Parameter(FEED, false, "its feed, by name or path; default " + DEFAULT_FEED),
                new Parameter(
                        KEY,
                        false,
                        "what the sender calls the file; default its name. A changed file of the same"
                                + " key replaces the one before"),
                new Parameter(YEAR, false, "year of dates that have none, where the feed asks for it"),
                new Parameter(
                        FileAdmission.REPLAY_OF,
                        false,
                        "number of the load whose mended reject file this is; see `daybook replay`"));
    }

    @Override
    public Class<?> configuration() {
        return LegacyImportConfiguration.class;
    }

    /** The rows are a source of their own beside the file they come from, so that neither replaces the other. */
    @Override
    public Optional<Map<String, String>> replay(Map<String, String> recorded, long load, String file) {
        Map<String, String> request = new LinkedHashMap<>();
        request.put(FILE, file);
        request.put(FEED, recorded.getOrDefault(FileAdmission.FEED_FILE, recorded.getOrDefault(FEED, DEFAULT_FEED)));
        request.put(KEY, recorded.get(KEY) + "#replay");
        if (recorded.containsKey(YEAR)) {
            request.put(YEAR, recorded.get(YEAR));
        }
        request.put(FileAdmission.REPLAY_OF, String.valueOf(load));
        return Optional.of(request);
    }

    /** Reads the file for its hash while the application starts: the longest part of admitting a large one. */
    @Override
    public Map<String, Object> prepare(Map<String, String> parameters, Settings settings) {
        Feed feed = feedOf(parameters, new Feeds(settings.feeds()));
        try (ObjectStores stores = new ObjectStores(settings.s3())) {
            return Map.of(SCANNED, ScannedFile.of(stores, fileOf(parameters), feed));
        }
    }

    /** As this file is written. */
    static Feed feedOf(Map<String, String> parameters, Feeds feeds) {
        return FileAdmission.asWritten(feeds.get(feedOf(parameters)), parameters);
    }

    /** Its name, or its absolute path: a later run from elsewhere may have to read by it again. */
    static String feedOf(Map<String, String> parameters) {
        String feed = parameters.getOrDefault(FEED, DEFAULT_FEED);
        boolean isPath = feed.endsWith(".yaml") || feed.endsWith(".yml");
        return isPath ? Path.of(feed).toAbsolutePath().normalize().toString() : feed;
    }

    static Location fileOf(Map<String, String> parameters) {
        return Location.parse(
                Objects.requireNonNull(parameters.get(FILE)), Path.of("").toAbsolutePath());
    }
}
