package dev.daybook.demo;

import com.zaxxer.hikari.HikariDataSource;
import dev.daybook.database.Database;
import dev.daybook.failure.DaybookException;
import dev.daybook.jobs.clickstream.Clickstream;
import dev.daybook.jobs.legacyimport.LegacyImport;
import dev.daybook.launch.JobRunner;
import dev.daybook.launch.Launcher;
import dev.daybook.launch.Request;
import dev.daybook.ops.ExecutionView;
import dev.daybook.ops.Executions;
import dev.daybook.settings.Settings;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStores;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;

/** Runs the scenes one after another in a folder of its own, which it empties first. */
public final class Demo {

    /** Whose sales were sent again. */
    private static final String CORRECTED_DAY = "2024-04-09";

    private final Settings settings;
    private final Path samples;
    private final PrintWriter out;
    private boolean isAsExpected = true;

    public Demo(Settings settings, Path samples, PrintWriter out) {
        this.settings = below(settings);
        this.samples = samples;
        this.out = out;
    }

    /** What is there already stays untouched. */
    private static Settings below(Settings settings) {
        return Settings.of(
                Map.of("DAYBOOK_CONTACT", "demo@example.com"), settings.data().resolve("demo"), settings.data());
    }

    /** @return whether everything came out as expected */
    public boolean run() {
        try (ObjectStores store = new ObjectStores(settings.s3())) {
            store.deleteFolder(Location.of(settings.data()));
        }
        out.println("Daybook demo, in " + settings.data());
        Path exports = samples.resolve("legacy-visits");
        ExpectedResult full = new ExpectedResult(settings, samples.resolve("expected/legacy-visits"));
        ExpectedResult north = new ExpectedResult(settings, samples.resolve("expected/legacy-visits-north/north"));
        ExpectedResult corrected =
                new ExpectedResult(settings, samples.resolve("expected/legacy-visits-north/north-corrected"));

        scene("An old export, dirty as such files are");
        ExecutionView first = load(exports.resolve("LegacyDataFull.csv"));
        check(full.differences(first, "legacy-visits/LegacyDataFull.csv"));

        scene("The same file again");
        ExecutionView again = load(exports.resolve("LegacyDataFull.csv"));
        check(again.status().equals("DUPLICATE") ? "" : "expected a duplicate, found " + again.status());

        scene("A second export, then a changed file under its name");
        check(north.differences(load(exports.resolve("north/LegacyNorth.csv")), "legacy-visits/LegacyNorth.csv"));
        check(corrected.differences(
                load(exports.resolve("north-corrected/LegacyNorth.csv")), "legacy-visits/LegacyNorth.csv"));

        scene("The old file once more: it comes back");
        check(north.differences(load(exports.resolve("north/LegacyNorth.csv")), "legacy-visits/LegacyNorth.csv"));
        check(full.differences(first, "legacy-visits/LegacyDataFull.csv"));

        sellDisks();
        compactClicks();
        copyPublicData();
        report();

        out.println();
        out.println(isAsExpected ? "All as expected." : "NOT as expected, see above.");
        out.println("Look around: daybook --data \"%s\" tables | query SQL | executions | rejects %d"
                .formatted(settings.data(), first.id()));
        return isAsExpected;
    }

    private void sellDisks() {
        StoreMonth store = new StoreMonth(settings, samples.resolve("daily-sales"), out);
        Path folder = samples.resolve("expected/daily-sales");
        ExpectedSales expected = new ExpectedSales(settings, folder);
        ExpectedSales corrected = new ExpectedSales(settings, folder.resolve("corrected"));

        scene("The catalogue of a disk store");
        check(expected.differencesOfProducts(store.loadCatalogue()));

        scene("A month of its sales and deliveries, day by day, and the inventory that follows from them");
        SortedMap<String, ExecutionView> runs = store.loadDays();
        check(expected.differences(runs));

        scene("One of the days again, changed: the inventory of all later days changes with it");
        runs.put(CORRECTED_DAY, store.loadCorrected(CORRECTED_DAY));
        check(corrected.differences(runs));
    }

    /** The deliveries lie in the landing zone, as a stream leaves them there. */
    private void compactClicks() {
        scene("Two days of clicks and orders, an object an hour, compacted to a file a day");
        ExpectedClicks expected = new ExpectedClicks(settings, samples.resolve("expected/clickstream"));
        deliver(samples.resolve("clickstream"));
        check(expected.differences(compact()));

        scene("The same deliveries again");
        ExecutionView again = compact();
        check(again.status().equals("DUPLICATE") ? "" : "expected a duplicate, found " + again.status());
    }

    private void deliver(Path deliveries) {
        try (ObjectStores store = new ObjectStores(settings.s3());
                Stream<Path> files = Files.walk(deliveries)) {
            files.filter(Files::isRegularFile).forEach(file -> {
                String key = deliveries.relativize(file).toString().replace(File.separatorChar, '/');
                store.put(settings.zones().landing().resolve(key), file);
            });
        } catch (IOException e) {
            throw DaybookException.storage("%s cannot be read: %s".formatted(deliveries, e.getMessage()), e);
        }
    }

    private ExecutionView compact() {
        ExecutionView run =
                JobRunner.run(new Clickstream(), new Request(Map.of(), "demo"), settings, StoreMonth::viewOf);
        out.println("  clickstream: %s, %,d read, %,d written, %,d rejected, %,d duplicate"
                .formatted(run.status(), run.read(), run.written(), run.rejected(), run.duplicate()));
        return run;
    }

    private void copyPublicData() {
        try (PublicData data = new PublicData(settings, samples, out)) {
            scene("Public statistics, copied from a server that stands in for the real one");
            data.publish("first", "2/17/2025  8:30 AM");
            check(data.copy("first", 12));

            scene("Nothing has changed: one request, nothing is written");
            check(data.copy("first", 0));

            scene("One file has changed, one is new, one is gone");
            data.publish("second", "5/14/2025  8:30 AM");
            check(data.copy("second", 2));

            scene("Gone for the second time: it counts as deleted, and its rows leave the table");
            check(data.copy("third", 0));
        }
    }

    private void report() {
        Reports reports = new Reports(settings, out);
        scene("A week of sales, a month of visits and two days of clicks, as reports");
        check(reports.make("weekly-sales", "2024-04-07", "2024-04-13"));
        check(reports.make("visits", "2021-10-01", "2021-10-31"));
        check(reports.make("clickstream", "2024-05-04", "2024-05-05"));
    }

    private void scene(String title) {
        out.println();
        out.println(title);
    }

    private ExecutionView load(Path file) {
        Map<String, String> parameters = Map.of("file", file.toString());
        Launcher.Outcome outcome = JobRunner.run(new LegacyImport(), new Request(parameters, "demo"), settings);
        try (HikariDataSource source = Database.open(settings)) {
            ExecutionView run = new Executions(source).get(outcome.executionId());
            ExecutionView answer = outcome.duplicateReason() == null ? run : run.asDuplicate(outcome.duplicateReason());
            out.println("  %s: %s, %,d read, %,d written, %,d rejected, %,d duplicate"
                    .formatted(
                            samples.relativize(file),
                            answer.status(),
                            answer.read(),
                            answer.written(),
                            answer.rejected(),
                            answer.duplicate()));
            return answer;
        }
    }

    private void check(String differences) {
        isAsExpected &= differences.isEmpty();
        out.println(
                differences.isEmpty()
                        ? "  as expected"
                        : "  NOT as expected:" + System.lineSeparator() + differences.indent(4));
    }
}
