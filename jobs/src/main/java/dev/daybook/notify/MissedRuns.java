package dev.daybook.notify;

import dev.daybook.notify.NoticePlan.Deadline;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds business dates for which no run had completed when somebody looked after the deadline: none was begun, or it has
 * failed, was stopped or is still at work. A run is for the date its parameter {@code date} names. Dates before the first
 * one a job was run for, or its plan names, are none of its own; those more than {@value #LOOK_BACK_DAYS} days ago are
 * left alone.
 */
public final class MissedRuns {

    private static final int LOOK_BACK_DAYS = 31;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Outbox outbox;
    private final Notices notices;
    private final NoticePlan plan;
    private final Clock clock;

    public MissedRuns(DataSource source, NoticePlan plan, Clock clock) {
        this.jdbc = JdbcClient.create(source);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(source));
        this.outbox = new Outbox(source);
        this.notices = new Notices(source, plan);
        this.plan = plan;
        this.clock = clock;
    }

    /**
     * A date nothing had completed for.
     *
     * @param by its deadline
     * @param last the latest run for it; null for none
     * @param latestDone the latest date before it that is done; null for none
     */
    public record Missed(
            String job,
            LocalDate date,
            ZonedDateTime by,
            @Nullable DayRun last,
            @Nullable LocalDate latestDone) {

        private String key() {
            return "missed/%s/%s".formatted(job, date);
        }

        Notice notice() {
            String subject = "%s %s missed: nothing completed by %s %s"
                    .formatted(job, date, by.toLocalDateTime().toString().replace('T', ' '), by.getZone());
            String body = """
                    %s

                    Cause: %s
                    Impact: data of %s is missing%s
                    To do: %s
                    """.formatted(
                            subject,
                            last == null
                                    ? "no run for this day is on record"
                                    : "execution %d for this day is %s".formatted(last.executionId(), last.status()),
                            date,
                            latestDone == null ? "" : "; latest data is still " + latestDone,
                            toDo());
            return new Notice(
                    key(), NoticeKind.MISSED, job, last == null ? null : last.executionId(), subject, body, List.of());
        }

        private String toDo() {
            if (last == null) {
                return "./daybook run %s date=%s …".formatted(job, date);
            }
            return last.status().isRunning()
                    ? "./daybook progress %d".formatted(last.executionId())
                    : RunTexts.restart(last.executionId());
        }
    }

    /** The latest run for a date. */
    public record DayRun(long executionId, BatchStatus status) {}

    /** Those nobody was told of, by job and date. */
    public List<Missed> find() {
        List<Missed> missed = new ArrayList<>();
        for (Deadline deadline : plan.deadlines()) {
            find(deadline).stream().filter(one -> !outbox.has(one.key())).forEach(missed::add);
        }
        return missed;
    }

    /** Writes a notice for each of them, in transactions of their own. */
    public List<Missed> raise() {
        return find().stream().filter(this::raise).toList();
    }

    private boolean raise(Missed missed) {
        try {
            return Boolean.TRUE.equals(transaction.execute(status -> notices.missed(missed)));
        } catch (DuplicateKeyException e) {
            // Somebody else has just told it.
            return false;
        }
    }

    private List<Missed> find(Deadline deadline) {
        TreeMap<LocalDate, DayRun> runs = runs(deadline.job());
        ZonedDateTime now = clock.instant().atZone(deadline.zone());
        LocalDate first = Optional.ofNullable(deadline.since())
                .orElseGet(() -> runs.isEmpty() ? now.toLocalDate().plusDays(1) : runs.firstKey());
        LocalDate earliest = now.toLocalDate().minusDays(LOOK_BACK_DAYS);
        List<Missed> missed = new ArrayList<>();
        for (LocalDate date = first.isBefore(earliest) ? earliest : first;
                !date.isAfter(now.toLocalDate());
                date = date.plusDays(1)) {
            ZonedDateTime by = LocalDateTime.of(date.plusDays(deadline.daysAfter()), deadline.at())
                    .atZone(deadline.zone());
            boolean isDue = deadline.weekdays().contains(date.getDayOfWeek()) && !by.isAfter(now);
            if (isDue && !isDone(runs.get(date))) {
                missed.add(new Missed(deadline.job(), date, by, runs.get(date), latestDone(runs, date)));
            }
        }
        return missed;
    }

    private static boolean isDone(@Nullable DayRun run) {
        return run != null && run.status() == BatchStatus.COMPLETED;
    }

    private static @Nullable LocalDate latestDone(TreeMap<LocalDate, DayRun> runs, LocalDate before) {
        return runs.headMap(before, false).descendingMap().entrySet().stream()
                .filter(run -> isDone(run.getValue()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    /** By date, the latest run that has completed, else the latest. */
    private TreeMap<LocalDate, DayRun> runs(String job) {
        TreeMap<LocalDate, DayRun> runs = new TreeMap<>();
        jdbc.sql("select p.parameter_value, e.job_execution_id, e.status from batch_job_execution e"
                        + " join batch_job_instance i on i.job_instance_id = e.job_instance_id"
                        + " join batch_job_execution_params p on p.job_execution_id = e.job_execution_id"
                        + " where i.job_name = ? and p.parameter_name = 'date' order by e.job_execution_id")
                .param(job)
                .query(row -> {
                    DayRun run = new DayRun(row.getLong(2), BatchStatus.valueOf(row.getString(3)));
                    day(row.getString(1))
                            .filter(day -> !isDone(runs.get(day)) || isDone(run))
                            .ifPresent(day -> runs.put(day, run));
                });
        return runs;
    }

    /** A run that was started by other means may have anything for a date. */
    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
