package dev.daybook.load;

import dev.daybook.feed.Feed;
import dev.daybook.feed.Feeds;
import dev.daybook.settings.Settings;
import dev.daybook.store.ObjectStore;
import dev.daybook.table.PublicationLog;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.step.StepExecution;

/** Finds the load a job execution is about. */
public final class FileLoads {

    private final Feeds feeds;
    private final Settings settings;
    private final ObjectStore store;
    private final Ledger ledger;
    private final PublicationLog publications;
    private final Map<Long, ScannedFile> scanned = new ConcurrentHashMap<>();

    public FileLoads(Feeds feeds, Settings settings, ObjectStore store, Ledger ledger, PublicationLog publications) {
        this.feeds = feeds;
        this.settings = settings;
        this.store = store;
        this.ledger = ledger;
        this.publications = publications;
    }

    /** Spares the load a second reading of a file that the admission has just read. */
    void remember(long loadId, ScannedFile file) {
        scanned.put(loadId, file);
    }

    FileLoad of(StepExecution step) {
        return of(step.getJobExecution().getJobParameters());
    }

    FileLoad of(JobParameters parameters) {
        LedgerEntry entry = ledger.get(Objects.requireNonNull(parameters.getLong(FileAdmission.LOAD_ID)));
        String feedFile = parameters.getString(FileAdmission.FEED_FILE);
        Feed feed = feeds.get(feedFile == null ? entry.feed() : feedFile);
        Map<String, String> given = new HashMap<>();
        parameters.forEach(parameter -> given.put(parameter.name(), String.valueOf(parameter.value())));
        FileLoad load =
                new FileLoad(entry, feed, settings, store, ledger, publications, given, scanned.get(entry.loadId()));
        return feed.unknownColumns() == Feed.UnknownColumns.KEEP ? load.withKeptColumns() : load;
    }
}
