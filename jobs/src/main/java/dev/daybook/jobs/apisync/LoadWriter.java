package dev.daybook.jobs.apisync;

import dev.daybook.failure.DaybookException;
import dev.daybook.load.LoadRunner;
import dev.daybook.sync.SyncFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Loads files into their tables. One that does not fit its feed fails the step when all others are loaded: its table keeps
 * what it has, and every run tries again until the file or the feed is mended.
 */
final class LoadWriter implements ItemWriter<PendingLoad>, StepExecutionListener {

    private final Syncs syncs;
    private final LoadRunner loads;
    private final TransactionTemplate transaction;
    private final List<String> unfit = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private StepExecution step;

    @SuppressWarnings("NullAway.Init")
    private SyncFiles files;

    LoadWriter(Syncs syncs, LoadRunner loads, PlatformTransactionManager transactionManager) {
        this.syncs = syncs;
        this.loads = loads;
        this.transaction = new TransactionTemplate(transactionManager);
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @Override
    public void beforeStep(StepExecution execution) {
        step = execution;
        files = syncs.of(execution).files();
        unfit.clear();
    }

    @Override
    public void write(Chunk<? extends PendingLoad> chunk) {
        for (PendingLoad file : chunk) {
            try {
                loads.run(toRun(file), step);
            } catch (DaybookException e) {
                if (e.kind() != DaybookException.Kind.INPUT) {
                    throw e;
                }
                unfit.add("%s: %s".formatted(file.name(), e.getMessage()));
            }
        }
    }

    private long toRun(PendingLoad file) {
        return Objects.requireNonNull(transaction.execute(status -> {
            long load = loads.toRun(file.loadId());
            if (load != file.loadId()) {
                files.setLoad(file.name(), load);
            }
            return load;
        }));
    }

    @Override
    public @Nullable ExitStatus afterStep(StepExecution execution) {
        if (unfit.isEmpty() || execution.getStatus() != BatchStatus.COMPLETED) {
            return null;
        }
        String others = unfit.size() == 1 ? "" : " (and %d more files do not fit)".formatted(unfit.size() - 1);
        execution.setStatus(BatchStatus.FAILED);
        execution.addFailureException(DaybookException.input(unfit.get(0) + others));
        return ExitStatus.FAILED;
    }
}
