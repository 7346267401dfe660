package dev.daybook.jobs.dailysales;

import dev.daybook.failure.DaybookException;
import dev.daybook.lease.Leases;
import dev.daybook.lease.RunLease;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Of several days that are loaded at the same time one computes the inventory at a time: each day begins with what the
 * one before has left, whoever loaded that.
 */
final class InventoryLease implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(InventoryLease.class);

    private static final String KEY = "inventory";
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final RunLease run;
    private final RunLease inventory;

    /**
     * @param run of this process
     * @param leases for this lease alone, which is held beside the run's
     */
    InventoryLease(RunLease run, Leases leases) {
        this.run = run;
        this.inventory = new RunLease(leases);
    }

    /**
     * Takes the lease when nobody else has it any more.
     *
     * @return false when the run was told to stop before that
     * @throws DaybookException of kind REFUSED when it takes too long
     */
    boolean await() {
        long start = System.nanoTime();
        boolean isWaiting = false;
        while (run.stopRequest().isEmpty()) {
            try {
                inventory.acquire(KEY, KEY);
                return true;
            } catch (DaybookException e) {
                if (e.kind() != DaybookException.Kind.REFUSED || System.nanoTime() - start > PATIENCE.toNanos()) {
                    throw e;
                }
                if (!isWaiting) {
                    log.info("waiting for another run: {}", e.getMessage());
                    isWaiting = true;
                }
            }
            if (!pause()) {
                return false;
            }
        }
        return false;
    }

    /** @return false when the thread was interrupted, which it stays */
    private static boolean pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Makes the caller's transaction depend on the lease.
     *
     * @throws DaybookException of kind REFUSED when somebody else has it
     */
    void guardTransaction() {
        inventory.guardTransaction();
    }

    @Override
    public void close() {
        inventory.close();
    }
}
