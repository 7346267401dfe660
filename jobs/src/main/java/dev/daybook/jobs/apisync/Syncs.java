package dev.daybook.jobs.apisync;

import dev.daybook.sync.SyncFiles;
import dev.daybook.sync.SyncRuns.SyncRun;
import dev.daybook.sync.SyncSource;
import dev.daybook.sync.SyncSources;
import dev.daybook.sync.SyncVersions;
import java.time.LocalDate;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepExecution;

/** Finds what an execution is about by its parameters. */
record Syncs(SyncSources sources, DataSource database) {

    private static final String RUN = "run";

    static JobParameters parameters(SyncRun run) {
        JobParametersBuilder parameters = new JobParametersBuilder()
                .addString(ApiSync.SOURCE, run.source(), true)
                .addLong(RUN, run.id(), true);
        if (run.slot() != null) {
            parameters.addString(ApiSync.SLOT, run.slot(), false);
        }
        if (run.replayDay() != null) {
            parameters.addString(ApiSync.REPLAY, run.replayDay(), false);
        }
        return parameters.toJobParameters();
    }

    static long runOf(JobParameters parameters) {
        return Objects.requireNonNull(parameters.getLong(RUN));
    }

    Sync of(JobParameters parameters) {
        SyncSource source = sources.get(Objects.requireNonNull(parameters.getString(ApiSync.SOURCE)));
        String day = parameters.getString(ApiSync.REPLAY);
        return new Sync(
                source,
                runOf(parameters),
                day == null ? null : LocalDate.parse(day),
                new SyncFiles(database, source.name()),
                new SyncVersions(database, source.name()));
    }

    Sync of(StepExecution step) {
        return of(step.getJobExecution().getJobParameters());
    }

    Sync of(ChunkContext context) {
        return of(context.getStepContext().getStepExecution());
    }
}
