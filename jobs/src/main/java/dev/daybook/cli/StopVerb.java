package dev.daybook.cli;

import com.zaxxer.hikari.HikariDataSource;
import dev.daybook.ops.ExecutionView;
import dev.daybook.ops.Executions;
import dev.daybook.ops.RunDesk;
import dev.daybook.settings.Settings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code daybook stop}. */
@Command(
        name = "stop",
        description = "Tell a run to stop at the next border of a chunk; it can be restarted from there.",
        mixinStandardHelpOptions = true)
final class StopVerb implements Callable<Integer> {

    private static final int LOOK_EVERY_MILLIS = 500;

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private DaybookCommand daybook;

    @Mixin
    private final RunAction action = new RunAction();

    @Option(names = "--wait", description = "End when the run has ended.")
    private boolean isWaiting;

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = daybook.settings();
        try (HikariDataSource source = Repository.open(settings)) {
            RunDesk desk = new RunDesk(source, settings);
            desk.stop(action.id(), action.by());
            while (isWaiting && !desk.hasEnded(action.id())) {
                Thread.sleep(LOOK_EVERY_MILLIS);
            }
            ExecutionView run = new Executions(source).get(action.id());
            daybook.out().println(action.print(run, text(run)));
        }
        return 0;
    }

    private String text(ExecutionView run) {
        return run.times().endedAt() == null
                ? "execution %d was told to stop: it is STOPPED when its chunk is done, see `daybook show %d`"
                        .formatted(run.id(), run.id())
                : Texts.summary(run);
    }
}
