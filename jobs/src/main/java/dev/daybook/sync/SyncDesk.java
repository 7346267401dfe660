package dev.daybook.sync;

import dev.daybook.failure.DaybookException;
import dev.daybook.feed.Feeds;
import dev.daybook.lease.Leases;
import dev.daybook.load.Ledger;
import dev.daybook.load.LedgerEntry;
import dev.daybook.ops.Operator;
import dev.daybook.ops.OperatorActions;
import dev.daybook.settings.Settings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What operators see of sources, and do to them. */
public final class SyncDesk {

    private static final String JOB = "api-sync";
    private static final String ACTION = "reset";

    private final DataSource database;
    private final Ledger ledger;
    private final Leases leases;
    private final OperatorActions actions;
    private final SyncSources sources;

    public SyncDesk(DataSource database, Settings settings) {
        this.database = database;
        this.ledger = new Ledger(database);
        this.leases = new Leases(database, settings.run().lease());
        this.actions = new OperatorActions(database);
        this.sources = new SyncSources(settings.sources(), new Feeds(settings.feeds()));
    }

    /** All sources of which something is known, in order. */
    public List<SourceState> states() {
        return JdbcClient.create(database)
                .sql("select distinct source from sync_file order by source")
                .query(String.class)
                .list()
                .stream()
                .map(this::state)
                .toList();
    }

    /**
     * @return without files for a source that was never copied
     * @throws DaybookException of kind CONFIGURATION when there is no source of that name
     */
    public SourceState state(String source) {
        SyncFiles files = new SyncFiles(database, source);
        List<FileState> all = files.all();
        if (all.isEmpty()) {
            sources.get(source);
        }
        Optional<Instant> listed = files.listedAt();
        return new SourceState(
                source,
                listed.orElse(null),
                new SyncVersions(database, source).knownSince().orElse(null),
                all.stream().map(file -> view(file, listed)).toList());
    }

    private SourceState.File view(FileState file, Optional<Instant> listed) {
        LedgerEntry load = file.loadId() == null ? null : ledger.get(file.loadId());
        return new SourceState.File(
                file.name(),
                word(file),
                file.size(),
                file.sha256(),
                file.listedAt(),
                file.validators().etag(),
                file.validators().lastModified(),
                file.firstSeen(),
                file.lastSeen() == null ? listed.orElse(file.checkedAt()) : file.lastSeen(),
                file.checkedAt(),
                file.absences(),
                file.deletedAt(),
                file.isAnnounced(),
                load == null ? null : load.feed(),
                file.loadId(),
                load == null ? null : load.status().name());
    }

    private static String word(FileState file) {
        if (file.isDue()) {
            return "DUE";
        }
        if (file.isDeleted()) {
            return "DELETED";
        }
        return file.lastSeen() == null ? "CURRENT" : "MISSING";
    }

    /**
     * Has files fetched and loaded anew by the next run, whatever is known of them.
     *
     * @param file null for all of the source
     * @return how many there are
     * @throws DaybookException of kind REFUSED while a run is at work on the source, or when there is no such file
     */
    public int reset(String source, @Nullable String file, Operator by) {
        try {
            int files = resetUnderLease(source, file);
            record(by, "DONE", "%s: %,d files".formatted(what(source, file), files));
            return files;
        } catch (DaybookException e) {
            record(by, "REFUSED", "%s: %s".formatted(what(source, file), e.getMessage()));
            throw e;
        }
    }

    private int resetUnderLease(String source, @Nullable String file) {
        Leases.Grant grant = leases.acquire(JOB + "/" + source, JOB);
        try {
            int files = new SyncFiles(database, source).reset(file);
            if (files == 0) {
                throw DaybookException.refused(
                        "%s has nothing to reset: see `daybook sync-state %s`".formatted(what(source, file), source));
            }
            return files;
        } finally {
            leases.release(grant);
        }
    }

    private static String what(String source, @Nullable String file) {
        return file == null ? source : source + "/" + file;
    }

    private void record(Operator by, String outcome, String detail) {
        actions.add(by.name(), ACTION, null, by.reason(), outcome, detail);
    }
}
