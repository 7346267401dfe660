package dev.daybook.cli;

import dev.daybook.feed.Feed;
import dev.daybook.feed.FeedParser;
import dev.daybook.feed.Feeds;
import dev.daybook.feed.FileScan;
import dev.daybook.feed.InputFile;
import dev.daybook.feed.ParsedBlock;
import dev.daybook.feed.ParsedBlock.Counts;
import dev.daybook.feed.Reject;
import dev.daybook.launch.ExitCode;
import dev.daybook.load.LakeTables;
import dev.daybook.settings.Settings;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    private static final int SHOWN = 20;

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

    /** What a load would make of the file; duplicates show only when it is loaded. */
    private record Report(String file, String feed, String charset, Counts counts, List<Reject> rejects) {}

    @Override
    public Integer call() {
        Settings settings = daybook.settings();
        Feed feed = new Feeds(settings.feeds()).get(feedName);
        try (ObjectStores stores = new ObjectStores(settings.s3())) {
            Report report = read(
                    feed.withTables(new LakeTables(stores, settings.zones().lake())),
                    InputFile.of(stores, Location.parse(file, Path.of("").toAbsolutePath())));
            print(report);
            return exitCode(report, feed.thresholds());
        }
    }

    private Report read(Feed feed, InputFile input) {
        FileScan scan = FileScan.of(input, feed.encoding());
        Map<String, String> parameters = year == null ? Map.of() : Map.of("year", year);
        List<Reject> rejects = new ArrayList<>();
        Counts counts = Counts.NONE;
        try (FeedParser parser = FeedParser.open(feed, input, scan, parameters, 0, null)) {
            for (ParsedBlock block; (block = parser.next()) != null; ) {
                counts = counts.plus(block.counts());
                rejects.addAll(block.rejects());
            }
        }
        return new Report(
                input.location().toString(), feed.name(), scan.charset().name(), counts, rejects);
    }

    private void print(Report report) {
        if (json) {
            daybook.out().println(Json.of(report));
            return;
        }
        Counts counts = report.counts();
        daybook.out().println("%s by feed %s, read as %s".formatted(report.file(), report.feed(), report.charset()));
        daybook.out()
                .println("  rows      %,d read = %,d good + %,d rejected + %,d ignored; %,d blank"
                        .formatted(
                                counts.read(), counts.staged(), counts.rejected(), counts.ignored(), counts.blank()));
        report.rejects().stream()
                .limit(SHOWN)
                .forEach(reject -> daybook.out().println("  line %d: %s".formatted(reject.line(), reject.reason())));
        if (report.rejects().size() > SHOWN) {
            daybook.out()
                    .println("  … and %,d more: --json lists them all"
                            .formatted(report.rejects().size() - SHOWN));
        }
    }

    private static int exitCode(Report report, Feed.Thresholds thresholds) {
        Counts counts = report.counts();
        if (counts.staged() == 0 || counts.rejected() > thresholds.fail() * counts.read()) {
            return ExitCode.FAILED;
        }
        return counts.rejected() > thresholds.warn() * counts.read()
                ? ExitCode.COMPLETED_WITH_REJECTS
                : ExitCode.COMPLETED;
    }
}
