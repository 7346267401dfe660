package dev.daybook.cli;

import dev.daybook.bench.CompactionBench;
import dev.daybook.bench.CsvImportBench;
import dev.daybook.bench.ReportBench;
import dev.daybook.failure.DaybookException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code daybook bench}. */
@Command(
        name = "bench",
        description = "Measure Daybook against its peers, each as fresh processes in turn; prints medians and ratios.",
        mixinStandardHelpOptions = true)
final class BenchVerb implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private DaybookCommand daybook;

    @Parameters(paramLabel = "BENCHMARK", description = "csv-import, compaction or report")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Option(names = "--rows", paramLabel = "N", defaultValue = "5000000", description = "Rows (default: 5,000,000).")
    private long rows;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "20000000",
            description = "Events (default: 20,000,000).")
    private long events;

    @Option(names = "--files", paramLabel = "N", defaultValue = "2000", description = "Deliveries (default: 2,000).")
    private int files;

    @Option(names = "--days", paramLabel = "N", defaultValue = "10", description = "Event dates (default: 10).")
    private int days;

    @Option(names = "--sales", paramLabel = "N", defaultValue = "1000000", description = "Sales (default: 1,000,000).")
    private long sales;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "3", description = "Rounds (default: 3).")
    private int rounds;

    @Option(names = "--no-plain", description = "Leave out the plain Spring Batch job, which takes minutes.")
    private boolean noPlain;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Folder to work in (default: bench below the data folder).")
    private @Nullable Path folder;

    @Override
    public Integer call() {
        Path place = (folder != null ? folder : daybook.settings().data().resolve("bench")).toAbsolutePath();
        switch (name) {
            case "csv-import" -> new CsvImportBench(place, rows, !noPlain, daybook.out()).run(rounds);
            case "compaction" ->
                new CompactionBench(place, new CompactionBench.Size(events, files, days), !noPlain, daybook.out())
                        .run(rounds);
            case "report" -> new ReportBench(place, sales, daybook.out()).run(rounds);
            default ->
                throw DaybookException.configuration(
                        "there is no benchmark %s: expected csv-import, compaction or report".formatted(name));
        }
        return 0;
    }
}
