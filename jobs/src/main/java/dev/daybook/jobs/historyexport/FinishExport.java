package dev.daybook.jobs.historyexport;

import dev.daybook.failure.DaybookException;
import dev.daybook.failure.Failpoints;
import dev.daybook.launch.OutcomeListener;
import dev.daybook.lease.RunLease;
import dev.daybook.load.HistoryLog;
import dev.daybook.load.HistoryLog.Export;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Records a day as exported when all its tables are published, and removes what was staged. */
final class FinishExport implements Tasklet, JobExecutionListener {

    private final Exports exports;
    private final HistoryLog log;
    private final RunLease lease;

    FinishExport(Exports exports, HistoryLog log, RunLease lease) {
        this.lease = lease;
        this.exports = exports;
        this.log = log;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        Failpoints.reach("history-published");
        StepExecution step = context.getStepContext().getStepExecution();
        Export export = Exports.of(step.getJobExecution().getJobParameters());
        log.setExported(export, step.getJobExecution().getJobInstance().getInstanceId());
        lease.requireHeld();
        exports.store().deleteFolder(exports.staging(export));
        return RepeatStatus.FINISHED;
    }

    /** An export whose staged rows are lost cannot be gone on with. */
    @Override
    public void afterJob(JobExecution execution) {
        boolean isLost = OutcomeListener.actionable(execution)
                .filter(failure -> failure.kind() == DaybookException.Kind.INPUT)
                .isPresent();
        if (execution.getStatus() == BatchStatus.FAILED && isLost) {
            log.giveUp(Exports.of(execution.getJobParameters()));
        }
    }
}
