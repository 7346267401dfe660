package dev.daybook.lease;

import dev.daybook.failure.DaybookException;
import dev.daybook.lease.Leases.Grant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * The lease this process works under: keeps it alive, and knows whether the run was told to stop or has lost it. One at
 * a time. Losing it is noticed at the latest when a
 * transaction ends, see {@link FencedTransactionManager}.
 */
public final class RunLease implements AutoCloseable {

    /** Signs of life within the duration of a lease: some may fail before it expires. */
    private static final int SIGNS_PER_LEASE = 6;

    private static final Logger log = LoggerFactory.getLogger(RunLease.class);

    private final Leases leases;
    private volatile @Nullable Grant grant;
    private volatile @Nullable String stopRequest;
    private volatile boolean isLost;
    private @Nullable ScheduledExecutorService heart;

    public RunLease(Leases leases) {
        this.leases = leases;
    }

    /**
     * Takes the lease and keeps it until {@link #close}.
     *
     * @param key what is to be worked on
     * @throws DaybookException of kind REFUSED when somebody else works on it
     */
    public Grant acquire(String key, String job) {
        Grant taken = leases.acquire(key, job);
        grant = taken;
        isLost = false;
        heart = Executors.newSingleThreadScheduledExecutor(RunLease::daemon);
        long pause = leases.duration().toMillis() / SIGNS_PER_LEASE;
        heart.scheduleWithFixedDelay(this::beat, pause, pause, TimeUnit.MILLISECONDS);
        return taken;
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "lease");
        thread.setDaemon(true);
        return thread;
    }

    private void beat() {
        Grant held = grant;
        if (held == null) {
            return;
        }
        try {
            isLost = !leases.renew(held);
            leases.stopRequest(held).ifPresent(this::requestStop);
        } catch (DataAccessException | TransactionException e) {
            log.debug("no sign of life could be given, the next may", e);
        }
    }

    /** Names the run the lease is held for. */
    public void bind(long executionId) {
        Grant held = grant;
        if (held != null) {
            leases.bind(held, executionId);
        }
    }

    /** Tells the run to stop at the next border of a chunk. */
    public void requestStop(String by) {
        if (stopRequest == null) {
            stopRequest = by;
            log.info("stopping, as told by {}", by);
        }
    }

    /** Who told the run to stop. */
    public Optional<String> stopRequest() {
        return Optional.ofNullable(stopRequest);
    }

    /** Notes that the caller's transaction, just begun, is one of the run; does nothing when no lease was taken. */
    void noteTransaction() {
        Grant held = grant;
        if (held != null) {
            leases.noteSession(held);
        }
    }

    /**
     * Part of every transaction of the run: the lease stays until it ends. Does nothing when none was taken.
     *
     * @throws DaybookException of kind REFUSED when somebody else has it
     */
    void requireHeldUntilCommit() {
        require(Leases::isCurrentUntilCommit);
    }

    /**
     * Makes the caller's transaction depend on this lease, when it is one held beside the run's own.
     *
     * @throws DaybookException of kind REFUSED when somebody else has it
     */
    public void guardTransaction() {
        noteTransaction();
        requireHeldUntilCommit();
    }

    /**
     * To be asked before something is done that no transaction takes back, such as deleting a file. Does nothing when no
     * lease was taken.
     *
     * @throws DaybookException of kind REFUSED when somebody else has it
     */
    public void requireHeld() {
        require(Leases::isCurrent);
    }

    private void require(BiPredicate<Leases, Grant> isCurrent) {
        Grant held = grant;
        if (held != null && (isLost || !isCurrent.test(leases, held))) {
            isLost = true;
            throw lost(held);
        }
    }

    private DaybookException lost(Grant held) {
        String who = leases.of(held.key())
                .map(lease -> lease.executionId() == null
                        ? lease.owner()
                        : "execution %d, %s".formatted(lease.executionId(), lease.owner()))
                .orElse("somebody");
        return DaybookException.refused(
                "%s was taken over by %s while this process gave no sign of life: it has changed nothing since, see `daybook executions`"
                        .formatted(held.key(), who));
    }

    /** Whether somebody else has taken the lease. */
    public boolean isLost() {
        return isLost;
    }

    /**
     * Takes the lease from the threads of this process that are still at work: they can commit nothing any more.
     *
     * @return what {@link Leases#release} needs; empty when no lease is held
     */
    public Optional<Grant> revoke() {
        Grant held = grant;
        Optional<Grant> mine = held == null || isLost ? Optional.empty() : Optional.of(leases.revoke(held));
        isLost = true;
        return mine;
    }

    /** Gives the lease back; does nothing when none is held. */
    @Override
    public void close() {
        if (heart != null) {
            heart.shutdownNow();
        }
        Grant held = grant;
        grant = null;
        if (held != null && !isLost) {
            try {
                leases.release(held);
            } catch (DataAccessException e) {
                log.debug("the lease could not be given back: it expires", e);
            }
        }
    }
}
