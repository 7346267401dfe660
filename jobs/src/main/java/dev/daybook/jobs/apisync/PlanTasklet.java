package dev.daybook.jobs.apisync;

import dev.daybook.failure.DaybookException;
import dev.daybook.failure.Failpoints;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Finds out, in one transaction, what is to be fetched and what is to be loaded. */
final class PlanTasklet implements Tasklet {

    private final Syncs syncs;
    private final ListingPlan listing;
    private final ReplayPlan replay;
    private final FeedPlan feeds;

    PlanTasklet(Syncs syncs, ListingPlan listing, ReplayPlan replay, FeedPlan feeds) {
        this.syncs = syncs;
        this.listing = listing;
        this.replay = replay;
        this.feeds = feeds;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        Sync sync = syncs.of(context);
        if (sync.isReplay()) {
            replay.plan(sync);
            return RepeatStatus.FINISHED;
        }
        try {
            listing.plan(sync);
        } catch (DaybookException e) {
            if (e.kind() != DaybookException.Kind.STOPPED) {
                throw e;
            }
            contribution.getStepExecution().setTerminateOnly();
            return RepeatStatus.CONTINUABLE;
        }
        feeds.plan(sync);
        Failpoints.reach("sync-planned");
        return RepeatStatus.FINISHED;
    }
}
