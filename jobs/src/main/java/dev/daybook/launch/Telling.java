package dev.daybook.launch;

import dev.daybook.failure.DaybookException;
import dev.daybook.failure.Failpoints;
import dev.daybook.lease.Lease;
import dev.daybook.lease.Leases;
import dev.daybook.notify.NoticeKind;
import dev.daybook.notify.Notices;
import dev.daybook.notify.RunEnd;
import dev.daybook.notify.RunEnd.Outcome;
import dev.daybook.notify.RunNotice;
import dev.daybook.notify.UntoldRuns;
import dev.daybook.settings.Settings;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes what is to be told of the ends of runs, in the transaction that records the end as listeners have left it. Batch
 * has recorded a first version of it before; a process that dies between the two has its run told of by
 * {@link #tellLate}. A run that was stopped is not told of: whoever stopped it knows. None of this fails a run.
 */
public final class Telling {

    private static final Logger log = LoggerFactory.getLogger(Telling.class);

    private final Notices notices;
    private final RunNotice words;
    private final JobRepository repository;
    private final TransactionTemplate transaction;
    private final Leases leases;
    private final UntoldRuns untold;
    private final Admissions admissions;

    /** @param words what the job says of its runs */
    Telling(
            Notices notices,
            RunNotice words,
            JobRepository repository,
            PlatformTransactionManager transactionManager,
            Leases leases,
            DataSource source) {
        this.notices = notices;
        this.words = words;
        this.repository = repository;
        this.transaction = new TransactionTemplate(transactionManager);
        this.leases = leases;
        this.untold = new UntoldRuns(source);
        this.admissions = new Admissions(source);
    }

    /** In plain words, for those who run no job. */
    public static Telling plainly(DataSource source, Settings settings) {
        return new Telling(
                Notices.orToTheLog(source, settings.notices()),
                RunNotice.PLAIN,
                PlainRepository.of(source),
                new JdbcTransactionManager(source),
                new Leases(source, settings.run().lease()),
                source);
    }

    void begin(JobExecution execution) {
        untold.add(execution.getId());
    }

    /** @param request parameters the run was asked for with */
    void end(JobExecution execution, Map<String, String> request) {
        Integer version = Objects.requireNonNull(execution.getVersion());
        try {
            List<RunEnd> ends = ends(execution, request);
            transaction.executeWithoutResult(status -> {
                untold.remove(execution.getId());
                ends.forEach(notices::runEnded);
                repository.update(execution);
            });
            Failpoints.reach("end-told");
        } catch (RuntimeException e) {
            // The transaction is undone, and with it what the database has as the version; Batch tries by itself.
            execution.setVersion(version);
            log.warn("the end of execution {} is told later: {}", execution.getId(), e.toString());
        }
    }

    /**
     * Tells of the ends of runs whose process died before it did.
     *
     * @param job only those of this one
     */
    void tellLate(String job) {
        for (long id : untold.ended()) {
            JobExecution execution = repository.getJobExecution(id);
            if (execution != null && execution.getJobInstance().getJobName().equals(job)) {
                tellUnlessAlive(execution);
            }
        }
    }

    /** As {@link #tellLate(String)}, of all jobs. */
    public void tellLate() {
        for (long id : untold.ended()) {
            tellUnlessAlive(Objects.requireNonNull(repository.getJobExecution(id)));
        }
    }

    /** One whose end cannot be told holds up no other run. */
    private void tellUnlessAlive(JobExecution execution) {
        if (leases.ofExecution(execution.getId()).filter(Lease::isHeld).isPresent()) {
            return;
        }
        try {
            tellEnd(execution);
        } catch (RuntimeException e) {
            log.warn("the end of execution {} could not be told: {}", execution.getId(), e.toString());
        }
    }

    private void tellEnd(JobExecution execution) {
        Map<String, String> request = admissions.parametersOf(execution.getId()).orElse(Map.of());
        List<RunEnd> ends = ends(execution, request);
        transaction.executeWithoutResult(status -> {
            if (untold.remove(execution.getId())) {
                ends.forEach(notices::runEnded);
            }
        });
    }

    private List<RunEnd> ends(JobExecution execution, Map<String, String> request) {
        Map<Outcome, NoticeKind> kinds = new EnumMap<>(Outcome.class);
        if (execution.getStatus() == BatchStatus.COMPLETED) {
            kinds.put(Outcome.SUCCEEDED, NoticeKind.SUCCEEDED);
            if (execution.getExitStatus().getExitCode().equals(ExitCode.COMPLETED_WITH_REJECTS_STATUS)) {
                kinds.put(Outcome.REJECTS, NoticeKind.REJECTS);
            }
        } else if (execution.getStatus() == BatchStatus.FAILED) {
            kinds.put(isUnfit(execution) ? Outcome.UNFIT : Outcome.FAILED, NoticeKind.FAILED);
        }
        return kinds.entrySet().stream()
                .filter(kind -> words.tells(kind.getValue()))
                .map(kind -> end(execution, request, kind.getKey()))
                .toList();
    }

    private static boolean isUnfit(JobExecution execution) {
        return execution.getExitStatus().getExitCode().equals(ExitCode.BAD_REQUEST_STATUS)
                || OutcomeListener.actionable(execution)
                        .filter(failure -> failure.kind() == DaybookException.Kind.INPUT)
                        .isPresent();
    }

    private RunEnd end(JobExecution execution, Map<String, String> request, Outcome outcome) {
        boolean hasFailed = outcome == Outcome.FAILED || outcome == Outcome.UNFIT;
        return new RunEnd(
                execution.getId(),
                execution.getJobInstance().getJobName(),
                request,
                outcome,
                words.title(execution),
                outcome == Outcome.SUCCEEDED
                        ? words.result(execution)
                        : firstLine(execution.getExitStatus().getExitDescription()),
                hasFailed ? words.impact(execution).orElse(null) : null);
    }

    /** What Batch notes by itself goes on with a stack trace. */
    private static String firstLine(String description) {
        return description.lines().findFirst().orElse("no reason was recorded");
    }
}
