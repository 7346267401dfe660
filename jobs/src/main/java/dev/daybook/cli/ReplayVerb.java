package dev.daybook.cli;

import com.zaxxer.hikari.HikariDataSource;
import dev.daybook.failure.DaybookException;
import dev.daybook.launch.JobDefinition;
import dev.daybook.launch.JobRunner;
import dev.daybook.launch.Launcher;
import dev.daybook.launch.Request;
import dev.daybook.load.Ledger;
import dev.daybook.load.Replay;
import dev.daybook.ops.ExecutionView;
import dev.daybook.ops.Executions;
import dev.daybook.ops.Operator;
import dev.daybook.ops.OperatorActions;
import dev.daybook.settings.Settings;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStores;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code daybook replay}. */
@Command(
        name = "replay",
        description = "Load the rows a run rejected, once they are mended, in addition to what it has loaded.",
        mixinStandardHelpOptions = true,
        footer = {"", "Rows that are still wrong become rejects of the replay. The same content again is a duplicate."})
final class ReplayVerb implements Callable<Integer> {

    private static final String ACTION = "replay";

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private DaybookCommand daybook;

    @Mixin
    private final RunAction action = new RunAction();

    @Option(
            names = "--file",
            paramLabel = "MENDED.csv",
            description = "The mended reject file, or its s3:// address (default: the reject file where it lies).")
    private @Nullable String file;

    /** What is run. */
    private record Run(JobDefinition job, Request request) {}

    @Override
    public Integer call() {
        Settings settings = daybook.settings();
        try {
            Run run = run(settings);
            return JobRunner.run(run.job(), run.request(), settings, this::print);
        } catch (DaybookException e) {
            recordRefusal(settings, String.valueOf(e.getMessage()));
            throw e;
        }
    }

    private Run run(Settings settings) {
        try (HikariDataSource source = Repository.open(settings);
                ObjectStores store = new ObjectStores(settings.s3())) {
            Executions executions = new Executions(source);
            ExecutionView run = executions.get(action.id());
            JobDefinition job = Requests.job(daybook.jobs, run.job());
            List<Long> loads = executions.loadsOf(run.id());
            if (loads.size() != 1) {
                throw DaybookException.refused("execution %d loaded %s: there is nothing to replay"
                        .formatted(run.id(), loads.isEmpty() ? "no file" : "files of a source that is copied"));
            }
            long load = loads.get(0);
            Location given =
                    file == null ? null : Location.parse(file, Path.of("").toAbsolutePath());
            Location mended = Replay.fileOf(run.id(), new Ledger(source).get(load), store, given);
            return job.replay(run.parameters(), load, mended.toString())
                    .map(parameters -> new Run(job, new Request(parameters, Requests.requestedBy())))
                    .orElseThrow(() ->
                            DaybookException.refused("the rejects of %s cannot be replayed".formatted(job.name())));
        }
    }

    private int print(Launcher.Outcome outcome, DataSource database) {
        ExecutionView answer = new Executions(database).answer(outcome);
        record(database, "DONE", "execution %d %s".formatted(answer.id(), answer.status()));
        daybook.out().println(action.print(answer, Texts.summary(answer)));
        return outcome.exitCode();
    }

    private void recordRefusal(Settings settings, String why) {
        try (HikariDataSource source = Repository.open(settings)) {
            record(source, "REFUSED", why);
        }
    }

    private void record(DataSource database, String outcome, String detail) {
        Operator by = action.by();
        new OperatorActions(database).add(by.name(), ACTION, action.id(), by.reason(), outcome, detail);
    }
}
