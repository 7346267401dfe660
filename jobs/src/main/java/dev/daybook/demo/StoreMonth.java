package dev.daybook.demo;

import dev.daybook.jobs.dailysales.DailySales;
import dev.daybook.launch.JobRunner;
import dev.daybook.launch.Launcher;
import dev.daybook.launch.Request;
import dev.daybook.ops.ExecutionView;
import dev.daybook.ops.Executions;
import dev.daybook.settings.Settings;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;

/** The disk store's files of April 2024, each loaded as a run of its own. */
final class StoreMonth {

    private static final LocalDate FIRST = LocalDate.of(2024, 4, 1);
    private static final LocalDate BEHIND = LocalDate.of(2024, 5, 1);

    private final Settings settings;
    private final Path inputs;
    private final PrintWriter out;

    StoreMonth(Settings settings, Path inputs, PrintWriter out) {
        this.settings = settings;
        this.inputs = inputs;
        this.out = out;
    }

    ExecutionView loadCatalogue() {
        ExecutionView run = load("products", inputs.resolve("catalogue-" + FIRST + ".csv"));
        out.println("  %s".formatted(text(run)));
        return run;
    }

    /** @return the runs of the files of sales, by business date */
    SortedMap<String, ExecutionView> loadDays() {
        SortedMap<String, ExecutionView> runs = new TreeMap<>();
        long start = System.nanoTime();
        for (LocalDate day = FIRST; day.isBefore(BEHIND); day = day.plusDays(1)) {
            Path restocks = inputs.resolve("restocks-" + day + ".json");
            if (Files.exists(restocks)) {
                load("restocks", restocks);
            }
            Path sales = inputs.resolve("sales-" + day + ".json");
            if (Files.exists(sales)) {
                runs.put(day.toString(), load("daily-sales", sales));
            }
        }
        out.println("  %d files of sales in %.1f s: %,d read, %,d written, %,d rejected, %,d duplicate"
                .formatted(
                        runs.size(),
                        (System.nanoTime() - start) / 1e9,
                        runs.values().stream().mapToLong(ExecutionView::read).sum(),
                        runs.values().stream().mapToLong(ExecutionView::written).sum(),
                        runs.values().stream()
                                .mapToLong(ExecutionView::rejected)
                                .sum(),
                        runs.values().stream()
                                .mapToLong(ExecutionView::duplicate)
                                .sum()));
        return runs;
    }

    ExecutionView loadCorrected(String date) {
        ExecutionView run = load("daily-sales", inputs.resolve("corrected/sales-" + date + ".json"));
        out.println("  %s".formatted(text(run)));
        return run;
    }

    private ExecutionView load(String feed, Path file) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("feed", feed);
        parameters.put("file", file.toString());
        return JobRunner.run(new DailySales(), new Request(parameters, "demo"), settings, StoreMonth::viewOf);
    }

    static ExecutionView viewOf(Launcher.Outcome outcome, DataSource database) {
        ExecutionView run = new Executions(database).get(outcome.executionId());
        return outcome.duplicateReason() == null ? run : run.asDuplicate(outcome.duplicateReason());
    }

    private static String text(ExecutionView run) {
        return "%s, %,d read, %,d written, %,d rejected, %,d duplicate"
                .formatted(run.status(), run.read(), run.written(), run.rejected(), run.duplicate());
    }
}
