package dev.daybook.load;

import dev.daybook.feed.Feed;
import dev.daybook.feed.Feeds;
import dev.daybook.settings.Settings;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStores;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run of a job that loads a file was asked for.
 *
 * @param feed as the file is written, which a reject file is otherwise than the feed's own
 * @param key what the sender calls the file
 * @param others parameters that do not identify the run
 */
public record FileRequest(Feed feed, Location file, String key, Map<String, String> others) {

    /** Parameter with the path or address of the file. */
    public static final String FILE = "file";

    /** Parameter with the name or path of the feed. */
    public static final String FEED = "feed";

    /** Parameter with the key. */
    public static final String KEY = "key";

    private static final String SCANNED = "scanned";

    /**
     * The feed a request names, as its file is written.
     *
     * @param otherwise name of the feed if it names none
     */
    public static Feed feedOf(Map<String, String> parameters, String otherwise, Feeds feeds) {
        return FileAdmission.asWritten(feeds.get(feedName(parameters, otherwise)), parameters);
    }

    /** Its name, or its absolute path: a later run from elsewhere may have to read by it again. */
    private static String feedName(Map<String, String> parameters, String otherwise) {
        String feed = parameters.getOrDefault(FEED, otherwise);
        boolean isPath = feed.endsWith(".yaml") || feed.endsWith(".yml");
        return isPath ? Path.of(feed).toAbsolutePath().normalize().toString() : feed;
    }

    /** A path or address as somebody gave it. */
    public static Location locationOf(String file) {
        return Location.parse(file, Path.of("").toAbsolutePath());
    }

    /** Those of the {@code names} and of all jobs that load files which were given. */
    public static Map<String, String> others(Map<String, String> parameters, List<String> names) {
        Map<String, String> others = new HashMap<>(parameters);
        others.keySet().removeIf(name -> !names.contains(name) && !name.equals(FileAdmission.REPLAY_OF));
        if (parameters.containsKey(FEED)) {
            others.put(FileAdmission.FEED_FILE, feedName(parameters, ""));
        }
        return others;
    }

    /** Reads the file for its hash: the longest part of admitting a large one. */
    public Map<String, Object> scan(Settings settings) {
        try (ObjectStores stores = new ObjectStores(settings.s3())) {
            return Map.of(SCANNED, ScannedFile.of(stores, file, feed));
        }
    }

    static ScannedFile scanned(Map<String, Object> prepared) {
        if (prepared.get(SCANNED) instanceof ScannedFile scanned) {
            return scanned;
        }
        throw new IllegalStateException("the file was not scanned while the application started");
    }

    /**
     * The request that loads mended rejects: as a source of their own beside the file they come from, so that neither
     * replaces the other. A file of another name than the reject file's has a key of its own: rows may be mended in several
     * files, each with some of them.
     *
     * @param recorded parameters of the run that rejected them
     * @param names parameters that are the same
     */
    public static Map<String, String> replay(
            Map<String, String> recorded, long load, String file, String otherwise, List<String> names) {
        Map<String, String> request = new LinkedHashMap<>();
        request.put(FILE, file);
        request.put(FEED, recorded.getOrDefault(FileAdmission.FEED_FILE, recorded.getOrDefault(FEED, otherwise)));
        String mended = locationOf(file).name();
        boolean isRejectFile = mended.equals(
                Rejects.fileName(locationOf(String.valueOf(recorded.get(FILE))).name()));
        request.put(KEY, recorded.get(KEY) + "#replay" + (isRejectFile ? "" : "/" + mended));
        names.stream().filter(recorded::containsKey).forEach(name -> request.put(name, recorded.get(name)));
        request.put(FileAdmission.REPLAY_OF, String.valueOf(load));
        return request;
    }
}
