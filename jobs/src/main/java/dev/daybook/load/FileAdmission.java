package dev.daybook.load;

import dev.daybook.failure.DaybookException;
import dev.daybook.feed.Feed;
import dev.daybook.feed.FileScan;
import dev.daybook.launch.Admission;
import dev.daybook.load.LedgerEntry.Status;
import dev.daybook.store.Location;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;

/**
 * Decides whether a file has to be loaded. Its identity is feed, source key, content and revision: the content the table
 * has of that key now is a duplicate, any other is a new version, also an old one that comes back.
 */
public final class FileAdmission {

    /** Number of the load in the ledger, as a parameter. */
    public static final String LOAD_ID = "loadId";

    /** Parameter with the path of a feed that is not found by its name. */
    public static final String FEED_FILE = "feedFile";

    /** Parameter with the number of the load whose mended rejects the file has. */
    public static final String REPLAY_OF = "replayOfLoad";

    private static final int MAX_KEY_LENGTH = 500;
    private static final int MAX_PLACE_LENGTH = 2_000;

    private final Ledger ledger;
    private final FileLoads loads;

    public FileAdmission(Ledger ledger, FileLoads loads) {
        this.ledger = ledger;
        this.loads = loads;
    }

    /** The feed for a file of a run with {@code parameters}: reject files are not written as the feed's own files are. */
    public static Feed asWritten(Feed feed, Map<String, String> parameters) {
        return parameters.containsKey(REPLAY_OF) ? feed.forRejectFiles() : feed;
    }

    /**
     * What is loaded at most once at a time: a file together with its mended rejects.
     *
     * @param others parameters that do not identify the run
     * @throws DaybookException of kind CONFIGURATION when the key is too long
     */
    public String subject(Feed feed, String sourceKey, Map<String, String> others) {
        requireShortKey(sourceKey);
        if (feed.events() != null) {
            throw DaybookException.configuration(
                    "feed %s is of events in many files: expected the job clickstream-compaction for them"
                            .formatted(feed.name()));
        }
        return ledger.replays()
                .fileOf(others.get(REPLAY_OF))
                .map(LedgerEntry::source)
                .orElse(feed.name() + "/" + sourceKey);
    }

    /**
     * @param sourceKey what the sender calls the file
     * @param others parameters that do not identify the run
     */
    public Admission admit(Feed feed, String sourceKey, ScannedFile file, Map<String, String> others) {
        FileScan scan = file.scan();
        requireShortPlace(file.location());
        requireReplayable(others.get(REPLAY_OF));
        Optional<LedgerEntry> live = ledger.latestPublished(feed.name(), sourceKey)
                .filter(entry -> entry.status().isLive())
                .filter(entry -> entry.sha256().equals(scan.sha256()));
        if (live.isPresent()) {
            long instance = Objects.requireNonNull(live.get().jobInstanceId());
            loads.clearLanding(live.get(), file);
            return new Admission.Duplicate(
                    instance,
                    "%s with this content is loaded already"
                            .formatted(live.get().source()));
        }
        String contract = contract(feed, others);
        LedgerEntry entry = unfinished(feed, sourceKey, scan, contract)
                .map(begun -> from(begun, file))
                .orElseGet(() -> record(feed, sourceKey, file, contract, others.get(REPLAY_OF)));
        loads.remember(entry.loadId(), file);
        return new Admission.Start(parameters(entry, file.location(), others));
    }

    /**
     * A load of this very content that can be gone on with: the key's latest, read by the same feed and parameters, and
     * undisturbed by others.
     */
    private Optional<LedgerEntry> unfinished(Feed feed, String sourceKey, FileScan scan, String contract) {
        return ledger.latest(feed.name(), sourceKey)
                .filter(entry -> entry.status() == Status.LOADING)
                .filter(entry -> entry.sha256().equals(scan.sha256()))
                .filter(entry -> entry.table().equals(feed.table()))
                .filter(entry -> entry.contract().equals(contract))
                .filter(entry -> loads.of(entry, feed).canGoOn());
    }

    private LedgerEntry from(LedgerEntry begun, ScannedFile file) {
        ledger.setSource(begun.loadId(), file.location().toString(), file.version());
        return ledger.get(begun.loadId());
    }

    private void requireReplayable(@Nullable String replayOf) {
        if (replayOf == null) {
            return;
        }
        LedgerEntry file = ledger.replays()
                .fileOf(replayOf)
                .orElseThrow(() -> DaybookException.configuration(
                        "%s: expected the number of a load, found '%s'; `daybook replay` gives it"
                                .formatted(REPLAY_OF, replayOf)));
        requireCurrent(ledger.get(Long.parseLong(replayOf)));
        requireCurrent(file);
    }

    /** Mended rows belong to the version that had rejected them. */
    private void requireCurrent(LedgerEntry original) {
        boolean isReplaced = original.status() == Status.SUPERSEDED
                || original.status() == Status.WITHDRAWN
                || ledger.latestPublished(original.feed(), original.sourceKey())
                        .filter(latest -> latest.revision() > original.revision())
                        .isPresent();
        if (isReplaced) {
            throw DaybookException.refused(
                    "what load %d loaded of %s was replaced or undone: replay the rejects of the run whose rows the table has, see `daybook executions`"
                            .formatted(original.loadId(), original.source()));
        }
    }

    /** What the ledger has no room for is refused before anything is recorded. */
    private static void requireShortKey(String sourceKey) {
        if (sourceKey.length() > MAX_KEY_LENGTH) {
            throw DaybookException.configuration(
                    "the file's name, its key, has %d characters: give it a key=… of at most %d"
                            .formatted(sourceKey.length(), MAX_KEY_LENGTH));
        }
    }

    private static void requireShortPlace(Location file) {
        if (file.toString().length() > MAX_PLACE_LENGTH) {
            throw DaybookException.configuration("the file's place has %d characters: put it where it has at most %d"
                    .formatted(file.toString().length(), MAX_PLACE_LENGTH));
        }
    }

    private LedgerEntry record(
            Feed feed, String sourceKey, ScannedFile file, String contract, @Nullable String replayOf) {
        FileScan scan = file.scan();
        int revision = ledger.nextRevision(feed.name(), sourceKey);
        return ledger.get(ledger.add(
                feed.name(),
                sourceKey,
                scan.sha256(),
                revision,
                feed.table(),
                file.location().toString(),
                scan.size(),
                contract,
                file.version(),
                replayOf == null ? null : Long.valueOf(replayOf)));
    }

    /** Rows staged by one feed or year must not be gone on with by another. The path a feed was found by is no matter. */
    static String contract(Feed feed, Map<String, String> others) {
        Map<String, String> given = new TreeMap<>(others);
        given.remove(FEED_FILE);
        return DigestUtils.sha256Hex(feed + " " + given);
    }

    private static JobParameters parameters(LedgerEntry entry, Location file, Map<String, String> others) {
        JobParametersBuilder parameters = new JobParametersBuilder()
                .addString("feed", entry.feed(), true)
                .addString("key", entry.sourceKey(), true)
                .addString("sha256", entry.sha256(), true)
                .addLong("revision", (long) entry.revision(), true)
                .addLong(LOAD_ID, entry.loadId(), false)
                .addString("file", file.toString(), false);
        others.forEach((name, value) -> parameters.addString(name, value, false));
        return parameters.toJobParameters();
    }
}
