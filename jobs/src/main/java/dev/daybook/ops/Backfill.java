package dev.daybook.ops;

import com.zaxxer.hikari.HikariDataSource;
import dev.daybook.database.Database;
import dev.daybook.failure.DaybookException;
import dev.daybook.launch.ExitCode;
import dev.daybook.launch.JobDefinition;
import dev.daybook.launch.JobRunner;
import dev.daybook.launch.Launcher;
import dev.daybook.launch.Request;
import dev.daybook.settings.Settings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;

/** A job for each of some days in turn, each as a run of its own; a day that fails holds up none. */
public final class Backfill {

    /** The parameter of a job that is run for days. */
    public static final String DATE = "date";

    /** A backfill ends with the first of these that a day ended with. */
    private static final List<Integer> WORST_FIRST = List.of(
            ExitCode.STOPPED,
            ExitCode.FAILED,
            ExitCode.BAD_REQUEST,
            ExitCode.REFUSED,
            ExitCode.COMPLETED_WITH_REJECTS,
            ExitCode.COMPLETED);

    private final JobDefinition job;
    private final Request request;
    private final Settings settings;

    /** @param request what all days have in common */
    public Backfill(JobDefinition job, Request request, Settings settings) {
        this.job = job;
        this.request = request;
        this.settings = settings;
    }

    /**
     * A day and what came of it.
     *
     * @param before status of its latest run before; null when there was none
     * @param isRun whether it was run, or would be
     * @param status null for a day that was left out or would be run
     * @param message why it was left out, refused or failed; null for nothing
     */
    public record Day(
            String date,
            @Nullable String before,
            boolean isRun,
            @Nullable Long execution,
            @Nullable String status,
            @Nullable Integer exitCode,
            @Nullable String message) {}

    /** Whether a job can be run for days. */
    public static boolean isByDay(JobDefinition job) {
        return job.parameters().stream().anyMatch(parameter -> parameter.name().equals(DATE));
    }

    /** The exit code of the worst day. */
    public static int exitCode(List<Day> days) {
        return WORST_FIRST.stream()
                .filter(code -> days.stream().anyMatch(day -> code.equals(day.exitCode())))
                .findFirst()
                .orElse(ExitCode.COMPLETED);
    }

    /**
     * Which days would be run.
     *
     * @param onlyFailed whether days are left out whose latest run did not fail and was not stopped
     */
    public List<Day> plan(List<LocalDate> days, boolean onlyFailed) {
        Map<LocalDate, DayRuns.Run> latest = latestRuns(days);
        return days.stream()
                .map(day -> planned(day, Optional.ofNullable(latest.get(day)), onlyFailed))
                .toList();
    }

    /**
     * Runs them, up to one that is stopped.
     *
     * @param onlyFailed as in {@link #plan}
     */
    public List<Day> run(List<LocalDate> days, boolean onlyFailed) {
        List<Day> done = new ArrayList<>();
        for (Day day : plan(days, onlyFailed)) {
            Day result = day.isRun() ? run(day) : day;
            done.add(result);
            if (result.exitCode() != null && result.exitCode() == ExitCode.STOPPED) {
                break;
            }
        }
        return done;
    }

    private Map<LocalDate, DayRuns.Run> latestRuns(List<LocalDate> days) {
        Map<LocalDate, DayRuns.Run> latest = new LinkedHashMap<>();
        if (Database.exists(settings)) {
            try (HikariDataSource source = Database.open(settings)) {
                DayRuns runs = DayRuns.of(source, job.name());
                days.forEach(day -> runs.latest(day).ifPresent(run -> latest.put(day, run)));
            }
        }
        return latest;
    }

    private static Day planned(LocalDate date, Optional<DayRuns.Run> before, boolean onlyFailed) {
        String status = before.map(run -> run.status().name()).orElse(null);
        boolean isLeftOut =
                onlyFailed && before.filter(run -> !isFailed(run.status())).isPresent();
        return new Day(date.toString(), status, !isLeftOut, null, null, null, isLeftOut ? "not failed" : null);
    }

    private static boolean isFailed(BatchStatus status) {
        return status == BatchStatus.FAILED || status == BatchStatus.STOPPED || status == BatchStatus.ABANDONED;
    }

    private Day run(Day day) {
        Map<String, String> parameters = new LinkedHashMap<>(request.parameters());
        parameters.put(DATE, day.date());
        try {
            return JobRunner.run(
                    job,
                    new Request(parameters, request.requestedBy()),
                    settings,
                    (outcome, database) -> completed(day, outcome, database));
        } catch (DaybookException e) {
            int exitCode = ExitCode.of(e.kind());
            String status = exitCode == ExitCode.REFUSED ? "REFUSED" : "FAILED";
            return new Day(day.date(), day.before(), true, null, status, exitCode, e.getMessage());
        } catch (RuntimeException e) {
            return new Day(day.date(), day.before(), true, null, "FAILED", ExitCode.FAILED, e + " (this is a bug)");
        }
    }

    private static Day completed(Day day, Launcher.Outcome outcome, DataSource database) {
        ExecutionView run = new Executions(database).answer(outcome);
        return new Day(day.date(), day.before(), true, run.id(), run.status(), outcome.exitCode(), run.message());
    }
}
