package dev.daybook.load;

import dev.daybook.failure.DaybookException;
import dev.daybook.failure.Failpoints;
import dev.daybook.launch.ExitCode;
import dev.daybook.launch.OutcomeListener;
import dev.daybook.lease.RunLease;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.JobExecutionListener;

/**
 * Ties a load to its job instance, says when too much was rejected, and takes a delivered file out of the landing zone
 * once its load is committed and a copy is filed away.
 */
public final class LoadListener implements JobExecutionListener {

    private final FileLoads loads;
    private final RunLease lease;

    public LoadListener(FileLoads loads, RunLease lease) {
        this.loads = loads;
        this.lease = lease;
    }

    @Override
    public void beforeJob(JobExecution execution) {
        FileLoad load = loads.of(execution.getJobParameters());
        load.ledger()
                .setInstance(load.entry().loadId(), execution.getJobInstance().getInstanceId());
    }

    @Override
    public void afterJob(JobExecution execution) {
        if (execution.getStatus() != BatchStatus.COMPLETED) {
            refuseUnfit(execution);
            return;
        }
        Failpoints.reach("loaded");
        FileLoad load = loads.of(execution.getJobParameters());
        LedgerEntry entry = load.ledger().get(load.entry().loadId());
        LoadCounts counts = entry.counts();
        if (counts.rejected() > load.feed().thresholds().warn() * counts.read()) {
            execution.setExitStatus(new ExitStatus(
                    ExitCode.COMPLETED_WITH_REJECTS_STATUS,
                    "%,d of %,d rows rejected, more than the %.1f %% feed %s warns at"
                            .formatted(
                                    counts.rejected(),
                                    counts.read(),
                                    load.feed().thresholds().warn() * 100,
                                    load.feed().name())));
        }
        lease.requireHeld();
        if (entry.status().isLive() && load.clearLanding()) {
            Failpoints.reach("left-landing");
        }
    }

    /** A file that does not fit its feed is loaded anew when either is mended, not gone on with in the middle. */
    private void refuseUnfit(JobExecution execution) {
        boolean isUnfit = OutcomeListener.actionable(execution)
                .filter(failure -> failure.kind() == DaybookException.Kind.INPUT)
                .isPresent();
        if (execution.getStatus() == BatchStatus.FAILED && isUnfit) {
            loads.refuse(execution.getJobParameters());
        }
    }
}
