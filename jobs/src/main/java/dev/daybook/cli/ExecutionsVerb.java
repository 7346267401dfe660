package dev.daybook.cli;

import com.zaxxer.hikari.HikariDataSource;
import dev.daybook.ops.ExecutionView;
import dev.daybook.ops.Executions;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code daybook executions}. */
@Command(name = "executions", description = "List runs, the newest first.", mixinStandardHelpOptions = true)
final class ExecutionsVerb implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private DaybookCommand daybook;

    @Option(names = "--json", description = "Print an array of JSON objects.")
    private boolean json;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "At most so many (default: 50).")
    private int limit;

    @Override
    public Integer call() {
        try (HikariDataSource source = Repository.open(daybook.settings())) {
            List<ExecutionView> runs = new Executions(source).latest(limit);
            if (json) {
                daybook.out().println(Json.of(runs));
                return 0;
            }
            daybook.out()
                    .printf("%6s  %-20s %-10s %-20s %12s %12s%n", "id", "job", "status", "started", "read", "rejected");
            for (ExecutionView run : runs) {
                String started = run.startedAt() == null
                        ? ""
                        : run.startedAt().toString().substring(0, 19);
                daybook.out()
                        .printf(
                                "%6d  %-20s %-10s %-20s %,12d %,12d%n",
                                run.id(), run.job(), run.status(), started, run.read(), run.rejected());
            }
        }
        return 0;
    }
}
