package dev.daybook.jobs.apisync;

import dev.daybook.load.LoadRunner;
import dev.daybook.sync.FileState;
import dev.daybook.sync.SyncRuns;
import dev.daybook.sync.SyncSource;
import dev.daybook.sync.SyncVersions.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Has each file loaded as it was at the end of a day, once in a run; those that were not there leave their tables. */
record ReplayPlan(SyncRuns runs, LoadRunner loads, StagedFiles staged) {

    /** In UTC. */
    static Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    void plan(Sync sync) {
        if (runs.get(sync.run()).isPlanned()) {
            return;
        }
        Map<String, Version> versions =
                sync.versions().before(endOf(sync.replay().orElseThrow()));
        for (FileState file : sync.files().all()) {
            sync.source().feedOf(file.name()).ifPresent(feed -> plan(sync, file, feed, versions.get(file.name())));
        }
        runs.setPlanned(sync.run());
    }

    private void plan(Sync sync, FileState file, String feed, @Nullable Version version) {
        SyncSource source = sync.source();
        if (version == null && file.loadId() == null) {
            return;
        }
        String key = source.keyOf(file.name());
        long load = version == null
                ? loads.recordWithdrawal(feed, key)
                : loads.record(feed, key, staged.place(source, version.sha256()), version.sha256(), version.size());
        sync.files().setLoad(file.name(), load);
        sync.files().setUnannounced(file.name());
    }
}
