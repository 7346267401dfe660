package dev.daybook.jobs.legacyimport;

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

/** An export of an older system into the table its feed names. */
public final class LegacyImport implements JobDefinition {

    static final String NAME = "legacy-import";

    private static final String YEAR = "year";
    private static final String DEFAULT_FEED = "legacy-visits";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Load an export of an older system, such as the visit log, into the table its feed names.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter(FileRequest.FILE, true, "path or s3:// address of the export"),
                new Parameter(FileRequest.FEED, false, "its feed, by name or path; default " + DEFAULT_FEED),
                new Parameter(
                        FileRequest.KEY,
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

    @Override
    public Optional<Map<String, String>> replay(Map<String, String> recorded, long load, String file) {
        return Optional.of(FileRequest.replay(recorded, load, file, DEFAULT_FEED, List.of(YEAR)));
    }

    @Override
    public Map<String, Object> prepare(Map<String, String> parameters, Settings settings) {
        return request(parameters, new Feeds(settings.feeds())).scan(settings);
    }

    static FileRequest request(Map<String, String> parameters, Feeds feeds) {
        Location file = FileRequest.locationOf(Objects.requireNonNull(parameters.get(FileRequest.FILE)));
        return new FileRequest(
                FileRequest.feedOf(parameters, DEFAULT_FEED, feeds),
                file,
                parameters.getOrDefault(FileRequest.KEY, file.name()),
                FileRequest.others(parameters, List.of(YEAR)));
    }
}
