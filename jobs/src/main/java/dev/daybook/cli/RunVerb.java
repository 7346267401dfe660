package dev.daybook.cli;

import dev.daybook.launch.JobDefinition;
import dev.daybook.launch.JobRunner;
import dev.daybook.launch.Launcher;
import dev.daybook.ops.ExecutionView;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code daybook run}. */
@Command(
        name = "run",
        description = "Run a job; the same request again is recorded as a duplicate, a failed one is restarted.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: daybook run legacy-import file=export.csv"})
final class RunVerb implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private DaybookCommand daybook;

    @Parameters(index = "0", paramLabel = "JOB", arity = "0..1", description = "Name of the job; see `daybook jobs`.")
    private @Nullable String name;

    @Parameters(index = "1..*", paramLabel = "NAME=VALUE", description = "Parameters of the job.")
    private List<String> parameters = List.of();

    @Option(names = "--json", description = "Print the run as one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        JobDefinition job = Requests.job(daybook.jobs, name);
        Map<String, String> given = Requests.parameters(job, parameters);
        Requests.requireComplete(job, given);
        return JobRunner.run(job, given, daybook.settings(), Requests.requestedBy(), this::print);
    }

    private int print(Launcher.Outcome outcome, DataSource database) {
        ExecutionView answer = Requests.answer(outcome, database);
        daybook.out().println(json ? Json.of(answer) : Texts.summary(answer));
        return outcome.exitCode();
    }
}
