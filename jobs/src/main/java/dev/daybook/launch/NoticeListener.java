package dev.daybook.launch;

import dev.daybook.failure.DaybookException;
import dev.daybook.failure.Failpoints;
import dev.daybook.notify.NoticeKind;
import dev.daybook.notify.Notices;
import dev.daybook.notify.RunEnd;
import dev.daybook.notify.RunEnd.Outcome;
import dev.daybook.notify.RunNotice;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.core.Ordered;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes what is to be told of a run's end, in the transaction that records the end. Batch records it once more after
 * that, which changes nothing. The last to hear of an end, so that what other listeners make of it is told. A run that was
 * stopped is not told of: whoever stopped it knows.
 */
final class NoticeListener implements JobExecutionListener, Ordered {

    private static final Logger log = LoggerFactory.getLogger(NoticeListener.class);

    private final Notices notices;
    private final RunNotice words;
    private final JobRepository repository;
    private final TransactionTemplate transaction;
    private final Map<String, String> request;

    /** @param request parameters the run was asked for with */
    NoticeListener(
            Notices notices,
            RunNotice words,
            JobRepository repository,
            PlatformTransactionManager transactionManager,
            Map<String, String> request) {
        this.notices = notices;
        this.words = words;
        this.repository = repository;
        this.transaction = new TransactionTemplate(transactionManager);
        this.request = request;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 1;
    }

    @Override
    public void afterJob(JobExecution execution) {
        List<Outcome> outcomes = outcomes(execution);
        Integer version = execution.getVersion();
        try {
            List<RunEnd> ends =
                    outcomes.stream().map(outcome -> end(execution, outcome)).toList();
            if (!ends.isEmpty()) {
                transaction.executeWithoutResult(status -> {
                    ends.forEach(notices::runEnded);
                    repository.update(execution);
                });
                Failpoints.reach("end-told");
            }
        } catch (RuntimeException e) {
            // The transaction is undone, and with it what the database has as the version; Batch tries by itself.
            execution.setVersion(version);
            log.warn("nobody is told how execution {} has ended: {}", execution.getId(), e.toString());
        }
    }

    private List<Outcome> outcomes(JobExecution execution) {
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
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean isUnfit(JobExecution execution) {
        return OutcomeListener.actionable(execution)
                .filter(failure -> failure.kind() == DaybookException.Kind.INPUT
                        || failure.kind() == DaybookException.Kind.CONFIGURATION)
                .isPresent();
    }

    private RunEnd end(JobExecution execution, Outcome outcome) {
        boolean hasFailed = outcome == Outcome.FAILED || outcome == Outcome.UNFIT;
        return new RunEnd(
                execution.getId(),
                execution.getJobInstance().getJobName(),
                request,
                outcome,
                words.title(execution),
                outcome == Outcome.SUCCEEDED
                        ? words.result(execution)
                        : execution.getExitStatus().getExitDescription(),
                hasFailed ? words.impact(execution).orElse(null) : null);
    }
}
