package dev.daybook.launch;

import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.core.Ordered;

/** Has a run's end told, the last to hear of it: what other listeners make of it is told. */
record NoticeListener(Telling telling, Request request) implements JobExecutionListener, Ordered {

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 1;
    }

    @Override
    public void beforeJob(JobExecution execution) {
        telling.begin(execution);
    }

    @Override
    public void afterJob(JobExecution execution) {
        telling.end(execution, request.parameters());
    }
}
