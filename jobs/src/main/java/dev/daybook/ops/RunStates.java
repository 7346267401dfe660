package dev.daybook.ops;

import dev.daybook.failure.DaybookException;
import dev.daybook.lease.Lease;
import dev.daybook.lease.Leases;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds out what decides about the actions a run allows. */
record RunStates(JdbcClient jdbc) {

    /** @throws DaybookException of kind CONFIGURATION when there is no such run */
    RunState of(long executionId) {
        @Nullable Lease lease = Leases.ofExecution(jdbc, executionId).orElse(null);
        return jdbc.sql("select e.job_instance_id, i.job_name, e.status, (select max(x.job_execution_id) from"
                        + " batch_job_execution x where x.job_instance_id = e.job_instance_id) latest"
                        + " from batch_job_execution e join batch_job_instance i on i.job_instance_id = e.job_instance_id"
                        + " where e.job_execution_id = ?")
                .param(executionId)
                .query((row, number) -> new RunState(
                        executionId,
                        row.getLong(1),
                        row.getString(2),
                        BatchStatus.valueOf(row.getString(3)),
                        lease,
                        row.getLong(4)))
                .optional()
                .orElseThrow(() -> DaybookException.configuration(
                        "there is no execution %d: see `daybook executions`".formatted(executionId)));
    }
}
