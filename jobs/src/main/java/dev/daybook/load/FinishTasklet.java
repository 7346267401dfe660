package dev.daybook.load;

import dev.daybook.failure.DaybookException;
import dev.daybook.failure.Failpoints;
import dev.daybook.lease.RunLease;
import dev.daybook.load.LedgerEntry.Status;
import dev.daybook.settings.Settings.Zones;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStore;
import dev.daybook.store.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Ends a load whose partitions are all published: checks that no row went missing, files the input away, and records it
 * as loaded. A file that was replaced meanwhile, be it while it was copied, is not filed away under the old one's hash.
 * Each part may be done again.
 */
public final class FinishTasklet implements Tasklet {

    private static final Logger log = LoggerFactory.getLogger(FinishTasklet.class);
    private static final int HASH_DIGITS = 12;

    private final FileLoads loads;
    private final RunLease lease;

    public FinishTasklet(FileLoads loads, RunLease lease) {
        this.loads = loads;
        this.lease = lease;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        FileLoad load = loads.of(context.getStepContext().getStepExecution());
        Ledger ledger = load.ledger();
        LedgerEntry entry = ledger.get(load.entry().loadId());
        if (entry.status().isLive()) {
            return RepeatStatus.FINISHED;
        }
        requireConservation(entry);
        Location processed = processedPlace(load, load.input().location());
        if (!load.isKeptIn(processed)) {
            fileAway(load, processed);
        }
        Failpoints.reach("filed-away");
        recordLoaded(load, processed.toString());
        lease.requireHeld();
        load.store().deleteFolder(load.staging());
        return RepeatStatus.FINISHED;
    }

    /**
     * Records a load whose partitions are all published as loaded, in place of earlier versions of its file.
     *
     * @param kept where the file is from now on
     */
    static void recordLoaded(FileLoad load, String kept) {
        Ledger ledger = load.ledger();
        LedgerEntry entry = ledger.get(load.entry().loadId());
        requireConservation(entry);
        ledger.supersede(entry);
        ledger.replays().supersede(entry);
        ledger.setLoaded(entry.loadId(), statusOf(load, entry), kept);
        log.info("{}: {}", entry.source(), entry.counts());
    }

    private static void requireConservation(LedgerEntry entry) {
        if (!entry.counts().isConserved()) {
            throw new IllegalStateException(
                    "rows of %s do not add up: %s".formatted(entry.sourceUri(), entry.counts()));
        }
    }

    private static Status statusOf(FileLoad load, LedgerEntry entry) {
        boolean addsNothing = entry.counts().written() == 0 && entry.counts().read() > 0;
        return addsNothing && load.ledger().isContentLive(entry) ? Status.DUPLICATE_CONTENT : Status.LOADED;
    }

    /** {@code processed/<feed>/<yyyy>/<MM>/<dd>/<hash>-<name>}: by content, so that no version replaces another. */
    private static Location processedPlace(FileLoad load, Location source) {
        LedgerEntry entry = load.entry();
        Zones zones = load.settings().zones();
        String day = LocalDate.now(ZoneOffset.UTC).toString().replace('-', '/');
        return zones.processed()
                .resolve(entry.feed())
                .resolve(day)
                .resolve(entry.sha256().substring(0, HASH_DIGITS) + "-" + source.name());
    }

    /** A delivered file leaves the landing zone only when the load is committed, see {@link LoadListener}. */
    private static void fileAway(FileLoad load, Location processed) {
        ScannedFile original = load.current(load.input());
        Location source = original.location();
        boolean isDelivered = load.settings().zones().landing().contains(source);
        boolean canBeLinked = isDelivered && source.isLocal() && processed.isLocal();
        if (!canBeLinked || !link(source.path(), processed.path())) {
            load.store().copy(source, processed);
        }
        requireSame(load, original, processed);
    }

    /** The copy is of the file that was loaded if that was there before and after copying. */
    private static void requireSame(FileLoad load, ScannedFile original, Location processed) {
        ObjectStore store = load.store();
        if (!original.isCurrent(store)) {
            store.delete(processed);
            throw DaybookException.refused(
                    "%s has changed while it was filed away: run it as a new load.".formatted(original.location()));
        }
        long size = store.head(processed).map(StoredObject::size).orElse(-1L);
        if (size != load.entry().size()) {
            throw DaybookException.storage(
                    "%s has %d bytes, its copy %s has %d: restart the run"
                            .formatted(original.location(), load.entry().size(), processed, size),
                    null);
        }
    }

    /** A second name for a delivered file costs nothing; false where the file system has none, or something is there. */
    private static boolean link(Path source, Path processed) {
        try {
            Files.createDirectories(processed.getParent());
            Files.createLink(processed, source);
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
