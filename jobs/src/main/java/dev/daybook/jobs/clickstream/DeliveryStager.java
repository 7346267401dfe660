package dev.daybook.jobs.clickstream;

import dev.daybook.progress.Progress;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;

/** Records in the ledger what was found in a group of objects whose rows are staged. */
final class DeliveryStager implements ItemStreamWriter<StagedGroup>, StepExecutionListener {

    /** Name of the step. */
    static final String STEP = "stage";

    private final Compactions compactions;
    private final Progress progress;

    @SuppressWarnings("NullAway.Init")
    private Compaction compaction;

    DeliveryStager(Compactions compactions, Progress progress) {
        this.compactions = compactions;
        this.progress = progress;
    }

    @Override
    public void beforeStep(StepExecution step) {
        compaction = compactions.of(step);
    }

    @Override
    public void open(ExecutionContext context) {
        int next = context.getInt(DeliveryReader.NEXT, 0);
        long done = compaction.deliveries().objects(compaction.loadId()).stream()
                .limit(next)
                .mapToLong(Delivered::size)
                .sum();
        progress.begin(Progress.BYTES, done, compaction.entry().size());
    }

    @Override
    public void write(Chunk<? extends StagedGroup> chunk) {
        for (StagedGroup group : chunk) {
            long loadId = compaction.loadId();
            compaction.deliveries().setRead(loadId, group);
            compaction.ledger().addStaged(loadId, group.counts());
            compaction.ledger().addDuplicates(loadId, group.covered());
            progress.count("read", group.counts().read());
            progress.count("rejected", group.counts().rejected());
            progress.moveBy(group.bytes(), group.counts().read());
        }
    }
}
