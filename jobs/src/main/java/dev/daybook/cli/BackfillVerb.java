package dev.daybook.cli;

import com.zaxxer.hikari.HikariDataSource;
import dev.daybook.database.Database;
import dev.daybook.failure.DaybookException;
import dev.daybook.launch.ExitCode;
import dev.daybook.launch.JobDefinition;
import dev.daybook.launch.JobRunner;
import dev.daybook.launch.Launcher;
import dev.daybook.launch.Request;
import dev.daybook.ops.DayRuns;
import dev.daybook.ops.ExecutionView;
import dev.daybook.settings.Settings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
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

    private static final String DATE = "date";

    /** The worst first. A backfill ends with the first that a day ended with. */
    private static final List<Integer> WORST_FIRST = List.of(
            ExitCode.STOPPED,
            ExitCode.FAILED,
            ExitCode.BAD_REQUEST,
            ExitCode.REFUSED,
            ExitCode.COMPLETED_WITH_REJECTS,
            ExitCode.COMPLETED);

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

    /**
     * A day and what came of it.
     *
     * @param before status of its latest run before; null when there was none
     * @param status null for a day that was left out or would be run
     * @param message why it was left out, refused or failed; null for nothing
     */
    private record DayResult(
            String date,
            @Nullable String before,
            boolean isRun,
            @Nullable Long execution,
            @Nullable String status,
            @Nullable Integer exitCode,
            @Nullable String message) {}

    @Override
    public Integer call() {
        JobDefinition job = job();
        Map<String, String> given = Requests.parameters(job, parameters);
        if (given.containsKey(DATE)) {
            throw DaybookException.configuration("date is given by the range: leave out date=" + given.get(DATE));
        }
        List<LocalDate> days = DayRange.parse(range).days();
        given.put(DATE, days.get(0).toString());
        Requests.requireComplete(job, given);
        Settings settings = daybook.settings();
        Map<LocalDate, DayRuns.Run> before = latestRuns(settings, job, days);
        List<DayResult> results = new ArrayList<>();
        for (LocalDate day : days) {
            DayResult result = resultOf(job, day, Optional.ofNullable(before.get(day)), given, settings);
            results.add(result);
            if (result.exitCode() != null && result.exitCode() == ExitCode.STOPPED) {
                break;
            }
        }
        print(job, results);
        return exitCode(results);
    }

    private JobDefinition job() {
        JobDefinition job = Requests.job(daybook.jobs, name);
        if (!isByDay(job)) {
            throw DaybookException.configuration("%s has no parameter date: expected one of %s"
                    .formatted(
                            name,
                            daybook.jobs.stream()
                                    .filter(BackfillVerb::isByDay)
                                    .map(JobDefinition::name)
                                    .collect(Collectors.joining(", "))));
        }
        return job;
    }

    private static boolean isByDay(JobDefinition job) {
        return job.parameters().stream().anyMatch(parameter -> parameter.name().equals(DATE));
    }

    private static Map<LocalDate, DayRuns.Run> latestRuns(Settings settings, JobDefinition job, List<LocalDate> days) {
        Map<LocalDate, DayRuns.Run> latest = new LinkedHashMap<>();
        if (Database.exists(settings)) {
            try (HikariDataSource source = Database.open(settings)) {
                DayRuns runs = DayRuns.of(source, job.name());
                days.forEach(day -> runs.latest(day).ifPresent(run -> latest.put(day, run)));
            }
        }
        return latest;
    }

    private DayResult resultOf(
            JobDefinition job,
            LocalDate day,
            Optional<DayRuns.Run> before,
            Map<String, String> given,
            Settings settings) {
        String status = before.map(run -> run.status().name()).orElse(null);
        if (onlyFailed && before.filter(run -> !isFailed(run.status())).isPresent()) {
            return new DayResult(day.toString(), status, false, null, null, null, "not failed");
        }
        return dryRun
                ? new DayResult(day.toString(), status, true, null, null, null, null)
                : run(job, day, status, given, settings);
    }

    private static boolean isFailed(BatchStatus status) {
        return status == BatchStatus.FAILED || status == BatchStatus.STOPPED || status == BatchStatus.ABANDONED;
    }

    private static DayResult run(
            JobDefinition job, LocalDate day, @Nullable String before, Map<String, String> given, Settings settings) {
        Map<String, String> parameters = new LinkedHashMap<>(given);
        parameters.put(DATE, day.toString());
        try {
            return JobRunner.run(
                    job,
                    new Request(parameters, Requests.requestedBy() + " backfill"),
                    settings,
                    (outcome, database) -> result(day, before, outcome, database));
        } catch (DaybookException e) {
            int exitCode = ExitCode.of(e.kind());
            String status = exitCode == ExitCode.REFUSED ? "REFUSED" : "FAILED";
            return new DayResult(day.toString(), before, true, null, status, exitCode, e.getMessage());
        } catch (RuntimeException e) {
            return new DayResult(day.toString(), before, true, null, "FAILED", ExitCode.FAILED, e + " (this is a bug)");
        }
    }

    private static DayResult result(
            LocalDate day, @Nullable String before, Launcher.Outcome outcome, DataSource database) {
        ExecutionView run = Requests.answer(outcome, database);
        return new DayResult(day.toString(), before, true, run.id(), run.status(), outcome.exitCode(), run.message());
    }

    private void print(JobDefinition job, List<DayResult> results) {
        if (json) {
            daybook.out().println(Json.of(results));
            return;
        }
        daybook.out().printf("%-10s  %-10s  %9s  %-10s  %s%n", "date", "before", "execution", "status", "");
        for (DayResult result : results) {
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

    private String statusOf(DayResult result) {
        if (result.status() != null) {
            return result.status();
        }
        return result.isRun() ? "to be run" : "left out";
    }

    /** {@code 31 days, 29 COMPLETED, 2 FAILED}. */
    private String counts(List<DayResult> results) {
        Map<String, Long> counts = results.stream()
                .collect(Collectors.groupingBy(this::statusOf, LinkedHashMap::new, Collectors.counting()));
        return "%,d days".formatted(results.size())
                + counts.entrySet().stream()
                        .map(count -> ", %,d %s".formatted(count.getValue(), count.getKey()))
                        .collect(Collectors.joining());
    }

    private static int exitCode(List<DayResult> results) {
        return WORST_FIRST.stream()
                .filter(code -> results.stream().anyMatch(result -> code.equals(result.exitCode())))
                .findFirst()
                .orElse(ExitCode.COMPLETED);
    }
}
