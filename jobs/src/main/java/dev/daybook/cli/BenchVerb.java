package dev.daybook.cli;

import dev.daybook.bench.CsvImportBench;
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

    @Parameters(paramLabel = "BENCHMARK", description = "csv-import")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Option(names = "--rows", paramLabel = "N", defaultValue = "5000000", description = "Rows (default: 5,000,000).")
    private long rows;

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
        if (!name.equals("csv-import")) {
            throw DaybookException.configuration("there is no benchmark %s: expected csv-import".formatted(name));
        }
        Path place = folder != null ? folder : daybook.settings().data().resolve("bench");
        new CsvImportBench(place.toAbsolutePath(), rows, !noPlain, daybook.out()).run(rounds);
        return 0;
    }
}
