package dev.daybook.load;

import dev.daybook.failure.DaybookException;
import dev.daybook.progress.Progress;
import dev.daybook.table.CommitRecord;
import dev.daybook.table.PartitionLoader;
import dev.daybook.table.PartitionLoader.Built;
import dev.daybook.table.StagedPartition;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Builds the next generation of each partition a load touches, several at once, and hands them out in order; a partition
 * is an item. Which are done already is asked of the publications, so that nothing needs to be remembered.
 */
public final class PublishReader implements ItemStreamReader<BuiltPartition>, StepExecutionListener {

    private final FileLoads loads;
    private final JobRepository repository;
    private final Progress progress;
    private final int threads = Runtime.getRuntime().availableProcessors();

    /** So many are on their way that a builder has work while those built are decided about, one after another. */
    private final int ahead = 2 * threads + 1;

    private final BlockingQueue<PartitionLoader> loaders = new LinkedBlockingQueue<>();
    private Iterator<StagedPartition> partitions = List.<StagedPartition>of().iterator();
    private @Nullable WorkAhead<BuiltPartition> work;

    @SuppressWarnings("NullAway.Init")
    private FileLoad load;

    private Set<String> replaced = Set.of();
    private ExecutionContext stage = new ExecutionContext();
    private long executionId;

    public PublishReader(FileLoads loads, JobRepository repository, Progress progress) {
        this.loads = loads;
        this.repository = repository;
        this.progress = progress;
    }

    @Override
    public void beforeStep(StepExecution step) {
        begin(
                loads.of(step),
                step.getJobExecutionId(),
                stageOf(step.getJobExecution().getJobInstance()));
    }

    /** @param staged what the {@link StageWriter} has left */
    void begin(FileLoad of, long execution, ExecutionContext staged) {
        load = of;
        executionId = execution;
        stage = staged;
    }

    /** From where it was saved with the last chunk: a copy in the job's context may have been lost with a process. */
    private ExecutionContext stageOf(JobInstance instance) {
        return Objects.requireNonNull(repository.getLastStepExecution(instance, StageWriter.STEP))
                .getExecutionContext();
    }

    /** Whether every partition there is to publish was handed out. */
    public boolean isAtEnd() {
        return !partitions.hasNext() && (work == null || work.isEmpty());
    }

    FileLoad load() {
        return load;
    }

    @Override
    public void open(ExecutionContext context) {
        replaced = load.replacedPartitions();
        List<StagedPartition> staged =
                StagedPartition.of(load.segments(), stage.getInt(StageWriter.SEGMENTS), replaced);
        requireConservation(staged);
        partitions = new ArrayList<>(staged).iterator();
        progress.begin(Progress.PARTITIONS, 0, (long) staged.size());
        for (int i = 0; i < threads; i++) {
            loaders.add(load.partitionLoader(i, executionId));
        }
        work = new WorkAhead<>("build", threads, ahead);
    }

    /** Before anything is published: each row that was read is staged, or counted as rejected or ignored. */
    private void requireConservation(List<StagedPartition> staged) {
        long found = staged.stream().mapToLong(StagedPartition::rows).sum();
        LoadCounts counts = load.ledger().get(load.entry().loadId()).counts();
        if (found != stage.getLong(StageWriter.ROWS) || counts.staged() != stage.getLong(StageWriter.ROWS_OF_FILE)) {
            throw new IllegalStateException(
                    "staged rows of %s do not add up: %,d in segments, expected %,d; %,d of the file, expected %,d"
                            .formatted(
                                    load.entry().sourceUri(),
                                    found,
                                    stage.getLong(StageWriter.ROWS),
                                    stage.getLong(StageWriter.ROWS_OF_FILE),
                                    counts.staged()));
        }
    }

    @Override
    public @Nullable BuiltPartition read() {
        WorkAhead<BuiltPartition> builders = Objects.requireNonNull(work);
        while (partitions.hasNext() && builders.hasRoom()) {
            StagedPartition partition = partitions.next();
            builders.give(() -> build(partition));
        }
        return builders.take();
    }

    private BuiltPartition build(StagedPartition partition) {
        String table = load.feed().table();
        String value = partition.partition();
        boolean isDecided = load.publications()
                .decidedBy(table, value, load.entry().cause())
                .isPresent();
        CommitRecord current = load.publications().latest(table, value).orElse(null);
        return new BuiltPartition(partition, current, isDecided ? null : buildAhead(partition, current));
    }

    /** Null when it failed because somebody else has published meanwhile: the writer builds on top of that. */
    private @Nullable Built buildAhead(StagedPartition partition, @Nullable CommitRecord current) {
        try {
            return build(partition, current);
        } catch (DaybookException e) {
            Optional<CommitRecord> latest =
                    load.publications().latest(load.feed().table(), partition.partition());
            if (latest.equals(Optional.ofNullable(current))) {
                throw e;
            }
            return null;
        }
    }

    /** Builds on top of {@code current}; also for the writer, when somebody else has published meanwhile. */
    Built build(StagedPartition partition, @Nullable CommitRecord current) {
        PartitionLoader loader = take();
        try {
            return loader.load(partition, current, replacedInputs(partition.partition()));
        } finally {
            loaders.add(loader);
        }
    }

    /** The file itself; in partitions it had rows in before, also those inputs that are read again for it. */
    private Set<Integer> replacedInputs(String partition) {
        Set<Integer> inputs = new TreeSet<>(Set.of(0));
        if (replaced.contains(partition)) {
            inputs.addAll(load.rereads().inputsIn(load.entry(), partition));
            inputs.addAll(load.replayNumbers());
        }
        return inputs;
    }

    /**
     * Part of the decision about a partition.
     *
     * @throws DaybookException when other inputs have been loaded there while this one was staged
     */
    void requireCurrentRereads(String partition) {
        if (replaced.contains(partition) && !load.rereads().areCurrent(load.entry(), partition)) {
            throw DaybookException.storage(
                    "other files were loaded into %s while %s was: run it again"
                            .formatted(partition, load.entry().source()),
                    null);
        }
    }

    private PartitionLoader take() {
        try {
            return loaders.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while building a partition", e);
        }
    }

    @Override
    public void close() {
        if (work != null) {
            work.close();
            work = null;
        }
        loaders.clear();
    }
}
