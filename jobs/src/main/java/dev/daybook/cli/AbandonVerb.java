package dev.daybook.cli;

import com.zaxxer.hikari.HikariDataSource;
import dev.daybook.ops.ExecutionView;
import dev.daybook.ops.Executions;
import dev.daybook.ops.RunDesk;
import dev.daybook.settings.Settings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private final RunAction action = new RunAction();

    @Override
    public Integer call() {
        Settings settings = daybook.settings();
        try (HikariDataSource source = Repository.open(settings)) {
            new RunDesk(source, settings).abandon(action.id(), action.by());
            ExecutionView run = new Executions(source).get(action.id());
            daybook.out().println(action.print(run, Texts.summary(run)));
        }
        return 0;
    }
}
