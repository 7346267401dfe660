package dev.daybook.jobs.historyexport;

import dev.daybook.launch.JobAdmission;
import dev.daybook.launch.OutcomeListener;
import dev.daybook.launch.StepGuards;
import dev.daybook.lease.RunLease;
import dev.daybook.load.HistoryLog;
import dev.daybook.load.JdbcPublicationLog;
import dev.daybook.load.Ledger;
import dev.daybook.load.LoadContext;
import dev.daybook.settings.Settings;
import dev.daybook.store.ObjectStores;
import dev.daybook.table.Publisher;
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

/** Wiring of history-export: stage the day's rows, publish its partition of each table, record it as done. */
@Configuration(proxyBeanMethods = false)
@Import(LoadContext.class)
class HistoryExportConfiguration {

    @Bean
    HistoryFacts historyFacts(DataSource dataSource) {
        return new HistoryFacts(dataSource);
    }

    @Bean
    HistoryLog historyLog(DataSource dataSource) {
        return new HistoryLog(dataSource);
    }

    @Bean
    Exports exports(ObjectStores store, Settings settings) {
        return new Exports(store, settings);
    }

    @Bean
    JobAdmission admission(HistoryFacts facts, HistoryLog log, JdbcPublicationLog publications) {
        return new ExportAdmission(facts, log, publications);
    }

    @Bean
    FinishExport finishExport(Exports exports, HistoryLog log, RunLease lease) {
        return new FinishExport(exports, log, lease);
    }

    @Bean
    Job historyExport(JobRepository repository, Step stage, Step publish, Step finish, FinishExport finishExport) {
        return new JobBuilder(HistoryExport.NAME, repository)
                .listener(new OutcomeListener())
                .listener(finishExport)
                .start(stage)
                .next(publish)
                .next(finish)
                .build();
    }

    /** A chunk is a page of rows, or the rejects of a chunk of a load. */
    @Bean
    Step stage(
            JobRepository repository,
            PlatformTransactionManager transactionManager,
            HistoryFacts facts,
            Ledger ledger,
            Exports exports,
            StepInterruptionPolicy interruption) {
        HistoryReader reader = new HistoryReader(facts, ledger, exports.store(), exports.settings());
        HistoryStager writer = new HistoryStager(exports);
        return StepGuards.<HistoryBlock, HistoryBlock>keepingItsPlace(HistoryStager.STEP, repository)
                .transactionManager(transactionManager)
                .reader(reader)
                .writer(writer)
                .interruptionPolicy(interruption)
                .listener((StepExecutionListener) reader)
                .listener((StepExecutionListener) writer)
                .build();
    }

    /** A chunk is a table. */
    @Bean
    Step publish(
            JobRepository repository,
            PlatformTransactionManager transactionManager,
            Exports exports,
            Publisher publisher,
            JdbcPublicationLog publications,
            StepInterruptionPolicy interruption) {
        TablePublisher writer = new TablePublisher(exports, publisher, publications, repository);
        return new ChunkOrientedStepBuilder<HistoryTable, HistoryTable>("publish", repository, 1)
                .transactionManager(transactionManager)
                .reader(new TableReader())
                .writer(writer)
                .interruptionPolicy(interruption)
                .listener((StepExecutionListener) writer)
                .build();
    }

    @Bean
    Step finish(JobRepository repository, PlatformTransactionManager transactionManager, FinishExport finishExport) {
        return new StepBuilder("finish", repository)
                .tasklet(finishExport, transactionManager)
                .build();
    }
}
