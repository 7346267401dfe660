package dev.daybook.jobs.apisync;

import dev.daybook.failure.Failpoints;
import dev.daybook.feed.Feeds;
import dev.daybook.launch.ExitCode;
import dev.daybook.lease.RunLease;
import dev.daybook.load.Ledger;
import dev.daybook.load.LoadCounts;
import dev.daybook.notify.Notices;
import dev.daybook.notify.SourceChange;
import dev.daybook.settings.Settings;
import dev.daybook.sync.FileState;
import dev.daybook.sync.SyncRuns;
import dev.daybook.sync.SyncSource.OnChange;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import tools.jackson.databind.json.JsonMapper;

/**
 * Ends a run whose files are all fetched and loaded: one announcement of everything nobody was told of yet, also what runs
 * before have left, in the transaction that ends the run; then bytes that nothing refers to any more are removed.
 */
final class FinishSync implements Tasklet, JobExecutionListener {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Syncs syncs;
    private final SyncRuns runs;
    private final Notices notices;
    private final Settings settings;
    private final StagedFiles staged;
    private final Ledger ledger;
    private final Feeds feeds;
    private final RunLease lease;

    FinishSync(
            Syncs syncs,
            SyncRuns runs,
            Notices notices,
            Settings settings,
            StagedFiles staged,
            Ledger ledger,
            Feeds feeds,
            RunLease lease) {
        this.syncs = syncs;
        this.runs = runs;
        this.notices = notices;
        this.settings = settings;
        this.staged = staged;
        this.ledger = ledger;
        this.feeds = feeds;
        this.lease = lease;
    }

    @Override
    public void beforeJob(JobExecution execution) {
        runs.setInstance(
                Syncs.runOf(execution.getJobParameters()),
                execution.getJobInstance().getInstanceId());
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        Failpoints.reach("sync-loaded");
        Sync sync = syncs.of(context);
        List<String> changed =
                sync.files().unannounced().stream().map(FileState::name).toList();
        if (!changed.isEmpty()) {
            announce(sync, changed, contribution.getStepExecution().getJobExecutionId());
            sync.files().setAnnounced();
        }
        int forgotten = sync.versions().forget(Instant.now().minus(sync.source().keep()));
        if (!changed.isEmpty() || forgotten > 0) {
            lease.requireHeld();
            staged.sweep(sync.source(), hashesInUse(sync));
        }
        runs.setDone(sync.run());
        return RepeatStatus.FINISHED;
    }

    private void announce(Sync sync, List<String> files, long execution) {
        String source = sync.source().name();
        SourceChange change = new SourceChange(
                ApiSync.NAME, execution, source, files, event(sync.source().onChange(), source, execution));
        notices.changed(change, settings.notices().changes() != null);
    }

    private static @Nullable String event(@Nullable OnChange onChange, String source, long execution) {
        if (onChange == null) {
            return null;
        }
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("job", onChange.job());
        event.put("parameters", onChange.parameters());
        event.put("requestId", "%s/%s/%d".formatted(ApiSync.NAME, source, execution));
        return JSON.writeValueAsString(event);
    }

    /** Of all versions that are kept, and of what tables may have to read again. */
    private Set<String> hashesInUse(Sync sync) {
        Stream<String> loaded = sync.files().all().stream()
                .filter(file -> file.loadId() != null)
                .map(file -> ledger.get(Objects.requireNonNull(file.loadId())).sha256());
        return Stream.concat(sync.versions().hashes().stream(), loaded).collect(Collectors.toSet());
    }

    /** Says when a load of the run has rejected more than its feed warns at. */
    @Override
    public void afterJob(JobExecution execution) {
        if (execution.getStatus() != BatchStatus.COMPLETED) {
            return;
        }
        ledger.ofInstance(execution.getJobInstance().getInstanceId()).stream()
                .filter(load -> isOverThreshold(load.feed(), load.counts()))
                .findFirst()
                .ifPresent(load -> execution.setExitStatus(new ExitStatus(
                        ExitCode.COMPLETED_WITH_REJECTS_STATUS,
                        "%,d of %,d rows of %s rejected, more than its feed warns at"
                                .formatted(
                                        load.counts().rejected(), load.counts().read(), load.source()))));
    }

    private boolean isOverThreshold(String feed, LoadCounts counts) {
        return counts.rejected() > feeds.get(feed).thresholds().warn() * counts.read();
    }
}
