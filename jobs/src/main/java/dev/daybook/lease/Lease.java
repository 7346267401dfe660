package dev.daybook.lease;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A lease as it stands in the database.
 *
 * @param key what may be worked on, such as {@code legacy-import/legacy-visits/export.csv}
 * @param owner the worker, for people: process and machine
 * @param fencing grows by one whenever the lease changes hands
 * @param executionId the run; null until it is recorded
 * @param isHeld whether its owner may still be at work: not released, not expired, and not known to be dead
 * @param stopRequestedBy who told it to stop; null when nobody did
 */
public record Lease(
        String key,
        String job,
        String owner,
        long fencing,
        @Nullable Long executionId,
        Instant heartbeatAt,
        Instant expiresAt,
        boolean isHeld,
        @Nullable Instant stopRequestedAt,
        @Nullable String stopRequestedBy) {}
