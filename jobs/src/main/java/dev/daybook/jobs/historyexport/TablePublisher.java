package dev.daybook.jobs.historyexport;

import dev.daybook.jobs.historyexport.HistoryStager.Staged;
import dev.daybook.load.HistoryLog.Export;
import dev.daybook.table.CommitRecord;
import dev.daybook.table.PartitionLoader;
import dev.daybook.table.PublicationLog;
import dev.daybook.table.Publisher;
import dev.daybook.table.StagedPartition;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** Publishes the day's rows of each table in place of those it has; a table with neither is left alone. */
final class TablePublisher implements ItemWriter<HistoryTable>, StepExecutionListener {

    private final Exports exports;
    private final Publisher publisher;
    private final PublicationLog publications;
    private final JobRepository repository;

    @SuppressWarnings("NullAway.Init")
    private Export export;

    private long executionId;
    private ExecutionContext staging = new ExecutionContext();

    TablePublisher(Exports exports, Publisher publisher, PublicationLog publications, JobRepository repository) {
        this.exports = exports;
        this.publisher = publisher;
        this.publications = publications;
        this.repository = repository;
    }

    @Override
    public void beforeStep(StepExecution execution) {
        executionId = execution.getJobExecutionId();
        export = Exports.of(execution.getJobExecution().getJobParameters());
        StepExecution stage =
                repository.getLastStepExecution(execution.getJobExecution().getJobInstance(), HistoryStager.STEP);
        staging = Objects.requireNonNull(stage).getExecutionContext();
    }

    @Override
    public void write(Chunk<? extends HistoryTable> chunk) {
        chunk.forEach(this::publish);
    }

    private void publish(HistoryTable table) {
        Staged staged = Staged.of(table, staging);
        String day = export.day().toString();
        if (staged.rows() == 0 && publications.latest(table.table(), day).isEmpty()) {
            return;
        }
        publisher.publish(table.table(), day, export.cause(), current -> build(table, staged, current), decided -> {});
    }

    private CommitRecord build(HistoryTable table, Staged staged, @Nullable CommitRecord current) {
        StagedPartition partition = StagedPartition.of(
                        exports.segments(export, table),
                        staged.segments(),
                        Set.of(export.day().toString()))
                .get(0);
        PartitionLoader loader = exports.loader(export, table, executionId);
        CommitRecord built = loader.load(partition, current, Set.of(0)).generation();
        if (built.rows() != staged.rows()) {
            throw new IllegalStateException("rows of %s do not add up: %d read, %d written"
                    .formatted(built.partitionName(), staged.rows(), built.rows()));
        }
        return built;
    }
}
