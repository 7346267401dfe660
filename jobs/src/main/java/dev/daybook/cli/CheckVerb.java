package dev.daybook.cli;

import dev.daybook.feed.Feed;
import dev.daybook.feed.FeedParser;
import dev.daybook.feed.Feeds;
import dev.daybook.feed.FileScan;
import dev.daybook.feed.InputFile;
import dev.daybook.feed.ParsedBlock;
import dev.daybook.feed.ParsedBlock.Counts;
import dev.daybook.launch.ExitCode;
import dev.daybook.load.LakeTables;
import dev.daybook.settings.Settings;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStores;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code daybook check}. */
@Command(
        name = "check",
        description = "Read a file by its feed and report what a load would reject; nothing is loaded.",
        mixinStandardHelpOptions = true)
final class CheckVerb implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private DaybookCommand daybook;

    @Parameters(paramLabel = "FILE", description = "Path or s3:// address.")
    @SuppressWarnings("NullAway.Init")
    private String file;

    @Option(names = "--feed", required = true, paramLabel = "FEED", description = "Name or path of the feed.")
    @SuppressWarnings("NullAway.Init")
    private String feedName;

    @Option(names = "--year", paramLabel = "YYYY", description = "Year of dates that have none.")
    private @Nullable String year;

    @Option(names = "--json", description = "Print one JSON object with all rejects.")
    private boolean json;

    @Override
    public Integer call() {
        Settings settings = daybook.settings();
        Feed feed = new Feeds(settings.feeds()).get(feedName);
        try (ObjectStores stores = new ObjectStores(settings.s3())) {
            InputFile input =
                    InputFile.of(stores, Location.parse(file, Path.of("").toAbsolutePath()));
            Counts counts = read(
                    feed.withTables(LakeTables.current(stores, settings.zones().lake())), input);
            return exitCode(counts, feed, input);
        }
    }

    private Counts read(Feed feed, InputFile input) {
        FileScan scan = FileScan.of(input, feed.encoding());
        Map<String, String> parameters = year == null ? Map.of() : Map.of("year", year);
        String place = input.location().toString();
        String charset = scan.charset().name();
        Counts counts = Counts.NONE;
        try (FeedParser parser = FeedParser.open(feed, input, scan, parameters, 0, null);
                CheckReport report = json
                        ? new CheckJson(place, feed.name(), charset, daybook.out())
                        : new CheckText(place, feed.name(), charset, daybook.out())) {
            for (ParsedBlock block; (block = parser.next()) != null; ) {
                counts = counts.plus(block.counts());
                block.rejects().forEach(report::add);
            }
            report.end(counts);
        }
        return counts;
    }

    private static int exitCode(Counts counts, Feed feed, InputFile input) {
        Feed.Thresholds thresholds = feed.thresholds();
        if (counts.read() == 0 && feed.isDayWithoutRows(input)) {
            return ExitCode.COMPLETED;
        }
        if (counts.staged() == 0 || counts.rejected() > thresholds.fail() * counts.read()) {
            return ExitCode.FAILED;
        }
        return counts.rejected() > thresholds.warn() * counts.read()
                ? ExitCode.COMPLETED_WITH_REJECTS
                : ExitCode.COMPLETED;
    }
}
