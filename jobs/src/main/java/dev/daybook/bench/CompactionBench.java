package dev.daybook.bench;

import dev.daybook.bench.DuckDbCompaction.Way;
import dev.daybook.bench.Meter.Measure;
import dev.daybook.failure.DaybookException;
import dev.daybook.sample.BenchEvents;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStores;
import dev.daybook.store.S3Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * clickstream-compaction against DuckDB and a plain Spring Batch job: the same deliveries, each as a fresh process, in turn,
 * several rounds; medians and ratios. DuckDB says it in three ways in the first round, and in the fastest from then on. Both
 * outputs are compared row by row, by hash. Figures are of whole processes, start and end included.
 */
public final class CompactionBench {

    private static final long SEED = 42;
    private static final String DAYBOOK = "daybook";
    private static final String PLAIN = "plain spring batch";

    /** By name: the application knows the benchmarks, not they it. */
    private static final String APPLICATION = "dev.daybook.DaybookApplication";

    private static final String ROWS = """
            select count(*) || ' rows, ' || sum(hash(event_id, epoch_ms(event_time), menu_item, quantity, price, total,
              customer_id, restaurant_id, element_clicked, time_spent, source_menu)::hugeint)
            from read_parquet('%s/**/*.parquet', hive_partitioning = false, union_by_name = true)
            """;

    private final Path folder;
    private final Path landing;
    private final PrintWriter out;
    private final boolean withPlainBatch;
    private final Map<String, List<Result>> results = new LinkedHashMap<>();
    private final Map<String, String> rows = new LinkedHashMap<>();

    /**
     * How much there is to compact.
     *
     * @param days event dates
     */
    public record Size(long events, int files, int days) {}

    /** @param bytes of the output */
    private record Result(Measure measure, long bytes) {}

    private interface Contender {
        Measure run(Path target) throws IOException;
    }

    /**
     * @param folder for the deliveries and what the contenders write
     * @param withPlainBatch whether the plain Spring Batch job takes part, once
     */
    public CompactionBench(Path folder, Size size, boolean withPlainBatch, PrintWriter out) {
        this.folder = folder;
        this.landing = folder.resolve("events-%d-%d-%d".formatted(size.events(), size.files(), size.days()));
        this.out = out;
        this.withPlainBatch = withPlainBatch;
        generate(size);
    }

    /** Under another name until they are complete. */
    private void generate(Size size) {
        if (Files.exists(landing)) {
            return;
        }
        try {
            Path unfinished = landing.resolveSibling(landing.getFileName() + ".unfinished");
            delete(unfinished);
            out.println("writing " + landing);
            BenchEvents.write(unfinished, size.events(), size.files(), size.days(), SEED);
            Files.move(unfinished, landing);
        } catch (IOException e) {
            throw DaybookException.storage("%s cannot be written: %s".formatted(landing, e.getMessage()), e);
        }
    }

    public void run(int rounds) {
        measure("round 1", DAYBOOK, this::daybook);
        for (Way way : Way.values()) {
            measure("round 1", name(way), target -> duckDb(target, way));
        }
        Way fastest = fastest();
        for (int round = 2; round <= rounds; round++) {
            measure("round " + round, DAYBOOK, this::daybook);
            measure("round " + round, name(fastest), target -> duckDb(target, fastest));
        }
        if (withPlainBatch) {
            measure(
                    "once",
                    PLAIN,
                    target -> Meter.run(
                            PlainBatchCompaction.class.getName(),
                            List.of(landing.toString(), target.toString()),
                            Map.of()));
        }
        report(name(fastest));
    }

    private static String name(Way way) {
        return "duckdb " + way.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private Way fastest() {
        Way fastest = Way.GROUP_BY;
        for (Way way : Way.values()) {
            fastest = wall(way) < wall(fastest) ? way : fastest;
        }
        return fastest;
    }

    private double wall(Way way) {
        return results.getOrDefault(name(way), List.of()).get(0).measure().wallSeconds();
    }

    private Measure daybook(Path target) {
        return Meter.run(
                APPLICATION,
                List.of("--data", target.toString(), "run", "clickstream-compaction"),
                Map.of("DAYBOOK_LANDING", landing.toString()));
    }

    private Measure duckDb(Path target, Way way) {
        return Meter.run(
                DuckDbCompaction.class.getName(), List.of(landing.toString(), target.toString(), way.name()), Map.of());
    }

    private void measure(String what, String name, Contender contender) {
        Path target = folder.resolve("out");
        try {
            Measure measure = contender.run(target);
            Result result = new Result(measure, bytes(target));
            results.computeIfAbsent(name, n -> new ArrayList<>()).add(result);
            out.println(line(what, name, result));
            out.flush();
            if (!name.equals(PLAIN) && !rows.containsKey(name)) {
                rows.put(name, rowsOf(target));
            }
        } catch (IOException e) {
            throw DaybookException.storage("the benchmark cannot be run: " + e.getMessage(), e);
        } finally {
            delete(target);
        }
    }

    private static void delete(Path target) {
        try (ObjectStores store = new ObjectStores(new S3Settings(null, "none", false))) {
            store.deleteFolder(Location.of(target));
        }
    }

    private static long bytes(Path target) throws IOException {
        try (Stream<Path> files = Files.walk(target)) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .mapToLong(file -> {
                        try {
                            return Files.size(file);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .sum();
        }
    }

    private static String rowsOf(Path target) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(ROWS.formatted(target))) {
            result.next();
            return result.getString(1);
        } catch (SQLException e) {
            throw DaybookException.storage("the rows cannot be compared: " + e.getMessage(), e);
        }
    }

    private void report(String peer) {
        out.println();
        rows.forEach((name, found) -> out.println(String.format(Locale.ROOT, "rows     %-20s %s", name, found)));
        if (rows.values().stream().distinct().count() != 1) {
            throw DaybookException.storage("the contenders' rows differ, see above", null);
        }
        Map<String, Result> medians = new LinkedHashMap<>();
        results.forEach((name, all) -> medians.put(name, median(all)));
        medians.forEach((name, median) -> out.println(line("median", name, median)));
        Result own = medians.get(DAYBOOK);
        medians.forEach((name, median) -> {
            if (own != null && (name.equals(peer) || name.equals(PLAIN))) {
                out.println(String.format(
                        Locale.ROOT,
                        "ratio    daybook / %-20s %.2f of its wall time, %.2f of its processor time, %.2f of its output",
                        name,
                        own.measure().wallSeconds() / median.measure().wallSeconds(),
                        own.measure().cpuSeconds() / median.measure().cpuSeconds(),
                        (double) own.bytes() / median.bytes()));
            }
        });
    }

    private static String line(String what, String name, Result result) {
        return String.format(
                Locale.ROOT,
                "%-8s %-20s wall %6.2f s, processor %6.2f s, peak memory %5d MiB, output %5d MiB",
                what,
                name,
                result.measure().wallSeconds(),
                result.measure().cpuSeconds(),
                result.measure().peakBytes() >> 20,
                result.bytes() >> 20);
    }

    /** Each figure's own median. */
    private static Result median(List<Result> all) {
        int middle = all.size() / 2;
        return new Result(
                new Measure(
                        all.stream()
                                .map(r -> r.measure().wallSeconds())
                                .sorted()
                                .toList()
                                .get(middle),
                        all.stream()
                                .map(r -> r.measure().cpuSeconds())
                                .sorted()
                                .toList()
                                .get(middle),
                        all.stream()
                                .map(r -> r.measure().peakBytes())
                                .sorted()
                                .toList()
                                .get(middle)),
                all.get(0).bytes());
    }
}
