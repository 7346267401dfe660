package dev.daybook.jobs.apisync;

import dev.daybook.sync.SyncFiles;
import dev.daybook.sync.SyncSource;
import dev.daybook.sync.SyncVersions;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a run is about. Its state is in the tables of its source: every step begins by looking there.
 *
 * @param run number of the run among all of all sources
 * @param replayDay at whose end the tables are to be; null for an ordinary run
 */
record Sync(SyncSource source, long run, @Nullable LocalDate replayDay, SyncFiles files, SyncVersions versions) {

    boolean isReplay() {
        return replayDay != null;
    }

    Optional<LocalDate> replay() {
        return Optional.ofNullable(replayDay);
    }
}
