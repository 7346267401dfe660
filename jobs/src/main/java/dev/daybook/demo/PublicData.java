package dev.daybook.demo;

import dev.daybook.failure.DaybookException;
import dev.daybook.feed.Feeds;
import dev.daybook.jobs.apisync.ApiSync;
import dev.daybook.lake.Lake;
import dev.daybook.launch.JobRunner;
import dev.daybook.launch.Request;
import dev.daybook.ops.ExecutionView;
import dev.daybook.query.LakeQuery;
import dev.daybook.query.QueryResult;
import dev.daybook.settings.Settings;
import dev.daybook.standin.StandInServer;
import dev.daybook.store.ObjectStores;
import dev.daybook.sync.SyncSources;
import dev.daybook.table.FileCatalog;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Copies of public data, from servers on this machine that stand in for the real ones. */
final class PublicData implements AutoCloseable {

    private static final String PRODUCTIVITY = "bls-productivity";
    private static final String POPULATION = "population";
    private static final String VALUES = "select series_id, year, period, value, footnote_codes from productivity";
    private static final String PEOPLE = "select nation_id, nation, year, population from population";

    private final Settings settings;
    private final Path samples;
    private final PrintWriter out;
    private final StandInServer bureau = new StandInServer();
    private final StandInServer census = new StandInServer();

    PublicData(Settings settings, Path samples, PrintWriter out) {
        this.settings = settings;
        this.samples = samples;
        this.out = out;
        try {
            SyncSources builtIn = new SyncSources(settings.sources(), new Feeds(settings.feeds()));
            String people = builtIn.builtIn(POPULATION);
            describe(PRODUCTIVITY, bureau, builtIn.builtIn(PRODUCTIVITY));
            describe(POPULATION, census, people.replaceFirst("(?s)  - name: state.json.*?(?=onChange)", ""));
        } catch (IOException e) {
            throw DaybookException.storage("the sources of the demo cannot be written: " + e.getMessage(), e);
        }
    }

    /** As it is built in, but for the server and the pause between requests. */
    private void describe(String source, StandInServer server, String builtIn) throws IOException {
        Files.createDirectories(settings.sources());
        Files.writeString(
                settings.sources().resolve(source + ".yaml"),
                builtIn.replaceFirst("url: .*", "url: " + server.folder())
                        .replaceFirst("path: .*", "path: nation.json")
                        .replace("pauseMillis: 1000", "pauseMillis: 0"));
    }

    /** The servers have what is in the sample folders of this name. */
    void publish(String state, String listedAt) {
        bureau.publish(samples.resolve("productivity").resolve(state), listedAt);
        census.publish(samples.resolve("population").resolve(state), listedAt);
    }

    /**
     * Copies both.
     *
     * @param expected folder with what the tables must have
     * @param files how many files of the folder have to be fetched
     * @return what differs, in lines; empty when nothing does
     */
    String copy(String expected, int files) {
        List<String> differences = new ArrayList<>();
        int before = bureau.requests().size();
        requireCompleted(sync(PRODUCTIVITY), differences);
        int requests = bureau.requests().size() - before;
        out.println("    %d requests".formatted(requests));
        if (requests != 1 + files) {
            differences.add("expected %d requests, found %d".formatted(1 + files, requests));
        }
        requireCompleted(sync(POPULATION), differences);
        Path folder = samples.resolve("expected/api-sync").resolve(expected);
        ExpectedResult.compare("tables", ExpectedResult.csv(folder.resolve("tables.csv")), tables(), differences);
        ExpectedResult.compare(
                "productivity", ExpectedResult.csv(folder.resolve("productivity.csv")), query(VALUES), differences);
        ExpectedResult.compare(
                "population", ExpectedResult.csv(folder.resolve("population.csv")), query(PEOPLE), differences);
        return String.join(System.lineSeparator(), differences);
    }

    private ExecutionView sync(String source) {
        ExecutionView run = JobRunner.run(
                new ApiSync(), new Request(Map.of("source", source), "demo"), settings, StoreMonth::viewOf);
        out.println("  %s: %s, %,d rows written".formatted(source, run.status(), run.written()));
        return run;
    }

    private static void requireCompleted(ExecutionView run, List<String> differences) {
        if (!run.status().equals("COMPLETED")) {
            differences.add(
                    "expected run %d to complete, found %s: %s".formatted(run.id(), run.status(), run.message()));
        }
    }

    /** Rows of the tables of mapping files. */
    private List<String> tables() {
        try (ObjectStores store = new ObjectStores(settings.s3())) {
            return new FileCatalog(store, settings.zones().lake())
                    .all().stream()
                            .filter(table -> table.table().startsWith("productivity_"))
                            .map(table -> "[%s, %d]".formatted(table.table(), table.rows()))
                            .sorted()
                            .toList();
        }
    }

    private List<String> query(String sql) {
        List<String> rows = new ArrayList<>();
        try (ObjectStores store = new ObjectStores(settings.s3());
                LakeQuery lake = Lake.query(settings, store);
                QueryResult result = lake.run(sql)) {
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 0; i < result.columns().size(); i++) {
                    row.add(Objects.toString(result.value(i), ""));
                }
                rows.add(row.toString());
            }
        }
        rows.sort(null);
        return rows;
    }

    @Override
    public void close() {
        bureau.close();
        census.close();
    }
}
