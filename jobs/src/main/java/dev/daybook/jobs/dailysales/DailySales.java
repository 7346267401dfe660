package dev.daybook.jobs.dailysales;

import dev.daybook.feed.Feeds;
import dev.daybook.launch.JobDefinition;
import dev.daybook.load.FileAdmission;
import dev.daybook.load.FileRequest;
import dev.daybook.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The file of a business date into the table its feed names. */
public final class DailySales implements JobDefinition {

    static final String NAME = "daily-sales-load";
    static final String DATE = "date";
    static final String DEFAULT_FEED = "daily-sales";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Load the file of a business date, such as the day's sales, into the table its feed names.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter(DATE, false, "the business date, such as 2026-03-01; default the one in the file's name"),
                new Parameter(
                        FileRequest.FILE,
                        false,
                        "path or s3:// address of the file; default the date's in the landing zone"),
                new Parameter(FileRequest.FEED, false, "its feed, by name or path; default " + DEFAULT_FEED),
                new Parameter(
                        FileRequest.KEY,
                        false,
                        "what the sender calls the file; default the business date. A changed file of the same key"
                                + " replaces the one before"),
                new Parameter(
                        FileAdmission.REPLAY_OF,
                        false,
                        "number of the load whose mended reject file this is; see `daybook replay`"));
    }

    @Override
    public Class<?> configuration() {
        return DailySalesConfiguration.class;
    }

    @Override
    public Optional<Map<String, String>> replay(Map<String, String> recorded, long load, String file) {
        return Optional.of(FileRequest.replay(recorded, load, file, DEFAULT_FEED, List.of(DATE)));
    }

    @Override
    public Map<String, Object> prepare(Map<String, String> parameters, Settings settings) {
        return new DatedFiles(new Feeds(settings.feeds()), settings)
                .request(parameters)
                .scan(settings);
    }
}
