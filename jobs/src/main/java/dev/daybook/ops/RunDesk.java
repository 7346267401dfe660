package dev.daybook.ops;

import dev.daybook.failure.DaybookException;
import dev.daybook.launch.Admissions;
import dev.daybook.launch.PlainRepository;
import dev.daybook.launch.Recovery;
import dev.daybook.launch.Request;
import dev.daybook.launch.TaskRecord;
import dev.daybook.lease.Lease;
import dev.daybook.lease.Leases;
import dev.daybook.load.Ledger;
import dev.daybook.notify.Notices;
import dev.daybook.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What operators do to runs: each action is allowed by the run's state or refused with the reason, and is on record. */
public final class RunDesk {

    /** From taking a request up to its run: reading a large file for its hash is part of it. */
    private static final Duration LONGEST_ADMISSION = Duration.ofDays(1);

    private final RunStates states;
    private final Leases leases;
    private final JobRepository repository;
    private final Recovery recovery;
    private final Admissions admissions;
    private final Ledger ledger;
    private final OperatorActions actions;
    private final DataSource source;

    public RunDesk(DataSource source, Settings settings) {
        this.leases = new Leases(source, settings.run().lease());
        this.states = new RunStates(JdbcClient.create(source));
        this.repository = PlainRepository.of(source);
        this.recovery = Recovery.unfenced(leases, source, Notices.orToTheLog(source, settings.notices()));
        this.admissions = new Admissions(source);
        this.ledger = new Ledger(source);
        this.actions = new OperatorActions(source);
        this.source = source;
    }

    /** What a run allows at present, in the order it is offered; empty when there is nothing to be done. */
    public Set<Action> allowed(long executionId) {
        return state(executionId).allowed();
    }

    /**
     * Tells a run to stop at the next border of a chunk; it is STOPPED when its worker has confirmed. Telling it twice
     * changes nothing.
     *
     * @throws DaybookException of kind REFUSED when it does not run
     */
    public void stop(long executionId, Operator by) {
        RunState state = state(executionId);
        if (!state.isStopping()) {
            require(state, Action.STOP, by);
            leases.requestStop(Objects.requireNonNull(state.lease()), by.name());
        }
        done(Action.STOP, executionId, by);
    }

    /** Whether the run has come to an end, by itself or because its process did. */
    public boolean hasEnded(long executionId) {
        return !state(executionId).allowed().contains(Action.STOP)
                && !state(executionId).isStopping();
    }

    /**
     * What to run for the run to go on from where it ended; a dead one is recovered first.
     *
     * @throws DaybookException of kind REFUSED when it cannot go on
     */
    public Restart restart(long executionId, Operator by) {
        RunState state = state(executionId);
        if (state.allowed().contains(Action.RECOVER)) {
            recover(executionId, by);
            state = state(executionId);
        }
        require(state, Action.RESTART, by);
        Map<String, String> parameters = admissions
                .parametersOf(executionId)
                .orElseThrow(() -> DaybookException.refused(
                        "execution %d has no request on record: run it as a new one".formatted(executionId)));
        done(Action.RESTART, executionId, by);
        return new Restart(state.job(), new Request(parameters, by.name(), state.instanceId()));
    }

    /** A run to be gone on with. */
    public record Restart(String job, Request request) {}

    /**
     * Gives a run up for good: its load is not gone on with, the same request begins a new one. What it has published
     * stays until that replaces it.
     *
     * @throws DaybookException of kind REFUSED when it runs, is done, or was gone on with
     */
    public void abandon(long executionId, Operator by) {
        RunState state = state(executionId);
        require(state, Action.ABANDON, by);
        Lease lease = state.lease();
        if (lease == null) {
            abandon(state);
        } else {
            Leases.Grant grant = leases.acquire(lease.key(), lease.job());
            try {
                leases.bind(grant, executionId);
                abandon(state);
            } finally {
                leases.release(grant);
            }
        }
        done(Action.ABANDON, executionId, by);
    }

    private void abandon(RunState state) {
        JobExecution execution = Objects.requireNonNull(repository.getJobExecution(state.executionId()));
        execution.upgradeStatus(BatchStatus.ABANDONED);
        execution.setEndTime(LocalDateTime.now());
        repository.update(execution);
        ledger.abandon(state.instanceId());
    }

    /**
     * Marks a run whose process is gone as failed, so that it can be restarted.
     *
     * @throws DaybookException of kind REFUSED when its process is alive or it has ended
     */
    public void recover(long executionId, Operator by) {
        require(state(executionId), Action.RECOVER, by);
        recovery.recover(executionId);
        done(Action.RECOVER, executionId, by);
    }

    /**
     * Recovers whatever dead processes left; tasks that came to no run within a day are ended with them.
     *
     * @return the runs that are FAILED now
     */
    public List<Long> recoverAll(Operator by) {
        List<Long> recovered = new ArrayList<>();
        for (String job : repository.getJobNames()) {
            recovered.addAll(recovery.recoverAll(job));
        }
        TaskRecord.closeUntied(source, Instant.now().minus(LONGEST_ADMISSION));
        recovered.forEach(id -> done(Action.RECOVER, id, by));
        return recovered;
    }

    private void done(Action action, long executionId, Operator by) {
        actions.add(by.name(), action.verb(), executionId, by.reason(), "DONE", null);
    }

    private void require(RunState state, Action action, Operator by) {
        if (!state.allowed().contains(action)) {
            String refusal = state.refusal(action);
            actions.add(by.name(), action.verb(), state.executionId(), by.reason(), "REFUSED", refusal);
            throw DaybookException.refused(refusal);
        }
    }

    private RunState state(long executionId) {
        return states.of(executionId);
    }
}
