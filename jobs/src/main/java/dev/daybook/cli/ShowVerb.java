package dev.daybook.cli;

import com.zaxxer.hikari.HikariDataSource;
import dev.daybook.ops.ExecutionView;
import dev.daybook.ops.Executions;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code daybook show}. */
@Command(name = "show", description = "Show one run: status, counts, steps.", mixinStandardHelpOptions = true)
final class ShowVerb implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private DaybookCommand daybook;

    @Parameters(paramLabel = "EXECUTION", description = "Number of the run; see `daybook executions`.")
    private long id;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        try (HikariDataSource source = Repository.open(daybook.settings())) {
            ExecutionView run = new Executions(source).get(id);
            if (json) {
                daybook.out().println(Json.of(run));
            } else {
                print(run, daybook.out());
            }
        }
        return 0;
    }

    private static void print(ExecutionView run, PrintWriter out) {
        out.println(Texts.summary(run));
        if (run.load() != null) {
            out.println("  load      " + run.load());
        }
        run.parameters().forEach((name, value) -> out.println("  parameter " + name + "=" + value));
        run.steps()
                .forEach(step -> out.println(
                        "  step      %-8s %s, %d commits".formatted(step.name(), step.status(), step.commits())));
        run.duplicateRequests().forEach(request -> out.println("  duplicate " + request));
    }
}
