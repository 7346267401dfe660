package dev.daybook.launch;

import dev.daybook.lease.RunLease;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.JobExecutionListener;

/** Notes which run a request and a lease have become, as soon as that is known: the process may die at any time. */
record RunNotes(Admissions admissions, RunLease lease, long request) implements JobExecutionListener {

    @Override
    public void beforeJob(JobExecution execution) {
        lease.bind(execution.getId());
        admissions.setExecution(request, execution.getId());
    }
}
