package dev.daybook.jobs.clickstream;

import dev.daybook.failure.DaybookException;
import dev.daybook.load.WorkAhead;
import dev.daybook.progress.Progress;
import dev.daybook.table.CommitRecord;
import dev.daybook.table.PartitionMerge;
import dev.daybook.table.PartitionMerge.Merged;
import dev.daybook.table.StagedPartition;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Merges the staged rows of each event date with those the table has, several dates at once, and hands them out in order; a
 * date is an item. Which are done already is asked of the publications, so that nothing needs to be remembered.
 */
final class DateReader implements ItemStreamReader<BuiltDate>, StepExecutionListener {

    /** A date with more rows has the memory for ids to itself. */
    private static final long LARGE = 2_500_000;

    private final Compactions compactions;
    private final Progress progress;
    private final int threads = Runtime.getRuntime().availableProcessors();
    private final BlockingQueue<PartitionMerge> merges = new LinkedBlockingQueue<>();
    private final Semaphore memory = new Semaphore(threads, true);
    private Iterator<StagedPartition> dates = List.<StagedPartition>of().iterator();
    private long executionId;
    private @Nullable WorkAhead<BuiltDate> work;

    @SuppressWarnings("NullAway.Init")
    private Compaction compaction;

    DateReader(Compactions compactions, Progress progress) {
        this.compactions = compactions;
        this.progress = progress;
    }

    @Override
    public void beforeStep(StepExecution step) {
        compaction = compactions.of(step);
        executionId = step.getJobExecutionId();
    }

    Compaction compaction() {
        return compaction;
    }

    /** Whether every date there is to publish was handed out. */
    boolean isAtEnd() {
        return !dates.hasNext() && (work == null || work.isEmpty());
    }

    @Override
    public void open(ExecutionContext context) {
        List<StagedPartition> staged = StagedPartition.of(
                compaction.segments(), compaction.deliveries().segments(compaction.loadId()));
        dates = staged.iterator();
        progress.begin(Progress.PARTITIONS, 0, (long) staged.size());
        for (int i = 0; i < threads; i++) {
            merges.add(compaction.merge(i, executionId));
        }
        work = new WorkAhead<>("merge", threads, threads + 1);
    }

    @Override
    public @Nullable BuiltDate read() {
        WorkAhead<BuiltDate> mergers = Objects.requireNonNull(work);
        while (dates.hasNext() && mergers.hasRoom()) {
            StagedPartition date = dates.next();
            mergers.give(() -> build(date));
        }
        return mergers.take();
    }

    private BuiltDate build(StagedPartition date) throws InterruptedException {
        String table = compaction.feed().table();
        boolean isDecided = compaction
                .publications()
                .decidedBy(table, date.partition(), compaction.entry().cause())
                .isPresent();
        CommitRecord current =
                compaction.publications().latest(table, date.partition()).orElse(null);
        return new BuiltDate(date, current, isDecided ? null : buildAhead(date, current));
    }

    /** Null when it failed because somebody else has published meanwhile: the writer builds on top of that. */
    private @Nullable Merged buildAhead(StagedPartition date, @Nullable CommitRecord current)
            throws InterruptedException {
        try {
            return merge(date, current);
        } catch (DaybookException e) {
            Optional<CommitRecord> latest =
                    compaction.publications().latest(compaction.feed().table(), date.partition());
            if (latest.equals(Optional.ofNullable(current))) {
                throw e;
            }
            return null;
        }
    }

    /** Merges with {@code current}; also for the writer, when somebody else has published meanwhile. */
    Merged merge(StagedPartition date, @Nullable CommitRecord current) throws InterruptedException {
        long rows = date.rows() + (current == null ? 0 : current.rows());
        int share = rows > LARGE ? threads : 1;
        memory.acquire(share);
        PartitionMerge merge = merges.take();
        try {
            return merge.merge(compaction.segments(), date, current);
        } finally {
            merges.add(merge);
            memory.release(share);
        }
    }

    @Override
    public void close() {
        if (work != null) {
            work.close();
            work = null;
        }
        merges.clear();
    }
}
