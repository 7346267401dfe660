package dev.daybook.jobs.apisync;

import dev.daybook.load.Ledger;
import dev.daybook.load.LedgerEntry;
import dev.daybook.load.LoadRunner;
import dev.daybook.sync.FileState;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Brings tables in step with the bytes that are staged, without a request: a file that has a feed and is in no table is
 * loaded, one whose feed is another or none leaves the table it was in, and one that a replay has put back comes forward
 * again. What an operator has rolled back stays as it is until the file changes.
 */
record FeedPlan(LoadRunner loads, Ledger ledger, StagedFiles staged) {

    void plan(Sync sync) {
        sync.files().all().stream()
                .filter(file -> file.isFetched() && !file.isDeleted() && !file.isDue())
                .forEach(file -> plan(sync, file));
    }

    private void plan(Sync sync, FileState file) {
        String feed = sync.source().feedOf(file.name()).orElse(null);
        LedgerEntry load = file.loadId() == null ? null : ledger.get(file.loadId());
        String key = sync.source().keyOf(file.name());
        if (load != null && !load.isWithdrawal() && !load.feed().equals(feed)) {
            // A load that takes rows out of one table brings none into another: the next run does that.
            set(sync, file, loads.recordWithdrawal(load.feed(), key));
        } else if (feed != null && !hasRowsOf(file, load)) {
            String sha256 = Objects.requireNonNull(file.sha256());
            set(
                    sync,
                    file,
                    loads.record(
                            feed,
                            key,
                            staged.place(sync.source(), sha256),
                            sha256,
                            Objects.requireNonNull(file.size())));
        }
    }

    private static boolean hasRowsOf(FileState file, @Nullable LedgerEntry load) {
        return load != null && !load.isWithdrawal() && load.sha256().equals(file.sha256());
    }

    private static void set(Sync sync, FileState file, long load) {
        sync.files().setLoad(file.name(), load);
        sync.files().setUnannounced(file.name());
    }
}
