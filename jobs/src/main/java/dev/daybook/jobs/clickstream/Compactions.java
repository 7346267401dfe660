package dev.daybook.jobs.clickstream;

import dev.daybook.failure.DaybookException;
import dev.daybook.feed.Feed;
import dev.daybook.feed.Feeds;
import dev.daybook.load.FileAdmission;
import dev.daybook.load.FileRequest;
import dev.daybook.load.JdbcPublicationLog;
import dev.daybook.load.Ledger;
import dev.daybook.load.LedgerEntry;
import dev.daybook.settings.Settings;
import dev.daybook.store.ObjectStore;
import java.util.Map;
import java.util.Objects;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.step.StepExecution;

/** Finds the compaction a job execution is about. */
record Compactions(
        Feeds feeds,
        Settings settings,
        ObjectStore store,
        Ledger ledger,
        JdbcPublicationLog publications,
        DeliveryLog deliveries) {

    private static final String BY_ID = "id";
    private static final String BY_CONTENT = "content";

    /** @throws DaybookException of kind CONFIGURATION when there is no such feed, or it is not of events */
    Feed feedOf(Map<String, String> parameters) {
        Feed feed = FileRequest.feedOf(parameters, Clickstream.DEFAULT_FEED, feeds);
        if (feed.events() == null) {
            throw DaybookException.configuration(
                    "feed %s says nothing of events: expected the key `events` in it".formatted(feed.name()));
        }
        return feed;
    }

    /** @throws DaybookException of kind CONFIGURATION for any other word */
    static boolean isByContent(Map<String, String> parameters) {
        String dedup = parameters.getOrDefault(Clickstream.DEDUP, BY_ID);
        if (!dedup.equals(BY_ID) && !dedup.equals(BY_CONTENT)) {
            throw DaybookException.configuration("dedup: expected id or content, found '%s'".formatted(dedup));
        }
        return dedup.equals(BY_CONTENT);
    }

    /** Those of a run of this compaction, whoever asks for it. */
    static JobParameters parameters(LedgerEntry entry, String feed, boolean byContent) {
        JobParametersBuilder parameters = new JobParametersBuilder()
                .addString(FileRequest.FEED, feed, true)
                .addString(Clickstream.DEDUP, byContent ? BY_CONTENT : BY_ID, true)
                .addString("deliveries", entry.sha256(), true)
                .addLong("revision", (long) entry.revision(), true)
                .addString("key", entry.sourceKey(), false)
                .addLong(FileAdmission.LOAD_ID, entry.loadId(), false);
        String date = new Scope(entry.sourceKey().split("/")[0]).date();
        if (date != null) {
            parameters.addString(Clickstream.DATE, date, true);
        }
        return parameters.toJobParameters();
    }

    Compaction of(StepExecution step) {
        return of(step.getJobExecution().getJobParameters());
    }

    Compaction of(JobParameters parameters) {
        Map<String, String> given = Map.of(
                FileRequest.FEED, Objects.requireNonNull(parameters.getString(FileRequest.FEED)),
                Clickstream.DEDUP, Objects.requireNonNull(parameters.getString(Clickstream.DEDUP)));
        LedgerEntry entry = ledger.get(Objects.requireNonNull(parameters.getLong(FileAdmission.LOAD_ID)));
        return new Compaction(
                entry, feedOf(given), isByContent(given), settings, store, ledger, publications, deliveries);
    }
}
