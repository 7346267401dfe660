package dev.daybook.load;

import dev.daybook.failure.DaybookException;
import dev.daybook.feed.Feed;
import dev.daybook.feed.FeedParser;
import dev.daybook.feed.Feeds;
import dev.daybook.settings.Settings;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStore;
import java.nio.file.Path;
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
    private final JdbcPublicationLog publications;
    private final Map<Long, ScannedFile> scanned = new ConcurrentHashMap<>();

    public FileLoads(
            Feeds feeds, Settings settings, ObjectStore store, Ledger ledger, JdbcPublicationLog publications) {
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

    /** Takes a file out of the landing zone whose content is loaded and filed away already. */
    void clearLanding(LedgerEntry loaded, ScannedFile again) {
        boolean isDelivered = settings.zones().landing().contains(again.location());
        boolean isFiled = loaded.processedUri() != null
                && store.head(Location.parse(loaded.processedUri(), Path.of("/")))
                        .isPresent();
        if (isDelivered && isFiled) {
            store.deleteIfCurrent(again.location(), again.version());
        }
    }

    /** Records that the file does not fit its feed. */
    void refuse(JobParameters parameters) {
        ledger.refuse(Objects.requireNonNull(parameters.getLong(FileAdmission.LOAD_ID)));
    }

    FileLoad of(StepExecution step) {
        return of(step.getJobExecution().getJobParameters());
    }

    FileLoad of(JobParameters parameters) {
        LedgerEntry entry = ledger.get(Objects.requireNonNull(parameters.getLong(FileAdmission.LOAD_ID)));
        Map<String, String> given = new HashMap<>();
        parameters.forEach(parameter -> given.put(parameter.name(), String.valueOf(parameter.value())));
        return withColumns(entry, given);
    }

    /** A load that was begun by no parameters of its own. */
    FileLoad of(LedgerEntry entry) {
        return withColumns(entry, Map.of());
    }

    private FileLoad withColumns(LedgerEntry entry, Map<String, String> given) {
        Feed base = baseOf(entry, given).withTables(tablesOf(entry, true));
        Feed feed = FileAdmission.asWritten(base, given);
        Map<String, String> parameters = withOriginalName(given);
        FileLoad load = new FileLoad(
                entry, feed, settings, store, ledger, publications, parameters, scanned.get(entry.loadId()));
        return feed.unknownColumns() == Feed.UnknownColumns.KEEP
                ? load.withKeptColumns(earlier -> FileAdmission.asWritten(base, ledger.parameters(earlier.loadId())))
                : load;
    }

    private LakeTables tablesOf(LedgerEntry entry, boolean isLoading) {
        return new LakeTables(store, new LoadTables(entry.loadId(), ledger, publications, isLoading));
    }

    private Feed baseOf(LedgerEntry entry, Map<String, String> given) {
        return feeds.get(given.getOrDefault(FileAdmission.FEED_FILE, entry.feed()));
    }

    /** Parameters as the parser is to have them for a load that was run with these. */
    Map<String, String> parametersOf(LedgerEntry earlier) {
        return withOriginalName(ledger.parameters(earlier.loadId()));
    }

    private Map<String, String> withOriginalName(Map<String, String> given) {
        Map<String, String> all = new HashMap<>(given);
        Map<String, String> of = given;
        while (of.containsKey(FileAdmission.REPLAY_OF)) {
            LedgerEntry original = ledger.get(Long.parseLong(of.get(FileAdmission.REPLAY_OF)));
            all.put(
                    FeedParser.ORIGINAL_NAME,
                    Location.parse(original.sourceUri(), Path.of("/")).name());
            of = ledger.parameters(original.loadId());
        }
        return all;
    }

    /** A load as the feed now is. */
    FileLoad of(LedgerEntry entry, Feed feed) {
        return new FileLoad(entry, feed, settings, store, ledger, publications, Map.of(), null);
    }

    /**
     * The feed an earlier load is read again by, for {@code load}.
     *
     * @throws DaybookException when its rows are laid out otherwise than those of this load
     */
    Feed feedOf(LedgerEntry earlier, FileLoad load) {
        Map<String, String> given = ledger.parameters(earlier.loadId());
        if (earlier.feed().equals(load.entry().feed())) {
            Feed base = baseOf(load.entry(), load.parameters());
            return load.feed().writtenAs(FileAdmission.asWritten(base, given)).withTables(tablesOf(earlier, false));
        }
        Feed own = FileAdmission.asWritten(baseOf(earlier, given), given).withTables(tablesOf(earlier, false));
        if (!own.schema()
                .layout()
                .columns()
                .equals(load.feed().schema().layout().columns())) {
            throw DaybookException.configuration(
                    "rows of %s have to be read again by feed %s, whose columns are not those of feed %s: expected the same columns of both"
                            .formatted(earlier.source(), own.name(), load.feed().name()));
        }
        return own;
    }
}
