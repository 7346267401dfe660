package dev.daybook.cli;

import com.zaxxer.hikari.HikariDataSource;
import dev.daybook.ops.ExecutionView;
import dev.daybook.ops.Executions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code daybook show}. */
@Command(
        name = "show",
        description = "Show one run: status, counts, steps, files, who works on it, what was done to it.",
        mixinStandardHelpOptions = true)
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
                daybook.out().println(Texts.summary(run));
                DetailTexts.of(run).forEach(daybook.out()::println);
            }
        }
        return 0;
    }
}
