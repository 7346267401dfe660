package dev.daybook.progress;

import dev.daybook.logging.LogContext;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.AbstractJob;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.AbstractStep;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.core.Ordered;

/**
 * Watches a run: marks its log lines as its own, shows how far it is, and sums up each step. First to hear of a beginning
 * and last to hear of an end, so that what other listeners log is marked too.
 */
public final class RunWatch implements JobExecutionListener, StepExecutionListener, Ordered {

    private final Progress progress;
    private final ProgressTable table;
    private @Nullable Ticker ticker;

    public RunWatch(Progress progress, DataSource source) {
        this.progress = progress;
        this.table = new ProgressTable(source);
    }

    /** Has the job and all its steps watched. */
    public Job over(Job job) {
        AbstractJob listened = (AbstractJob) job;
        listened.registerJobExecutionListener(this);
        for (String name : listened.getStepNames()) {
            ((AbstractStep) listened.getStep(name)).registerStepExecutionListener(this);
        }
        return job;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public void beforeJob(JobExecution execution) {
        LogContext.enter(
                execution.getJobInstance().getJobName(),
                execution.getId(),
                execution.getJobParameters().getString("date"));
        ticker = new Ticker(execution.getId(), progress, table);
        ticker.start();
    }

    @Override
    public void beforeStep(StepExecution step) {
        progress.enter(step.getStepName());
    }

    @Override
    public @Nullable ExitStatus afterStep(StepExecution step) {
        StepSummary.of(step, progress.counts()).log();
        return null;
    }

    @Override
    public void afterJob(JobExecution execution) {
        if (ticker != null) {
            ticker.close();
            ticker = null;
        }
        LogContext.leave();
    }
}
