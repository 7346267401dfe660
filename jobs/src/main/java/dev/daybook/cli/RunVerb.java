package dev.daybook.cli;

import dev.daybook.database.Database;
import dev.daybook.failure.DaybookException;
import dev.daybook.launch.JobDefinition;
import dev.daybook.launch.JobRunner;
import dev.daybook.launch.Request;
import dev.daybook.launch.TaskRequest;
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

    @Option(
            names = "--request",
            paramLabel = "JSON",
            description = "All of the request, in place of JOB and NAME=VALUE: how `daybook listen` starts runs.")
    private @Nullable String request;

    @Override
    public Integer call() {
        TaskRequest task = request == null ? ofWords() : Requests.checked(daybook.jobs, ofJson(request));
        Settings settings = daybook.settings();
        Database.prepare(settings);
        return JobRunner.run(
                Requests.job(daybook.jobs, task.job()),
                task.request(),
                settings,
                (outcome, database) -> RunAnswer.print(daybook, outcome, database, json));
    }

    private TaskRequest ofWords() {
        // Parameters alone, without a name before them.
        boolean isNamed = name != null && !name.contains("=");
        JobDefinition job = Requests.job(daybook.jobs, isNamed ? name : null);
        Map<String, String> given = Requests.parameters(job, parameters);
        Requests.requireComplete(job, given);
        return new TaskRequest(job.name(), new Request(given, Requests.requestedBy()));
    }

    private TaskRequest ofJson(String json) {
        if (name != null) {
            throw DaybookException.configuration(
                    "--request has the job and its parameters: leave out '%s'".formatted(name));
        }
        return TaskRequest.parse(json);
    }
}
