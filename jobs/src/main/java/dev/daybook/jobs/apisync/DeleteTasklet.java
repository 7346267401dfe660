package dev.daybook.jobs.apisync;

import dev.daybook.failure.Failpoints;
import dev.daybook.load.Ledger;
import dev.daybook.load.LedgerEntry;
import dev.daybook.load.LoadRunner;
import dev.daybook.sync.FileState;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts the absences of files that the listing, which was complete, does not have, and takes those that have been absent
 * often enough for deleted: their rows leave the tables, their bytes are kept for a while.
 */
final class DeleteTasklet implements Tasklet {

    private static final Logger log = LoggerFactory.getLogger(DeleteTasklet.class);

    private final Syncs syncs;
    private final LoadRunner loads;
    private final Ledger ledger;
    private final TransactionTemplate transaction;

    DeleteTasklet(Syncs syncs, LoadRunner loads, Ledger ledger, PlatformTransactionManager transactionManager) {
        this.syncs = syncs;
        this.loads = loads;
        this.ledger = ledger;
        this.transaction = new TransactionTemplate(transactionManager);
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        Sync sync = syncs.of(context);
        if (sync.isReplay() || !sync.source().hasListing()) {
            return RepeatStatus.FINISHED;
        }
        List<FileState> gone = Objects.requireNonNull(transaction.execute(
                status -> sync.files().countAbsences(sync.run(), sync.source().absences())));
        for (FileState file : gone) {
            transaction.executeWithoutResult(status -> delete(sync, file));
            log.info("{}: {} was deleted", sync.source().name(), file.name());
            Failpoints.reach("sync-file-deleted");
            Long load = sync.files().find(file.name()).orElseThrow().loadId();
            if (load != null && loads.isOpen(load)) {
                loads.run(load, contribution.getStepExecution());
            }
        }
        return RepeatStatus.FINISHED;
    }

    private void delete(Sync sync, FileState file) {
        Long load = file.loadId() == null ? null : withdrawal(sync, file.name(), ledger.get(file.loadId()));
        sync.files().setDeleted(file.name(), Instant.now(), load);
    }

    private Long withdrawal(Sync sync, String file, LedgerEntry loaded) {
        return loaded.isWithdrawal()
                ? loaded.loadId()
                : loads.recordWithdrawal(loaded.feed(), sync.source().keyOf(file));
    }
}
