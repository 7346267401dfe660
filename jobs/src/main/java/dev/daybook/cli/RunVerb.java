package dev.daybook.cli;

import dev.daybook.database.Database;
import dev.daybook.launch.JobDefinition;
import dev.daybook.launch.JobRunner;
import dev.daybook.launch.Request;
import dev.daybook.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
        Settings settings = daybook.settings();
        Database.prepare(settings);
        return JobRunner.run(
                job,
                new Request(given, Requests.requestedBy()),
                settings,
                (outcome, database) -> RunAnswer.print(daybook, outcome, database, json));
    }
}
