package dev.daybook.jobs.legacyimport;

import dev.daybook.feed.Feeds;
import dev.daybook.launch.JobAdmission;
import dev.daybook.launch.OutcomeListener;
import dev.daybook.launch.StepGuards;
import dev.daybook.lease.RunLease;
import dev.daybook.load.BuiltPartition;
import dev.daybook.load.FileAdmission;
import dev.daybook.load.FileLoads;
import dev.daybook.load.FinishTasklet;
import dev.daybook.load.Ledger;
import dev.daybook.load.LoadContext;
import dev.daybook.load.LoadListener;
import dev.daybook.load.LoadNotice;
import dev.daybook.load.PublishReader;
import dev.daybook.load.PublishWriter;
import dev.daybook.load.StageReader;
import dev.daybook.load.StageWriter;
import dev.daybook.load.StagedBlock;
import dev.daybook.notify.RunNotice;
import dev.daybook.progress.Progress;
import dev.daybook.table.Publisher;
import java.util.Set;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepInterruptionPolicy;
import org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.PlatformTransactionManager;

/** Wiring of legacy-import: stage the file's rows, publish each partition they touch, file the input away. */
@Configuration(proxyBeanMethods = false)
@Import(LoadContext.class)
class LegacyImportConfiguration {

    @Bean
    JobAdmission admission(Feeds feeds, Ledger ledger, FileLoads loads) {
        return new LegacyImportAdmission(feeds, new FileAdmission(ledger, loads));
    }

    @Bean
    RunNotice runNotice(Ledger ledger) {
        return new LoadNotice(ledger, Set.of());
    }

    @Bean
    Job legacyImport(JobRepository repository, Step stage, Step publish, Step finish, FileLoads loads, RunLease lease) {
        return new JobBuilder("legacy-import", repository)
                .listener(new OutcomeListener())
                .listener(new LoadListener(loads, lease))
                .start(stage)
                .next(publish)
                .next(finish)
                .build();
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
        return new ChunkOrientedStepBuilder<StagedBlock, StagedBlock>(StageWriter.STEP, repository, 1)
                .transactionManager(transactionManager)
                .reader(reader)
                .writer(writer)
                .interruptionPolicy(interruption)
                .listener((StepExecutionListener) reader)
                .listener((StepExecutionListener) writer)
                .listener(StepGuards.keepingItsPlace(repository))
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
            Progress progress) {
        PublishReader reader = new PublishReader(loads, repository, progress);
        return new ChunkOrientedStepBuilder<BuiltPartition, BuiltPartition>("publish", repository, 1)
                .transactionManager(transactionManager)
                .reader(reader)
                .writer(new PublishWriter(reader, publisher, progress))
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
