package dev.daybook.cli;

import com.zaxxer.hikari.HikariDataSource;
import dev.daybook.failure.DaybookException;
import dev.daybook.ops.ExecutionFilter;
import dev.daybook.ops.ExecutionView;
import dev.daybook.ops.Executions;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code daybook executions}. */
@Command(
        name = "executions",
        description = "List runs, the newest first.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: daybook executions --status failed,stopped --from 2026-03-01"})
final class ExecutionsVerb implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private DaybookCommand daybook;

    @Option(names = "--job", paramLabel = "JOB", description = "Only those of this job.")
    private @Nullable String job;

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            split = ",",
            description = "Only those with one of these: ${COMPLETION-CANDIDATES}.")
    private Set<BatchStatus> statuses = EnumSet.noneOf(BatchStatus.class);

    @Option(
            names = "--from",
            paramLabel = "DATE",
            converter = Day.class,
            description = "Only those that started on this day (UTC) or later.")
    private @Nullable LocalDate from;

    @Option(
            names = "--to",
            paramLabel = "DATE",
            converter = Day.class,
            description = "Only those that started on this day (UTC) or earlier.")
    private @Nullable LocalDate to;

    @Option(
            names = "--parameter",
            paramLabel = "NAME=VALUE",
            description = "Only those that were given this value; more than once for several parameters.")
    private List<String> parameters = List.of();

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "At most so many (default: 50).")
    private int limit;

    @Option(names = "--before", paramLabel = "ID", description = "Only those older than this run: the next page.")
    private @Nullable Long before;

    @Option(names = "--json", description = "Print an array of JSON objects.")
    private boolean json;

    @Override
    public Integer call() {
        ExecutionFilter filter = new ExecutionFilter(job, statuses, from, to, values(), before, limit);
        try (HikariDataSource source = Repository.open(daybook.settings())) {
            List<ExecutionView> runs = new Executions(source).list(filter);
            if (json) {
                daybook.out().println(Json.of(runs));
            } else {
                print(runs, daybook.out());
                tellOfMore(runs);
            }
        }
        return 0;
    }

    private Map<String, String> values() {
        Map<String, String> values = new TreeMap<>();
        for (String parameter : parameters) {
            int equals = parameter.indexOf('=');
            if (equals <= 0) {
                throw DaybookException.configuration(
                        "--parameter: expected name=value, found '%s'".formatted(parameter));
            }
            if (values.put(parameter.substring(0, equals), parameter.substring(equals + 1)) != null) {
                throw DaybookException.configuration(
                        "--parameter: %s is given twice".formatted(parameter.substring(0, equals)));
            }
        }
        return values;
    }

    private static void print(List<ExecutionView> runs, PrintWriter out) {
        out.printf("%6s  %-20s %-10s %-20s %12s %12s%n", "id", "job", "status", "started", "read", "rejected");
        for (ExecutionView run : runs) {
            out.printf(
                    Locale.ROOT,
                    "%6d  %-20s %-10s %-20s %,12d %,12d%n",
                    run.id(),
                    run.job(),
                    run.status(),
                    Texts.time(run.times().startedAt()),
                    run.read(),
                    run.rejected());
        }
    }

    private void tellOfMore(List<ExecutionView> runs) {
        if (runs.size() == limit) {
            daybook.err()
                    .println("There may be older ones: --before "
                            + runs.get(limit - 1).id());
        }
    }
}
