package dev.daybook.bench;

import dev.daybook.bench.Meter.Measure;
import dev.daybook.failure.DaybookException;
import dev.daybook.sample.BenchSales;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The report weekly-sales, executed and rendered as HTML and PDF over a week of sales, against the same analysis as a Python
 * notebook through {@code jupyter nbconvert --execute --to html}, which reads the sales from comma-separated values, and
 * from a pickled data frame, the fastest form pandas of Debian reads. Each as fresh processes in turn; medians and ratios.
 * Both have to name the same most sold products.
 */
public final class ReportBench {

    private static final long SEED = 42;
    private static final String DAYBOOK = "daybook";
    private static final String REPORT = "weekly-sales";
    private static final String PYTHON = "/usr/bin/python3";
    private static final Pattern MOST_SOLD =
            Pattern.compile("Most sold products \\(quantity\\): [a-z ]+\\. ([^\"<]+)\"");

    /** By name: the application knows the benchmarks, not they it. */
    private static final String APPLICATION = "dev.daybook.DaybookApplication";

    private final Path folder;
    private final Path sales;
    private final PrintWriter out;
    private final Map<String, IntFunction<Measure>> contenders = new LinkedHashMap<>();

    /** @param folder for the sales and what the contenders write */
    public ReportBench(Path folder, long rows, PrintWriter out) {
        this.folder = folder;
        this.sales = folder.resolve("sales-" + rows);
        this.out = out;
        contenders.put(DAYBOOK, this::daybook);
        contenders.put("jupyter, csv", round -> jupyter("sales.csv"));
        contenders.put("jupyter, pickle", round -> jupyter("sales.pickle"));
        generate(rows);
    }

    /** Loaded by Daybook, and pickled by pandas; under another name until all is there. */
    private void generate(long rows) {
        if (Files.exists(sales.resolve("complete"))) {
            return;
        }
        try {
            out.println("writing and loading " + sales);
            out.flush();
            BenchSales.write(sales, rows, SEED);
            daybook("daily-sales-load", "feed=products", "file=" + catalogue());
            BenchSales.FIRST
                    .datesUntil(BenchSales.LAST.plusDays(1))
                    .forEach(day -> daybook("daily-sales-load", "file=" + sales.resolve("sales-" + day + ".json")));
            ProcessTree.run(
                    List.of(
                            PYTHON,
                            "-c",
                            "import pandas, sys; pandas.read_csv(sys.argv[1], parse_dates=['sold_at']).to_pickle(sys.argv[2])",
                            sales.resolve("sales.csv").toString(),
                            sales.resolve("sales.pickle").toString()),
                    Map.of());
            Files.createFile(sales.resolve("complete"));
        } catch (IOException e) {
            throw DaybookException.storage("%s cannot be written: %s".formatted(sales, e.getMessage()), e);
        }
    }

    private Path catalogue() {
        return sales.resolve("catalogue-" + BenchSales.FIRST + ".csv");
    }

    /** Round 0 is not counted: it fills the caches of files, and pandas' and matplotlib's own. */
    public void run(int rounds) {
        Map<String, List<Measure>> measures = new LinkedHashMap<>();
        for (int round = 0; round <= rounds; round++) {
            for (Map.Entry<String, IntFunction<Measure>> contender : contenders.entrySet()) {
                Measure measure = contender.getValue().apply(round);
                if (round > 0) {
                    measures.computeIfAbsent(contender.getKey(), name -> new ArrayList<>())
                            .add(measure);
                }
                out.println(line("round " + round, contender.getKey(), measure));
                out.flush();
            }
        }
        requireSameResult(rounds);
        report(measures);
    }

    /** Under a name of its own each round: a report that is there already would be a duplicate. */
    private Measure daybook(int round) {
        try {
            Path templates = Files.createDirectories(folder.resolve("templates"));
            Path template = templates.resolve(name(round) + ".ipynb");
            Files.write(template, resource("/reports/" + REPORT + ".ipynb"));
            return daybook(
                    "notebook-report", "report=" + name(round), "from=" + BenchSales.FIRST, "to=" + BenchSales.LAST);
        } catch (IOException e) {
            throw DaybookException.storage("the template cannot be written: " + e.getMessage(), e);
        }
    }

    private static String name(int round) {
        return REPORT + "-round-" + round + "-" + ProcessHandle.current().pid();
    }

    private Measure daybook(String job, String... parameters) {
        List<String> command = Meter.java();
        command.addAll(List.of(APPLICATION, "--data", data().toString(), "run", job));
        command.addAll(List.of(parameters));
        return ProcessTree.run(
                command, Map.of("DAYBOOK_TEMPLATES", folder.resolve("templates").toString()));
    }

    private Path data() {
        return sales.resolve("data");
    }

    private Measure jupyter(String file) {
        try {
            Path notebook = folder.resolve("weekly-sales-python.ipynb");
            Files.write(notebook, resource("/bench/" + notebook.getFileName()));
            return ProcessTree.run(
                    List.of(
                            "jupyter",
                            "nbconvert",
                            "--execute",
                            "--to=html",
                            "--output-dir=" + folder,
                            "--output=weekly-sales-python",
                            notebook.toString()),
                    Map.of(
                            "SALES", sales.resolve(file).toString(),
                            "FROM", BenchSales.FIRST.toString(),
                            "TO", BenchSales.LAST.toString()));
        } catch (IOException e) {
            throw DaybookException.storage("the notebook cannot be written: " + e.getMessage(), e);
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = ReportBench.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    private void requireSameResult(int round) {
        try {
            Path own = data().resolve("reports/latest/" + name(round) + ".html");
            Matcher mostSold = MOST_SOLD.matcher(Files.readString(own, StandardCharsets.UTF_8));
            String python = Files.readString(folder.resolve("weekly-sales-python.html"), StandardCharsets.UTF_8);
            if (!mostSold.find()
                    || !python.replace(",", "").contains(mostSold.group(1).replace(",", ""))) {
                throw DaybookException.storage("the reports differ in the most sold products: see " + own, null);
            }
            out.println("most sold, by both: " + mostSold.group(1));
        } catch (IOException e) {
            throw DaybookException.storage("the reports cannot be compared: " + e.getMessage(), e);
        }
    }

    private void report(Map<String, List<Measure>> measures) {
        out.println();
        Map<String, Measure> medians = new LinkedHashMap<>();
        measures.forEach((name, all) -> medians.put(name, Meter.median(all)));
        medians.forEach((name, median) -> out.println(line("median", name, median)));
        Measure own = Objects.requireNonNull(medians.remove(DAYBOOK));
        medians.forEach((name, median) -> out.println(String.format(
                Locale.ROOT,
                "ratio    daybook / %-16s %.2f of its wall time, %.2f of its processor time, %.2f of its memory",
                name,
                own.wallSeconds() / median.wallSeconds(),
                own.cpuSeconds() / median.cpuSeconds(),
                (double) own.peakBytes() / median.peakBytes())));
    }

    private static String line(String what, String name, Measure measure) {
        return String.format(
                Locale.ROOT,
                "%-8s %-16s wall %6.2f s, processor %6.2f s, peak memory %5d MiB",
                what,
                name,
                measure.wallSeconds(),
                measure.cpuSeconds(),
                measure.peakBytes() >> 20);
    }
}
