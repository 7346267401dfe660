package dev.daybook.load;

import dev.daybook.launch.OutcomeListener;
import dev.daybook.launch.StepGuards;
import dev.daybook.lease.RunLease;
import dev.daybook.progress.Progress;
import dev.daybook.table.Publisher;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.builder.SimpleJobBuilder;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepInterruptionPolicy;
import org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.PlatformTransactionManager;

/** The steps of a job that loads a file: stage its rows, publish each partition they touch, file the input away. */
@Configuration(proxyBeanMethods = false)
@Import(LoadContext.class)
public class FileJobSteps {

    /** The job of these steps, one after another, that is called {@code name}. */
    public static Job job(
            String name, JobRepository repository, FileLoads loads, RunLease lease, Step first, Step... others) {
        SimpleJobBuilder job = new JobBuilder(name, repository)
                .listener(new OutcomeListener())
                .listener(new LoadListener(loads, lease))
                .start(first);
        for (Step step : others) {
            job.next(step);
        }
        return job.build();
    }

    /** A chunk is a block of some megabytes of text. */
    @Bean
    Step stage(
            JobRepository repository,
            PlatformTransactionManager transactionManager,
            FileLoads loads,
            StepInterruptionPolicy interruption,
            Progress progress) {
        StageReader reader = new StageReader(loads);
        StageWriter writer = new StageWriter(loads, progress);
        return StepGuards.<StagedBlock, StagedBlock>keepingItsPlace(StageWriter.STEP, repository)
                .transactionManager(transactionManager)
                .reader(reader)
                .writer(writer)
                .interruptionPolicy(interruption)
                .listener((StepExecutionListener) reader)
                .listener((StepExecutionListener) writer)
                .listener(StepGuards.readToTheEnd(reader::isAtEnd))
                .build();
    }

    /** A chunk is a partition. */
    @Bean
    Step publish(
            JobRepository repository,
            PlatformTransactionManager transactionManager,
            FileLoads loads,
            Publisher publisher,
            StepInterruptionPolicy interruption,
            Progress progress,
            ObjectProvider<PartOfDecision> job) {
        PublishReader reader = new PublishReader(loads, repository, progress);
        return new ChunkOrientedStepBuilder<BuiltPartition, BuiltPartition>("publish", repository, 1)
                .transactionManager(transactionManager)
                .reader(reader)
                .writer(new PublishWriter(reader, publisher, progress, job.getIfAvailable(() -> PartOfDecision.NONE)))
                .interruptionPolicy(interruption)
                .listener((StepExecutionListener) reader)
                .listener(StepGuards.readToTheEnd(reader::isAtEnd))
                .build();
    }

    /** Conservation, filing away, the ledger's last word. */
    @Bean
    Step finish(
            JobRepository repository, PlatformTransactionManager transactionManager, FileLoads loads, RunLease lease) {
        return new StepBuilder("finish", repository)
                .tasklet(new FinishTasklet(loads, lease), transactionManager)
                .build();
    }
}
