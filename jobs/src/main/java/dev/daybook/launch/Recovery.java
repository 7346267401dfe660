package dev.daybook.launch;

import dev.daybook.failure.DaybookException;
import dev.daybook.lease.Lease;
import dev.daybook.lease.Leases;
import dev.daybook.notify.Notices;
import dev.daybook.notify.RunNotice;
import dev.daybook.notify.UntoldRuns;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts the job repository right after a process has died: its run is marked as failed, so that it can be restarted, and
 * an instance without any run, which Batch would neither start nor restart (TRAPS B5), is removed. A run whose lease is
 * held is left alone.
 */
public final class Recovery {

    private static final String DEAD = "its process ended without a word";

    private final Leases leases;
    private final JobRepository repository;
    private final DataSource source;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Notices notices;
    private final UntoldRuns untold;

    Recovery(
            Leases leases,
            JobRepository repository,
            DataSource source,
            PlatformTransactionManager transactionManager,
            Notices notices) {
        this.leases = leases;
        this.repository = repository;
        this.source = source;
        this.jdbc = JdbcClient.create(source);
        this.transaction = new TransactionTemplate(transactionManager);
        this.notices = notices;
        this.untold = new UntoldRuns(source);
    }

    /** For those who look after runs that are not theirs. */
    public static Recovery unfenced(Leases leases, DataSource source, Notices notices) {
        return new Recovery(leases, PlainRepository.of(source), source, new JdbcTransactionManager(source), notices);
    }

    /** Whether a run can neither go on nor be restarted as it stands. */
    public static boolean isOpen(BatchStatus status) {
        return status.isRunning() || status == BatchStatus.UNKNOWN;
    }

    /**
     * Recovers all runs of a job whose process is gone, and its orphan instances.
     *
     * @return the runs, in order
     */
    public List<Long> recoverAll(String job) {
        List<Long> recovered = new ArrayList<>();
        for (long id : openExecutions(job)) {
            if (isDead(id, job) && recoverUnlessTaken(id)) {
                recovered.add(id);
            }
        }
        removeOrphans(job);
        return recovered;
    }

    private List<Long> openExecutions(String job) {
        return jdbc.sql("select e.job_execution_id from batch_job_execution e join batch_job_instance i"
                        + " on i.job_instance_id = e.job_instance_id where i.job_name = ?"
                        + " and e.status in ('STARTING', 'STARTED', 'STOPPING', 'UNKNOWN') order by e.job_execution_id")
                .param(job)
                .query(Long.class)
                .list();
    }

    /** One that has no lease lost it to a later one, or died before it was noted there. */
    private boolean isDead(long id, String job) {
        return leases.ofExecution(id).map(lease -> !lease.isHeld()).orElseGet(() -> !leases.isAnyBeginning(job));
    }

    private boolean recoverUnlessTaken(long id) {
        try {
            return recover(id);
        } catch (DaybookException e) {
            if (e.kind() == DaybookException.Kind.REFUSED) {
                return false;
            }
            throw e;
        }
    }

    /**
     * Recovers a run under its lease, so that its process commits nothing more should it wake up.
     *
     * @return false when it has ended meanwhile
     * @throws DaybookException of kind REFUSED when its process is alive
     */
    public boolean recover(long executionId) {
        Optional<Lease> lease = leases.ofExecution(executionId);
        if (lease.isEmpty()) {
            return end(executionId, BatchStatus.FAILED, DEAD);
        }
        Leases.Grant grant = leases.acquire(lease.get().key(), lease.get().job());
        try {
            leases.bind(grant, executionId);
            return end(
                    executionId,
                    BatchStatus.FAILED,
                    "%s, %s, gave no sign of life after %s"
                            .formatted(DEAD, lease.get().owner(), lease.get().heartbeatAt()));
        } finally {
            leases.release(grant);
        }
    }

    /**
     * Ends an open run whose lease the caller has.
     *
     * @return false when it has ended already
     */
    boolean end(long executionId, BatchStatus status, String why) {
        JobExecution execution = Objects.requireNonNull(repository.getJobExecution(executionId));
        if (!isOpen(execution.getStatus())) {
            return false;
        }
        transaction.executeWithoutResult(tx -> end(execution, status, why));
        if (status == BatchStatus.FAILED) {
            TaskRecord.closeOpen(source, List.of(executionId));
        }
        return true;
    }

    /** What is told of it is written with it. */
    private void end(JobExecution execution, BatchStatus status, String why) {
        ExitStatus exit = new ExitStatus(status.name(), why);
        for (StepExecution step : execution.getStepExecutions()) {
            if (isOpen(step.getStatus())) {
                step.setStatus(status);
                step.setExitStatus(exit);
                step.setEndTime(LocalDateTime.now());
                repository.update(step);
            }
        }
        execution.setStatus(status);
        execution.setExitStatus(exit);
        execution.setEndTime(LocalDateTime.now());
        repository.update(execution);
        untold.remove(execution.getId());
        if (status == BatchStatus.FAILED) {
            String job = execution.getJobInstance().getJobName();
            String title = RunNotice.plainTitle(job, execution.getJobParameters());
            notices.recovered(execution.getId(), job, title, why);
        }
    }

    /** A process that is between its two inserts holds a lease without a run. */
    private void removeOrphans(String job) {
        if (leases.isAnyBeginning(job)) {
            return;
        }
        jdbc.sql("select i.job_instance_id from batch_job_instance i where i.job_name = ? and not exists"
                        + " (select 1 from batch_job_execution e where e.job_instance_id = i.job_instance_id)")
                .param(job)
                .query(Long.class)
                .list()
                .forEach(this::remove);
    }

    private void remove(long instanceId) {
        JobInstance instance = repository.getJobInstance(instanceId);
        if (instance != null) {
            repository.deleteJobInstance(instance);
        }
    }
}
