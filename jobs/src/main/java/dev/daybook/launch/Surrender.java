package dev.daybook.launch;

import dev.daybook.lease.Lease;
import dev.daybook.lease.Leases;
import dev.daybook.lease.RunLease;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;

/** Takes the lease from the run of this process, whose threads commit nothing from then on, and marks it as stopped. */
record Surrender(RunLease lease, Leases leases, Recovery unfenced) implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(Surrender.class);

    @Override
    public void run() {
        try {
            lease.revoke().ifPresent(this::end);
        } catch (RuntimeException e) {
            log.warn(
                    "the run could not be marked as stopped, it is recovered when its lease expires: {}", e.toString());
        }
    }

    private void end(Leases.Grant grant) {
        Optional<Long> execution = leases.of(grant.key()).map(Lease::executionId);
        execution.ifPresent(id ->
                unfenced.end(id, BatchStatus.STOPPED, "given up: the step did not end in the time a stop may take"));
        leases.release(grant);
    }
}
