package dev.daybook.cli;

import com.zaxxer.hikari.HikariDataSource;
import dev.daybook.launch.JobRunner;
import dev.daybook.ops.RunDesk;
import dev.daybook.settings.Settings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private final RunAction action = new RunAction();

    @Override
    public Integer call() {
        Settings settings = daybook.settings();
        RunDesk.Restart restart = restart(settings);
        return JobRunner.run(
                Requests.job(daybook.jobs, restart.job()),
                restart.request(),
                settings,
                (outcome, database) -> RunAnswer.print(daybook, outcome, database, action.isJson()));
    }

    private RunDesk.Restart restart(Settings settings) {
        try (HikariDataSource source = Repository.open(settings)) {
            return new RunDesk(source, settings).restart(action.id(), action.by());
        }
    }
}
