package dev.daybook.bench;

import dev.daybook.bench.Meter.Measure;
import dev.daybook.failure.DaybookException;
import dev.daybook.sample.BenchVisits;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStores;
import dev.daybook.store.S3Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * legacy-import against DuckDB and a plain Spring Batch job: the same export, each as a fresh process, in turn, several
 * rounds; medians and ratios. Figures are of whole processes, start and end included.
 */
public final class CsvImportBench {

    private static final double BAD_RATIO = 0.001;
    private static final long SEED = 42;
    private static final String DAYBOOK = "daybook";

    /** By name: the application knows the benchmarks, not they it. */
    private static final String APPLICATION = "dev.daybook.DaybookApplication";

    private final Path folder;
    private final Path export;
    private final PrintWriter out;
    private final Map<String, Contender> contenders = new LinkedHashMap<>();

    private interface Contender {
        Measure run(Path target) throws IOException;
    }

    /**
     * @param folder for the export and what the contenders write
     * @param withPlainBatch whether the plain Spring Batch job takes part, which takes minutes
     */
    public CsvImportBench(Path folder, long rows, boolean withPlainBatch, PrintWriter out) {
        this.folder = folder;
        this.export = folder.resolve("visits-" + rows + ".csv");
        this.out = out;
        contenders.put(DAYBOOK, this::daybook);
        contenders.put("duckdb", target -> peer(DuckDbImport.class, target));
        contenders.put(
                "duckdb, any order",
                target -> peer(DuckDbImport.class, target, "set preserve_insertion_order = false"));
        if (withPlainBatch) {
            contenders.put("plain spring batch", target -> peer(PlainBatchImport.class, target));
        }
        generate(rows);
    }

    private void generate(long rows) {
        if (Files.exists(export)) {
            return;
        }
        try {
            Files.createDirectories(folder);
            out.println("writing " + export);
            BenchVisits.write(export, rows, BAD_RATIO, SEED);
        } catch (IOException e) {
            throw DaybookException.storage("%s cannot be written: %s".formatted(export, e.getMessage()), e);
        }
    }

    public void run(int rounds) {
        Map<String, List<Measure>> measures = new LinkedHashMap<>();
        for (int round = 1; round <= rounds; round++) {
            for (Map.Entry<String, Contender> contender : contenders.entrySet()) {
                Measure measure = measure(contender.getValue());
                measures.computeIfAbsent(contender.getKey(), name -> new ArrayList<>())
                        .add(measure);
                out.println(line("round " + round, contender.getKey(), measure));
            }
        }
        report(measures);
    }

    private Measure measure(Contender contender) {
        Path target = folder.resolve("out");
        try {
            return contender.run(target);
        } catch (IOException e) {
            throw DaybookException.storage("the benchmark cannot be run: " + e.getMessage(), e);
        } finally {
            try (ObjectStores store = new ObjectStores(new S3Settings(null, "none", false))) {
                store.deleteFolder(Location.of(target));
            }
        }
    }

    /** The export lies in the landing zone, as inputs do, and is moved out of it by the load. */
    private Measure daybook(Path target) throws IOException {
        Path landing = Files.createDirectories(target.resolve("landing"));
        Path delivered = Files.createLink(landing.resolve("visits.csv"), export);
        return Meter.run(
                APPLICATION,
                List.of("--data", target.toString(), "run", "legacy-import", "file=" + delivered),
                Map.of());
    }

    private Measure peer(Class<?> main, Path target, String... more) {
        List<String> arguments = new ArrayList<>(List.of(export.toString(), target.toString()));
        arguments.addAll(List.of(more));
        return Meter.run(main.getName(), arguments, Map.of());
    }

    private void report(Map<String, List<Measure>> measures) {
        out.println();
        Map<String, Measure> medians = new LinkedHashMap<>();
        measures.forEach((name, all) -> medians.put(name, Meter.median(all)));
        medians.forEach((name, median) -> out.println(line("median", name, median)));
        Measure own = medians.get(DAYBOOK);
        medians.forEach((name, median) -> {
            if (own != null && !name.equals(DAYBOOK)) {
                out.println(String.format(
                        Locale.ROOT,
                        "ratio    daybook / %-19s %.2f of its wall time, %.2f of its processor time",
                        name,
                        own.wallSeconds() / median.wallSeconds(),
                        own.cpuSeconds() / median.cpuSeconds()));
            }
        });
    }

    private static String line(String what, String name, Measure measure) {
        return String.format(
                Locale.ROOT,
                "%-8s %-20s wall %6.2f s, processor %6.2f s, peak memory %5d MiB",
                what,
                name,
                measure.wallSeconds(),
                measure.cpuSeconds(),
                measure.peakBytes() >> 20);
    }
}
