package dev.daybook.cli;

import dev.daybook.database.Database;
import dev.daybook.failure.DaybookException;
import dev.daybook.launch.JobDefinition;
import dev.daybook.launch.JobRunner;
import dev.daybook.launch.Request;
import dev.daybook.ops.Operator;
import dev.daybook.settings.Settings;
import java.util.LinkedHashMap;
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
        JobDefinition job = daybook.job(name);
        Map<String, String> given = parameters(job);
        Settings settings = daybook.settings();
        Database.prepare(settings);
        return JobRunner.run(
                job,
                new Request(given, Operator.ofCommandLine(null).name()),
                settings,
                (outcome, database) -> RunAnswer.print(daybook, outcome, database, json));
    }

    private Map<String, String> parameters(JobDefinition job) {
        Map<String, String> given = new LinkedHashMap<>();
        List<String> names =
                job.parameters().stream().map(JobDefinition.Parameter::name).toList();
        for (String parameter : parameters) {
            int equals = parameter.indexOf('=');
            String key = equals < 0 ? parameter : parameter.substring(0, equals);
            if (equals < 0 || !names.contains(key)) {
                throw DaybookException.configuration("%s has no parameter '%s': expected some of %s, as name=value"
                        .formatted(job.name(), parameter, String.join(", ", names)));
            }
            if (equals + 1 == parameter.length()) {
                throw DaybookException.configuration("%s is empty: leave it out, or give it a value".formatted(key));
            }
            if (given.put(key, parameter.substring(equals + 1)) != null) {
                throw DaybookException.configuration("%s is given twice".formatted(key));
            }
        }
        for (JobDefinition.Parameter parameter : job.parameters()) {
            if (parameter.isRequired() && !given.containsKey(parameter.name())) {
                throw DaybookException.configuration(
                        "%s needs %s=…: %s".formatted(job.name(), parameter.name(), parameter.description()));
            }
        }
        return given;
    }
}
