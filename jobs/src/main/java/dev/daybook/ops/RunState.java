package dev.daybook.ops;

import dev.daybook.launch.Recovery;
import dev.daybook.lease.Lease;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;

/**
 * What decides which actions a run allows.
 *
 * @param lease that it is or was last worked on under; null when another run has had it since
 * @param latest the newest run of the same instance, maybe this one
 */
record RunState(
        long executionId,
        long instanceId,
        String job,
        BatchStatus status,
        @Nullable Lease lease,
        long latest) {

    private boolean isAlive() {
        return lease != null && lease.isHeld();
    }

    /** Whether it was told to stop and has not confirmed yet. */
    boolean isStopping() {
        return status.isRunning() && isAlive() && lease != null && lease.stopRequestedAt() != null;
    }

    Set<Action> allowed() {
        if (Recovery.isOpen(status)) {
            if (!isAlive()) {
                return EnumSet.of(Action.RECOVER);
            }
            return isStopping() ? EnumSet.noneOf(Action.class) : EnumSet.of(Action.STOP);
        }
        boolean canGoOn = status == BatchStatus.FAILED || status == BatchStatus.STOPPED;
        return canGoOn && latest == executionId
                ? EnumSet.of(Action.RESTART, Action.ABANDON)
                : EnumSet.noneOf(Action.class);
    }

    /** Why an action is not allowed, and what is. */
    String refusal(Action action) {
        String next = allowed().stream()
                .map(allowed -> "`daybook %s %d`".formatted(allowed.verb(), executionId))
                .collect(Collectors.joining(" or "));
        return "%s of execution %d is refused: it %s. %s"
                .formatted(action.verb(), executionId, situation(), next.isEmpty() ? advice() : "Allowed: " + next);
    }

    private String situation() {
        if (!Recovery.isOpen(status)) {
            return "is " + status;
        }
        if (lease == null) {
            return "is %s, and nobody works on it".formatted(status);
        }
        if (isStopping()) {
            return "is STOPPING, as told by %s at %s".formatted(lease.stopRequestedBy(), lease.stopRequestedAt());
        }
        return isAlive()
                ? "is %s in %s, last seen at %s".formatted(status, lease.owner(), lease.heartbeatAt())
                : "is %s, but %s is gone, last seen at %s".formatted(status, lease.owner(), lease.heartbeatAt());
    }

    private String advice() {
        if (isStopping()) {
            return "Wait until `daybook show %d` says STOPPED".formatted(executionId);
        }
        if (latest != executionId) {
            return "Execution %d has gone on from it: see `daybook show %d`".formatted(latest, latest);
        }
        return status == BatchStatus.COMPLETED
                ? "Its work is done; `daybook rollback` takes a partition back"
                : "Run the request anew with `daybook run %s …`".formatted(job);
    }
}
