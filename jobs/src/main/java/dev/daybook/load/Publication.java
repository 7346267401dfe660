package dev.daybook.load;

import dev.daybook.table.CommitRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A decided generation as the database has it.
 *
 * @param currentSince when readers were first shown it; null when they were not yet
 * @param collectedAt when its files were removed; null while they are there
 */
record Publication(
        CommitRecord generation,
        @Nullable Instant currentSince,
        @Nullable Instant collectedAt) {}
