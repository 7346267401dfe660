package dev.daybook.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.daybook.database.Database;
import dev.daybook.lease.Leases;
import dev.daybook.lease.RunLease;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.AbstractJob;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemStream;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * What Batch alone makes of a step of 100 rows that is interrupted in its first chunk, and what our guards make of it. On
 * PostgreSQL, as an interruption closes the file of an H2 database in this process.
 */
class StepGuardsTests {

    private static final int ROWS = 100;

    @TempDir
    private Path folder;

    private HikariDataSource source;
    private JobRepository repository;
    private final List<Integer> written = new ArrayList<>();
    private List<Integer> left = new ArrayList<>();

    @BeforeEach
    void open() {
        source = Database.open(new DataFolder(folder, TestDatabase.POSTGRESQL).settings());
        repository = PlainRepository.of(source);
        left = new ArrayList<>(IntStream.range(0, ROWS).boxed().toList());
    }

    @AfterEach
    void close() {
        Thread.interrupted();
        source.close();
    }

    /** A step whose second chunk is rolled back when its place is noted already. */
    private Step stepThatLosesAChunk(JobRepository repository) {
        ItemStream place = new ItemStream() {
            @Override
            public void update(ExecutionContext context) {
                context.putInt("place", written.size());
                if (written.size() == 20) {
                    throw new IllegalStateException("the database went away");
                }
            }
        };
        return new ChunkOrientedStepBuilder<Integer, Integer>("rows", repository, 10)
                        .transactionManager(new JdbcTransactionManager(source))
                        .reader(() -> left.isEmpty() ? null : left.remove(0))
                        .writer(chunk -> written.addAll(chunk.getItems()))
                        .stream(place)
                        .build();
    }

    private int savedPlace() {
        return Objects.requireNonNull(
                        repository.getLastStepExecution(repository.getLastJobInstance("hundred-rows"), "rows"))
                .getExecutionContext()
                .getInt("place");
    }

    private ChunkOrientedStepBuilder<Integer, Integer> step() {
        ItemReader<Integer> reader = () -> left.isEmpty() ? null : left.remove(0);
        ItemWriter<Integer> writer = chunk -> {
            written.addAll(chunk.getItems());
            Thread.currentThread().interrupt();
        };
        return new ChunkOrientedStepBuilder<Integer, Integer>("rows", repository, 10)
                .transactionManager(new JdbcTransactionManager(source))
                .reader(reader)
                .writer(writer);
    }

    private BatchStatus run(Step step) throws Exception {
        AbstractJob job = (AbstractJob)
                new JobBuilder("hundred-rows", repository).start(step).build();
        JobParameters none = new JobParameters();
        JobExecution execution = repository.createJobExecution(
                repository.createJobInstance(job.getName(), none), none, new ExecutionContext());
        job.execute(execution);
        return execution.getStatus();
    }

    /** TRAPS B7: when this fails, the guards may go. */
    @Test
    void batchAloneCallsItCompleteWithATenthOfTheRows() throws Exception {
        assertThat(run(step().build())).isEqualTo(BatchStatus.COMPLETED);
        assertThat(written).hasSize(10);
    }

    @Test
    void ourPolicyStopsIt() throws Exception {
        RunLease lease = new RunLease(new Leases(source, Duration.ofMinutes(1)));
        assertThat(run(step().interruptionPolicy(StepGuards.interruption(lease)).build()))
                .isEqualTo(BatchStatus.STOPPED);
        assertThat(written).hasSize(10);
    }

    /** When this fails, the guard may go. */
    @Test
    void batchAloneSavesThePlaceOfAChunkThatWasRolledBack() throws Exception {
        assertThat(run(stepThatLosesAChunk(repository))).isEqualTo(BatchStatus.FAILED);
        assertThat(savedPlace()).isEqualTo(20);
    }

    @Test
    void withOurGuardThePlaceIsThatOfTheLastChunkCommitted() throws Exception {
        assertThat(run(stepThatLosesAChunk(StepGuards.committedPlaces(repository))))
                .isEqualTo(BatchStatus.FAILED);
        assertThat(savedPlace()).isEqualTo(10);
    }

    @Test
    void aStepWhoseReaderHasNotComeToTheEndFailsWhateverEndedIt() throws Exception {
        assertThat(run(step().listener(StepGuards.readToTheEnd(() -> left.isEmpty()))
                        .build()))
                .isEqualTo(BatchStatus.FAILED);
    }
}
