package dev.daybook.jobs.clickstream;

import dev.daybook.feed.Feeds;
import dev.daybook.launch.JobAdmission;
import dev.daybook.launch.OutcomeListener;
import dev.daybook.launch.StepGuards;
import dev.daybook.lease.RunLease;
import dev.daybook.load.JdbcPublicationLog;
import dev.daybook.load.Ledger;
import dev.daybook.load.LoadContext;
import dev.daybook.load.LoadNotice;
import dev.daybook.load.LoadWarnings;
import dev.daybook.notify.RunNotice;
import dev.daybook.progress.Progress;
import dev.daybook.settings.Settings;
import dev.daybook.store.ObjectStores;
import dev.daybook.table.Publisher;
import java.util.Set;
import javax.sql.DataSource;
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

/** Wiring of clickstream-compaction: stage the events of listed objects, merge each date they are of, record it. */
@Configuration(proxyBeanMethods = false)
@Import(LoadContext.class)
class ClickstreamConfiguration {

    @Bean
    DeliveryLog deliveryLog(DataSource dataSource) {
        return new DeliveryLog(dataSource);
    }

    @Bean
    Compactions compactions(
            Feeds feeds,
            Settings settings,
            ObjectStores store,
            Ledger ledger,
            JdbcPublicationLog publications,
            DeliveryLog deliveries) {
        return new Compactions(feeds, settings, store, ledger, publications, deliveries);
    }

    @Bean
    JobAdmission admission(Compactions compactions, PlatformTransactionManager transactionManager) {
        return new CompactionAdmission(compactions, transactionManager);
    }

    @Bean
    LoadWarnings warnings(DataSource dataSource) {
        return new LoadWarnings(dataSource);
    }

    @Bean
    RunNotice runNotice(Ledger ledger, DeliveryLog deliveries, LoadWarnings warnings) {
        return new CompactionNotice(new LoadNotice(ledger, Set.of()), deliveries, warnings);
    }

    @Bean
    FinishCompaction finishCompaction(Compactions compactions, RunLease lease) {
        return new FinishCompaction(compactions, lease);
    }

    @Bean
    Job clickstreamCompaction(
            JobRepository repository, Step stage, Step publish, Step finish, FinishCompaction finishCompaction) {
        return new JobBuilder(Clickstream.NAME, repository)
                .listener(new OutcomeListener())
                .listener(finishCompaction)
                .start(stage)
                .next(publish)
                .next(finish)
                .build();
    }

    /** A chunk is a group of objects. */
    @Bean
    Step stage(
            JobRepository repository,
            PlatformTransactionManager transactionManager,
            Compactions compactions,
            LoadWarnings warnings,
            StepInterruptionPolicy interruption,
            Progress progress) {
        DeliveryReader reader = new DeliveryReader(compactions, warnings);
        DeliveryStager writer = new DeliveryStager(compactions, progress);
        return StepGuards.<StagedGroup, StagedGroup>keepingItsPlace(DeliveryStager.STEP, repository)
                .transactionManager(transactionManager)
                .reader(reader)
                .writer(writer)
                .interruptionPolicy(interruption)
                .listener((StepExecutionListener) reader)
                .listener((StepExecutionListener) writer)
                .listener(StepGuards.readToTheEnd(reader::isAtEnd))
                .build();
    }

    /** A chunk is an event date. */
    @Bean
    Step publish(
            JobRepository repository,
            PlatformTransactionManager transactionManager,
            Compactions compactions,
            Publisher publisher,
            StepInterruptionPolicy interruption,
            Progress progress) {
        DateReader reader = new DateReader(compactions, progress);
        return new ChunkOrientedStepBuilder<BuiltDate, BuiltDate>("publish", repository, 1)
                .transactionManager(transactionManager)
                .reader(reader)
                .writer(new DatePublisher(reader, publisher, progress))
                .interruptionPolicy(interruption)
                .listener((StepExecutionListener) reader)
                .listener(StepGuards.readToTheEnd(reader::isAtEnd))
                .build();
    }

    /** Conservation, the ledger's last word. */
    @Bean
    Step finish(
            JobRepository repository,
            PlatformTransactionManager transactionManager,
            FinishCompaction finishCompaction) {
        return new StepBuilder("finish", repository)
                .tasklet(finishCompaction, transactionManager)
                .build();
    }
}
