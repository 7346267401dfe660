package dev.daybook.cli;

import com.zaxxer.hikari.HikariDataSource;
import dev.daybook.ops.ExecutionView;
import dev.daybook.ops.Executions;
import dev.daybook.ops.Operator;
import dev.daybook.ops.RunDesk;
import dev.daybook.settings.Settings;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code daybook abandon}. */
@Command(
        name = "abandon",
        description = "Give a failed or stopped run up for good: the same request begins anew.",
        mixinStandardHelpOptions = true)
final class AbandonVerb implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private DaybookCommand daybook;

    @Parameters(paramLabel = "EXECUTION", description = "Number of the run; see `daybook executions`.")
    private long id;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record.")
    private @Nullable String reason;

    @Option(names = "--json", description = "Print the run as one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        Settings settings = daybook.settings();
        try (HikariDataSource source = Repository.open(settings)) {
            new RunDesk(source, settings).abandon(id, Operator.ofCommandLine(reason));
            ExecutionView run = new Executions(source).get(id);
            daybook.out().println(json ? Json.of(run) : Texts.summary(run));
        }
        return 0;
    }
}
