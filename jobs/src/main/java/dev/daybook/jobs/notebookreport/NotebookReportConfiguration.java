package dev.daybook.jobs.notebookreport;

import dev.daybook.jobs.notebookreport.ArchiveWriter.Move;
import dev.daybook.launch.JobAdmission;
import dev.daybook.launch.OutcomeListener;
import dev.daybook.launch.StepGuards;
import dev.daybook.lease.RunLease;
import dev.daybook.load.LoadContext;
import dev.daybook.notify.RunNotice;
import dev.daybook.reporting.ReportIndex;
import dev.daybook.reporting.ReportLog;
import dev.daybook.settings.Settings;
import dev.daybook.store.ObjectStores;
import dev.daybook.table.FileCatalog;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.StepInterruptionPolicy;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.PlatformTransactionManager;

/** Wiring of notebook-report: stage extracts, run the cells over them, render, archive, publish. */
@Configuration(proxyBeanMethods = false)
@Import(LoadContext.class)
class NotebookReportConfiguration {

    @Bean
    CellStart cellStart(ObjectStores store, Settings settings) {
        return new CellStart(store, settings.templates().resolve("lib"));
    }

    @Bean
    ReportLog reportLog(DataSource dataSource) {
        return new ReportLog(dataSource);
    }

    @Bean
    Templates templates(Settings settings) {
        return new Templates(settings.templates());
    }

    @Bean
    ReportRun reportRun(ObjectStores store, Settings settings, ReportLog log, Templates templates) {
        return new ReportRun(store, settings, log, templates);
    }

    @Bean
    ReportIndex reportIndex(ReportRun run) {
        return new ReportIndex(run.log(), run.store(), run.places());
    }

    @Bean
    JobAdmission admission(Templates templates, ReportLog log, FileCatalog catalog) {
        return new ReportAdmission(templates, log, catalog);
    }

    @Bean
    RunNotice notice(ReportRun run) {
        return new ReportNotice(run);
    }

    @Bean
    Job notebookReport(JobRepository repository, Step extract, Step execute, Step render, Step archive, Step publish) {
        return new JobBuilder(NotebookReport.NAME, repository)
                .listener(new OutcomeListener())
                .start(extract)
                .next(execute)
                .next(render)
                .next(archive)
                .next(publish)
                .build();
    }

    @Bean
    ChunkSteps chunkSteps(
            JobRepository repository,
            PlatformTransactionManager transactionManager,
            StepInterruptionPolicy interruption) {
        return new ChunkSteps(repository, transactionManager, interruption);
    }

    @Bean
    Step extract(ChunkSteps steps, ReportRun run, FileCatalog catalog) {
        return steps.of(ExtractWriter.STEP, step -> template(run, step), new ExtractWriter(run, catalog));
    }

    @Bean
    Step execute(
            ChunkSteps steps,
            ReportRun run,
            CellStart cells,
            ReportIndex index,
            RunLease lease,
            PlatformTransactionManager transactionManager) {
        FailedReport failed = new FailedReport(run, index, transactionManager);
        return steps.of("execute", step -> template(run, step), new ExecuteWriter(run, cells, failed, lease));
    }

    @Bean
    Step render(ChunkSteps steps, ReportRun run) {
        return steps.of("render", step -> List.of(Artifact.values()), new RenderWriter(run));
    }

    @Bean
    Step archive(ChunkSteps steps, ReportRun run, RunLease lease) {
        Function<StepExecution, List<Move>> moves = step -> ArchiveWriter.moves(run, step);
        return steps.of("archive", moves, new ArchiveWriter(run, lease));
    }

    @Bean
    Step publish(
            JobRepository repository,
            PlatformTransactionManager transactionManager,
            ReportRun run,
            ReportIndex index,
            RunLease lease) {
        return new StepBuilder("publish", repository)
                .tasklet(new PublishReport(run, index, lease, transactionManager), transactionManager)
                .build();
    }

    private static List<Template> template(ReportRun run, StepExecution step) {
        return List.of(run.template(run.report(step.getJobExecution().getJobParameters())));
    }

    /** Chunk steps over a few items, each a chunk of its own. */
    record ChunkSteps(
            JobRepository repository,
            PlatformTransactionManager transactionManager,
            StepInterruptionPolicy interruption) {

        <T, W extends ItemWriter<T> & StepExecutionListener> Step of(
                String name, Function<StepExecution, List<T>> items, W writer) {
            ListReader<T> reader = new ListReader<>(items);
            return StepGuards.<T, T>keepingItsPlace(name, repository)
                    .transactionManager(transactionManager)
                    .reader(reader)
                    .writer(writer)
                    .interruptionPolicy(interruption)
                    .listener((StepExecutionListener) reader)
                    .listener((StepExecutionListener) writer)
                    .build();
        }
    }
}
