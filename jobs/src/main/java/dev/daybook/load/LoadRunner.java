package dev.daybook.load;

import dev.daybook.failure.DaybookException;
import dev.daybook.failure.Failpoints;
import dev.daybook.feed.Feed;
import dev.daybook.feed.Feeds;
import dev.daybook.lease.RunLease;
import dev.daybook.load.LedgerEntry.Status;
import dev.daybook.progress.Progress;
import dev.daybook.store.Location;
import dev.daybook.table.Publisher;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Loads of a run that has many of them, one after another: each is staged, published and recorded as a run of its own would
 * do it. Files stay where they are. A load that was begun and not ended is run once more: it is read from its beginning,
 * and passes over what it has published.
 */
public final class LoadRunner {

    private final FileLoads loads;
    private final Feeds feeds;
    private final Ledger ledger;
    private final Publisher publisher;
    private final JobRepository repository;
    private final Progress progress;
    private final RunLease lease;
    private final TransactionTemplate transaction;

    public LoadRunner(
            FileLoads loads,
            Feeds feeds,
            Ledger ledger,
            Publisher publisher,
            JobRepository repository,
            Progress progress,
            RunLease lease,
            PlatformTransactionManager transactionManager) {
        this.loads = loads;
        this.feeds = feeds;
        this.ledger = ledger;
        this.publisher = publisher;
        this.repository = repository;
        this.progress = progress;
        this.lease = lease;
        this.transaction = new TransactionTemplate(transactionManager);
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * Records a version of a file that is to be loaded, in the caller's transaction, whether its content is loaded already
     * or not.
     *
     * @param sha256 of the file, by which it is known to be the same when it is read
     * @param size in bytes
     * @return number of the load
     */
    public long record(String feed, String key, Location file, String sha256, long size) {
        return add(feeds.get(feed), key, file.toString(), sha256, size);
    }

    /**
     * Records that a file is there no more, in the caller's transaction: the load takes its rows out.
     *
     * @return number of the load
     */
    public long recordWithdrawal(String feed, String key) {
        return add(feeds.get(feed), key, LedgerEntry.NOWHERE, DigestUtils.sha256Hex(""), 0);
    }

    private long add(Feed feed, String key, String uri, String sha256, long size) {
        int revision = ledger.nextRevision(feed.name(), key);
        return ledger.add(feed.name(), key, sha256, revision, feed.table(), uri, size, contract(feed), sha256, null);
    }

    private static String contract(Feed feed) {
        return FileAdmission.contract(feed, Map.of());
    }

    /**
     * Whether a load has to be run: it was not yet, or not to its end, or its file did not fit its feed. One that was undone
     * by a rollback or replaced since has not.
     */
    public boolean isOpen(long loadId) {
        Status status = ledger.get(loadId).status();
        return status == Status.LOADING || status == Status.REFUSED || status == Status.EMPTY;
    }

    /**
     * The load to run in place of an open one, recorded in the caller's transaction: itself, or another of the same file
     * when it was refused or its feed has changed since.
     */
    public long toRun(long loadId) {
        LedgerEntry entry = ledger.get(loadId);
        Feed feed = feeds.get(entry.feed());
        boolean goesOn = entry.status() == Status.LOADING && entry.contract().equals(contract(feed));
        if (goesOn) {
            return loadId;
        }
        ledger.refuse(loadId);
        return add(feed, entry.sourceKey(), entry.sourceUri(), entry.sha256(), entry.size());
    }

    /**
     * Runs a load to its end, in transactions of its own.
     *
     * @return what has become of it
     * @throws DaybookException of kind INPUT when the file does not fit its feed; it is on record as refused then
     */
    public LedgerEntry run(long loadId, StepExecution step) {
        long instance = step.getJobExecution().getJobInstance().getInstanceId();
        transaction.executeWithoutResult(status -> ledger.setInstance(loadId, instance));
        try {
            publish(loadId, step.getJobExecutionId(), stage(loadId));
        } catch (DaybookException e) {
            if (e.kind() == DaybookException.Kind.INPUT) {
                transaction.executeWithoutResult(status -> ledger.refuse(loadId));
            }
            throw e;
        }
        FileLoad load = load(loadId);
        transaction.executeWithoutResult(
                status -> FinishTasklet.recordLoaded(load, load.entry().sourceUri()));
        Failpoints.reach("load-recorded");
        lease.requireHeld();
        load.store().deleteFolder(load.staging());
        return ledger.get(loadId);
    }

    private FileLoad load(long loadId) {
        return loads.of(ledger.get(loadId));
    }

    /** @return the place at the end, as a step would keep it */
    private ExecutionContext stage(long loadId) {
        StageReader reader = new StageReader(loads);
        StageWriter writer = new StageWriter(loads, progress);
        ExecutionContext place = new ExecutionContext();
        reader.begin(() -> load(loadId));
        writer.begin(load(loadId));
        transaction.executeWithoutResult(status -> reader.open(place));
        writer.open(place);
        try {
            StagedBlock block = reader.read();
            while (block != null) {
                Chunk<StagedBlock> chunk = Chunk.of(block);
                transaction.executeWithoutResult(status -> writer.write(chunk));
                block = reader.read();
            }
        } finally {
            reader.close();
        }
        writer.update(place);
        return place;
    }

    private void publish(long loadId, long executionId, ExecutionContext staged) {
        PublishReader reader = new PublishReader(loads, repository, progress);
        PublishWriter writer = new PublishWriter(reader, publisher, progress, PartOfDecision.NONE);
        reader.begin(load(loadId), executionId, staged);
        reader.open(new ExecutionContext());
        try {
            BuiltPartition built = reader.read();
            while (built != null) {
                writer.write(Chunk.of(built));
                built = reader.read();
            }
        } finally {
            reader.close();
        }
    }
}
