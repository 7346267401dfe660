package dev.daybook.cli;

import com.zaxxer.hikari.HikariDataSource;
import dev.daybook.notify.NoticeSender;
import dev.daybook.ops.ExecutionView;
import dev.daybook.ops.Executions;
import dev.daybook.ops.Operator;
import dev.daybook.ops.RunDesk;
import dev.daybook.settings.Settings;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code daybook recover}. */
@Command(
        name = "recover",
        description = "Mark runs whose process is gone as failed, so that they can be restarted.",
        mixinStandardHelpOptions = true)
final class RecoverVerb implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private DaybookCommand daybook;

    @Parameters(paramLabel = "EXECUTION", arity = "0..1", description = "Number of the run; all if none is named.")
    private @Nullable Long id;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record.")
    private @Nullable String reason;

    @Option(names = "--json", description = "Print an array of the runs.")
    private boolean json;

    @Override
    public Integer call() {
        Settings settings = daybook.settings();
        try (HikariDataSource source = Repository.open(settings)) {
            List<Long> recovered = recover(new RunDesk(source, settings), Operator.ofCommandLine(reason));
            Executions executions = new Executions(source);
            new NoticeSender(source, settings.notices()).sendDue(NoticesVerb.PATIENCE);
            List<ExecutionView> runs = recovered.stream().map(executions::get).toList();
            if (json) {
                daybook.out().println(Json.of(runs));
            } else if (runs.isEmpty()) {
                daybook.out().println("nothing to recover");
            } else {
                runs.forEach(run -> daybook.out().println(Texts.summary(run)));
            }
        }
        return 0;
    }

    private List<Long> recover(RunDesk desk, Operator by) {
        if (id == null) {
            return desk.recoverAll(by);
        }
        desk.recover(id, by);
        return List.of(id);
    }
}
