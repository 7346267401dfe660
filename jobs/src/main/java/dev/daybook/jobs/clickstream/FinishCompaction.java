package dev.daybook.jobs.clickstream;

import dev.daybook.failure.DaybookException;
import dev.daybook.failure.Failpoints;
import dev.daybook.launch.ExitCode;
import dev.daybook.launch.OutcomeListener;
import dev.daybook.lease.RunLease;
import dev.daybook.load.LedgerEntry;
import dev.daybook.load.LedgerEntry.Status;
import dev.daybook.load.LoadCounts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Ends a compaction whose dates are all published: checks that no row went missing, records its objects as compacted, and
 * removes what was staged. Ties it to its job instance at the beginning, and says at the end when too much was rejected.
 * Delivered objects stay where they are: they expire.
 */
final class FinishCompaction implements Tasklet, JobExecutionListener {

    private static final Logger log = LoggerFactory.getLogger(FinishCompaction.class);

    private final Compactions compactions;
    private final RunLease lease;

    FinishCompaction(Compactions compactions, RunLease lease) {
        this.compactions = compactions;
        this.lease = lease;
    }

    @Override
    public void beforeJob(JobExecution execution) {
        Compaction compaction = compactions.of(execution.getJobParameters());
        compaction
                .ledger()
                .setInstance(compaction.loadId(), execution.getJobInstance().getInstanceId());
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        Failpoints.reach("compaction-published");
        Compaction compaction = compactions.of(context.getStepContext().getStepExecution());
        LedgerEntry entry = compaction.entry();
        if (!entry.status().isLive()) {
            if (!entry.counts().isConserved()) {
                throw new IllegalStateException(
                        "rows of %s do not add up: %s".formatted(entry.sourceUri(), entry.counts()));
            }
            compaction.ledger().setLoaded(entry.loadId(), Status.LOADED, entry.sourceUri());
        }
        lease.requireHeld();
        compaction.store().deleteFolder(compaction.staging());
        log.info("{}: {}", entry.source(), entry.counts());
        return RepeatStatus.FINISHED;
    }

    @Override
    public void afterJob(JobExecution execution) {
        Compaction compaction = compactions.of(execution.getJobParameters());
        if (execution.getStatus() == BatchStatus.COMPLETED) {
            warn(execution, compaction);
            return;
        }
        boolean isUnfit = OutcomeListener.actionable(execution)
                .filter(failure -> failure.kind() == DaybookException.Kind.INPUT)
                .isPresent();
        if (execution.getStatus() == BatchStatus.FAILED && isUnfit) {
            compaction.ledger().refuse(compaction.loadId());
        }
    }

    private static void warn(JobExecution execution, Compaction compaction) {
        LoadCounts counts = compaction.entry().counts();
        double limit = compaction.feed().thresholds().warn();
        if (counts.rejected() > limit * counts.read()) {
            execution.setExitStatus(new ExitStatus(
                    ExitCode.COMPLETED_WITH_REJECTS_STATUS,
                    "%,d of %,d events rejected, more than the %.1f %% feed %s warns at"
                            .formatted(
                                    counts.rejected(),
                                    counts.read(),
                                    limit * 100,
                                    compaction.feed().name())));
        }
    }
}
