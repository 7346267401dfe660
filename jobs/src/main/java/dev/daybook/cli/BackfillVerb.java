package dev.daybook.cli;

import dev.daybook.failure.DaybookException;
import dev.daybook.launch.JobDefinition;
import dev.daybook.launch.Request;
import dev.daybook.ops.Backfill;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code daybook backfill}. */
@Command(
        name = "backfill",
        description =
                "Run a job for each day of a range in turn, each as a run of its own; a day that fails holds up none.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The exit code is that of the worst day: stopped, failed, bad request, refused, too many rejects, completed.",
            "Example: daybook backfill history-export 2026-03-01..2026-03-31"
        })
final class BackfillVerb implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private DaybookCommand daybook;

    @Parameters(index = "0", paramLabel = "JOB", description = "Name of a job with a parameter date.")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Parameters(index = "1", paramLabel = "FROM..TO", description = "Days such as 2026-03-01..2026-03-31, or one.")
    @SuppressWarnings("NullAway.Init")
    private String range;

    @Parameters(index = "2..*", paramLabel = "NAME=VALUE", description = "More parameters of the job.")
    private List<String> parameters = List.of();

    @Option(
            names = "--only-failed",
            description = "Only days whose latest run failed or was stopped, or that were never run.")
    private boolean onlyFailed;

    @Option(names = "--dry-run", description = "Only tell which days would be run, and why.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print an array of JSON objects.")
    private boolean json;

    @Override
    public Integer call() {
        JobDefinition job = job();
        Map<String, String> given = Requests.parameters(job, parameters);
        if (given.containsKey(Backfill.DATE)) {
            throw DaybookException.configuration(
                    "date is given by the range: leave out date=" + given.get(Backfill.DATE));
        }
        List<LocalDate> days = DayRange.parse(range).days();
        given.put(Backfill.DATE, days.get(0).toString());
        Requests.requireComplete(job, given);
        Request request = new Request(given, Requests.requestedBy() + " backfill");
        Backfill backfill = new Backfill(job, request, daybook.settings());
        List<Backfill.Day> results = dryRun ? backfill.plan(days, onlyFailed) : backfill.run(days, onlyFailed);
        print(job, results);
        return Backfill.exitCode(results);
    }

    private JobDefinition job() {
        JobDefinition job = Requests.job(daybook.jobs, name);
        if (!Backfill.isByDay(job)) {
            throw DaybookException.configuration("%s has no parameter date: expected one of %s"
                    .formatted(
                            name,
                            daybook.jobs.stream()
                                    .filter(Backfill::isByDay)
                                    .map(JobDefinition::name)
                                    .collect(Collectors.joining(", "))));
        }
        return job;
    }

    private void print(JobDefinition job, List<Backfill.Day> results) {
        if (json) {
            daybook.out().println(Json.of(results));
            return;
        }
        daybook.out().printf("%-10s  %-10s  %9s  %-10s  %s%n", "date", "before", "execution", "status", "");
        for (Backfill.Day result : results) {
            daybook.out()
                    .println("%-10s  %-10s  %9s  %-10s  %s"
                            .formatted(
                                    result.date(),
                                    result.before() == null ? "" : result.before(),
                                    result.execution() == null ? "" : result.execution(),
                                    statusOf(result),
                                    result.message() == null ? "" : result.message())
                            .stripTrailing());
        }
        daybook.out().println(job.name() + ": " + counts(results));
    }

    private String statusOf(Backfill.Day result) {
        if (result.status() != null) {
            return result.status();
        }
        return result.isRun() ? "to be run" : "left out";
    }

    /** {@code 31 days, 29 COMPLETED, 2 FAILED}. */
    private String counts(List<Backfill.Day> results) {
        Map<String, Long> counts = results.stream()
                .collect(Collectors.groupingBy(this::statusOf, LinkedHashMap::new, Collectors.counting()));
        return "%,d days".formatted(results.size())
                + counts.entrySet().stream()
                        .map(count -> ", %,d %s".formatted(count.getValue(), count.getKey()))
                        .collect(Collectors.joining());
    }
}
