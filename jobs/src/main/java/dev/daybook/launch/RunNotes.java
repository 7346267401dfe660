package dev.daybook.launch;

import dev.daybook.lease.RunLease;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.JobExecutionListener;

/**
 * Notes which run a request and a lease have become, as soon as that is known, since the process may die at any time; and
 * who stopped it.
 */
record RunNotes(Admissions admissions, RunLease lease, long request) implements JobExecutionListener {

    @Override
    public void beforeJob(JobExecution execution) {
        lease.bind(execution.getId());
        admissions.setExecution(request, execution.getId());
    }

    @Override
    public void afterJob(JobExecution execution) {
        if (execution.getStatus() == BatchStatus.STOPPED) {
            String who = lease.stopRequest().orElse("an interruption");
            execution.setExitStatus(new ExitStatus(ExitStatus.STOPPED.getExitCode(), "told to stop by " + who));
        }
    }
}
