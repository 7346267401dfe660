package dev.daybook.sync;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source as operators see it.
 *
 * @param listedAt when its listing was read completely; null for never, or a source without one
 * @param knownSince from when on a replay is possible; null for from the first run on
 */
public record SourceState(
        String source, @Nullable Instant listedAt, @Nullable Instant knownSince, List<File> files) {

    /**
     * @param state DUE, CURRENT, MISSING for one that was absent but not often enough, or DELETED
     * @param sha256 of the bytes that are kept; null before any were fetched
     * @param listedAt as the listing writes it; null for sources without one
     * @param checkedAt when its bytes were compared last; null for never
     * @param lastSeen when a listing had it last
     * @param isAnnounced false while there is a change nobody was told of
     * @param feed that loads it; null for files that are staged only
     * @param load what the ledger says of that; null as above
     */
    public record File(
            String name,
            String state,
            @Nullable Long size,
            @Nullable String sha256,
            @Nullable String listedAt,
            @Nullable String etag,
            @Nullable String lastModified,
            Instant firstSeen,
            @Nullable Instant lastSeen,
            @Nullable Instant checkedAt,
            int absences,
            @Nullable Instant deletedAt,
            boolean isAnnounced,
            @Nullable String feed,
            @Nullable Long loadId,
            @Nullable String load) {}
}
