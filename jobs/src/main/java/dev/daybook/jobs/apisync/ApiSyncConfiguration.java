package dev.daybook.jobs.apisync;

import dev.daybook.feed.Feeds;
import dev.daybook.launch.JobAdmission;
import dev.daybook.launch.OutcomeListener;
import dev.daybook.launch.StepGuards;
import dev.daybook.lease.RunLease;
import dev.daybook.load.FileLoads;
import dev.daybook.load.Ledger;
import dev.daybook.load.LoadContext;
import dev.daybook.load.LoadRunner;
import dev.daybook.notify.Notices;
import dev.daybook.notify.RunNotice;
import dev.daybook.progress.Progress;
import dev.daybook.settings.Secrets;
import dev.daybook.settings.Settings;
import dev.daybook.store.ObjectStores;
import dev.daybook.sync.SyncRuns;
import dev.daybook.sync.SyncSources;
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

/**
 * Wiring of api-sync: plan, fetch, load, take out what is gone, announce. Where a run is stands in the tables of its
 * source, so that each step is begun anew when a run is gone on with.
 */
@Configuration(proxyBeanMethods = false)
@Import(LoadContext.class)
class ApiSyncConfiguration {

    @Bean
    Syncs syncs(Settings settings, Feeds feeds, DataSource dataSource) {
        return new Syncs(new SyncSources(settings.sources(), feeds), dataSource);
    }

    @Bean
    SyncRuns syncRuns(DataSource dataSource) {
        return new SyncRuns(dataSource);
    }

    @Bean
    SourceServer sourceServer(Settings settings, RunLease lease) {
        return new SourceServer(
                settings, new Secrets(System.getenv(), settings.s3().region()), lease);
    }

    @Bean
    StagedFiles stagedFiles(ObjectStores store, Settings settings) {
        return new StagedFiles(store, settings);
    }

    @Bean
    LoadRunner loadRunner(
            FileLoads loads,
            Feeds feeds,
            Ledger ledger,
            Publisher publisher,
            JobRepository repository,
            Progress progress,
            RunLease lease,
            PlatformTransactionManager transactionManager) {
        return new LoadRunner(loads, feeds, ledger, publisher, repository, progress, lease, transactionManager);
    }

    @Bean
    JobAdmission admission(
            Syncs syncs, SyncRuns runs, SourceServer server, PlatformTransactionManager transactionManager) {
        return new SyncAdmission(syncs, runs, server, transactionManager);
    }

    @Bean
    RunNotice runNotice(Syncs syncs, Ledger ledger) {
        return new SyncNotice(syncs, ledger);
    }

    @Bean
    FinishSync finishSync(
            Syncs syncs,
            SyncRuns runs,
            Notices notices,
            Settings settings,
            StagedFiles staged,
            Ledger ledger,
            Feeds feeds,
            RunLease lease) {
        return new FinishSync(syncs, runs, notices, settings, staged, ledger, feeds, lease);
    }

    @Bean
    Job apiSync(
            JobRepository repository, Step plan, Step fetch, Step load, Step delete, Step finish, FinishSync ending) {
        return new JobBuilder(ApiSync.NAME, repository)
                .listener(new OutcomeListener())
                .listener(ending)
                .start(plan)
                .next(fetch)
                .next(load)
                .next(delete)
                .next(finish)
                .build();
    }

    @Bean
    Step plan(
            JobRepository repository,
            PlatformTransactionManager transactionManager,
            Syncs syncs,
            SyncRuns runs,
            SourceServer server,
            LoadRunner loads,
            Ledger ledger,
            StagedFiles staged) {
        PlanTasklet tasklet = new PlanTasklet(
                syncs,
                new ListingPlan(server),
                new ReplayPlan(runs, loads, staged),
                new FeedPlan(loads, ledger, staged));
        return new StepBuilder("plan", repository)
                .tasklet(tasklet, transactionManager)
                .allowStartIfComplete(true)
                .build();
    }

    /** A chunk is a file. */
    @Bean
    Step fetch(
            JobRepository repository,
            PlatformTransactionManager transactionManager,
            Syncs syncs,
            SourceServer server,
            StagedFiles staged,
            LoadRunner loads,
            StepInterruptionPolicy interruption,
            Progress progress) {
        FetchReader reader = new FetchReader(syncs, progress);
        FetchWriter writer = new FetchWriter(syncs, new Fetching(server), staged, loads, progress);
        return new ChunkOrientedStepBuilder<String, String>("fetch", repository, 1)
                .transactionManager(transactionManager)
                .reader(reader)
                .writer(writer)
                .interruptionPolicy(interruption)
                .listener((StepExecutionListener) reader)
                .listener((StepExecutionListener) writer)
                .listener(StepGuards.readToTheEnd(reader::isAtEnd))
                .allowStartIfComplete(true)
                .build();
    }

    /** A chunk is a file. */
    @Bean
    Step load(
            JobRepository repository,
            PlatformTransactionManager transactionManager,
            Syncs syncs,
            LoadRunner loads,
            StepInterruptionPolicy interruption) {
        LoadReader reader = new LoadReader(syncs, loads);
        LoadWriter writer = new LoadWriter(syncs, loads, transactionManager);
        return new ChunkOrientedStepBuilder<PendingLoad, PendingLoad>("load", repository, 1)
                .transactionManager(transactionManager)
                .reader(reader)
                .writer(writer)
                .interruptionPolicy(interruption)
                .listener((StepExecutionListener) reader)
                .listener((StepExecutionListener) writer)
                .listener(StepGuards.readToTheEnd(reader::isAtEnd))
                .allowStartIfComplete(true)
                .build();
    }

    @Bean
    Step delete(
            JobRepository repository,
            PlatformTransactionManager transactionManager,
            Syncs syncs,
            LoadRunner loads,
            Ledger ledger) {
        return new StepBuilder("delete", repository)
                .tasklet(new DeleteTasklet(syncs, loads, ledger, transactionManager), transactionManager)
                .allowStartIfComplete(true)
                .build();
    }

    @Bean
    Step finish(JobRepository repository, PlatformTransactionManager transactionManager, FinishSync finishSync) {
        return new StepBuilder("finish", repository)
                .tasklet(finishSync, transactionManager)
                .allowStartIfComplete(true)
                .build();
    }
}
