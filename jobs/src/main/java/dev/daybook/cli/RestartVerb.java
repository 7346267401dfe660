package dev.daybook.cli;

import com.zaxxer.hikari.HikariDataSource;
import dev.daybook.launch.JobRunner;
import dev.daybook.ops.Operator;
import dev.daybook.ops.RunDesk;
import dev.daybook.settings.Settings;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code daybook restart}. */
@Command(
        name = "restart",
        description = "Go on with a failed or stopped run from its last committed chunk.",
        mixinStandardHelpOptions = true)
final class RestartVerb implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private DaybookCommand daybook;

    @Parameters(paramLabel = "EXECUTION", description = "Number of the run; see `daybook executions`.")
    private long id;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record.")
    private @Nullable String reason;

    @Option(names = "--json", description = "Print the new run as one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        Settings settings = daybook.settings();
        RunDesk.Restart restart = restart(settings);
        return JobRunner.run(
                Requests.job(daybook.jobs, restart.job()),
                restart.request(),
                settings,
                (outcome, database) -> RunAnswer.print(daybook, outcome, database, json));
    }

    private RunDesk.Restart restart(Settings settings) {
        try (HikariDataSource source = Repository.open(settings)) {
            return new RunDesk(source, settings).restart(id, Operator.ofCommandLine(reason));
        }
    }
}
