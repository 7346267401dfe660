package dev.daybook.cli;

import dev.daybook.launch.JobDefinition;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code daybook jobs}. */
@Command(name = "jobs", description = "List the jobs and their parameters.", mixinStandardHelpOptions = true)
final class JobsVerb implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private DaybookCommand daybook;

    @Override
    public Integer call() {
        for (JobDefinition job : daybook.jobs) {
            daybook.out().println(job.name() + ": " + job.description());
            for (JobDefinition.Parameter parameter : job.parameters()) {
                daybook.out()
                        .println("  %-8s %s%s"
                                .formatted(
                                        parameter.name(),
                                        parameter.isRequired() ? "(required) " : "",
                                        parameter.description()));
            }
        }
        return 0;
    }
}
