package dev.daybook.sync;

import dev.daybook.http.Validators;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a file of a source.
 *
 * @param listedSize bytes, as the listing said last; null where it does not tell them exactly
 * @param listedAt as the listing writes it; null for sources without one
 * @param isDue whether it is to be fetched
 * @param validators of the answer its bytes came with
 * @param sha256 of its bytes; null before they were fetched
 * @param size of its bytes; null before they were fetched
 * @param checkedAt when its bytes were compared last; null before they were fetched
 * @param checkedRun the run that did so
 * @param lastSeen the last listing that had it; null while the latest has
 * @param absences complete listings in a row that did not have it
 * @param deletedAt null while it does not count as deleted
 * @param isAnnounced false while there is a change nobody was told of
 * @param loadId the load that puts it into its table; null for files that are staged only
 */
public record FileState(
        String name,
        @Nullable Long listedSize,
        @Nullable String listedAt,
        boolean isDue,
        Validators validators,
        @Nullable String sha256,
        @Nullable Long size,
        @Nullable Instant checkedAt,
        @Nullable Long checkedRun,
        Instant firstSeen,
        @Nullable Instant lastSeen,
        int absences,
        @Nullable Instant deletedAt,
        boolean isAnnounced,
        @Nullable Long loadId) {

    public boolean isDeleted() {
        return deletedAt != null;
    }

    public boolean isFetched() {
        return sha256 != null;
    }

    /** Whether nobody has compared its bytes since. */
    public boolean isUncheckedSince(Instant time) {
        return checkedAt == null || checkedAt.isBefore(time);
    }
}
