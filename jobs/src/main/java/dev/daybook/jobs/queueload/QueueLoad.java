package dev.daybook.jobs.queueload;

import dev.daybook.feed.Feeds;
import dev.daybook.launch.JobDefinition;
import dev.daybook.load.FileAdmission;
import dev.daybook.load.FileRequest;
import dev.daybook.settings.Settings;
import dev.daybook.store.Location;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What the web forms send, as files of JSON, into the tables their feeds name. */
public final class QueueLoad implements JobDefinition {

    static final String NAME = "queue-load";

    private static final String DEFAULT_FEED = "visits";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Load what the web forms send, such as live visits, into the table its feed names.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter(FileRequest.FILE, true, "path or s3:// address of a file of messages"),
                new Parameter(FileRequest.FEED, false, "its feed, by name or path; default " + DEFAULT_FEED),
                new Parameter(
                        FileRequest.KEY,
                        false,
                        "what the sender calls the file; default its place below the landing zone, or else its"
                                + " address. A changed file of the same key replaces the one before"),
                new Parameter(
                        FileAdmission.REPLAY_OF,
                        false,
                        "number of the load whose mended reject file this is; see `daybook replay`"));
    }

    @Override
    public Class<?> configuration() {
        return QueueLoadConfiguration.class;
    }

    @Override
    public Optional<Map<String, String>> replay(Map<String, String> recorded, long load, String file) {
        return Optional.of(FileRequest.replay(recorded, load, file, DEFAULT_FEED, List.of()));
    }

    @Override
    public Map<String, Object> prepare(Map<String, String> parameters, Settings settings) {
        return request(parameters, new Feeds(settings.feeds()), settings).scan(settings);
    }

    static FileRequest request(Map<String, String> parameters, Feeds feeds, Settings settings) {
        Location file = FileRequest.locationOf(Objects.requireNonNull(parameters.get(FileRequest.FILE)));
        return new FileRequest(
                FileRequest.feedOf(parameters, DEFAULT_FEED, feeds),
                file,
                parameters.getOrDefault(
                        FileRequest.KEY, key(file, settings.zones().landing())),
                FileRequest.others(parameters, List.of()));
    }

    /** Batches of several senders may well be called the same: the folder tells them apart. */
    private static String key(Location file, Location landing) {
        return landing.contains(file) ? landing.relativize(file) : file.toString();
    }
}
