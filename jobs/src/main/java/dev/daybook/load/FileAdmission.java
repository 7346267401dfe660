package dev.daybook.load;

import dev.daybook.feed.Feed;
import dev.daybook.feed.FileScan;
import dev.daybook.launch.Admission;
import dev.daybook.store.Location;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;

/**
 * Decides whether a file has to be loaded. Its identity is feed, source key, content and revision: the content the table
 * has of that key now is a duplicate, any other is a new version, also an old one that comes back.
 */
public final class FileAdmission {

    static final String LOAD_ID = "loadId";

    /** Parameter with the path of a feed that is not found by its name. */
    public static final String FEED_FILE = "feedFile";

    private final Ledger ledger;
    private final FileLoads loads;

    public FileAdmission(Ledger ledger, FileLoads loads) {
        this.ledger = ledger;
        this.loads = loads;
    }

    /**
     * @param sourceKey what the sender calls the file
     * @param others parameters that do not identify the run
     */
    public Admission admit(Feed feed, String sourceKey, ScannedFile file, Map<String, String> others) {
        FileScan scan = file.scan();
        Optional<LedgerEntry> live = ledger.live(feed.name(), sourceKey);
        if (live.isPresent() && live.get().sha256().equals(scan.sha256())) {
            long instance = Objects.requireNonNull(live.get().jobInstanceId());
            return new Admission.Duplicate(
                    instance,
                    "%s with this content is loaded already"
                            .formatted(live.get().source()));
        }
        LedgerEntry entry =
                ledger.unfinished(feed.name(), sourceKey, scan.sha256()).orElseGet(() -> record(feed, sourceKey, file));
        loads.remember(entry.loadId(), file);
        return new Admission.Start(parameters(entry, file.location(), others));
    }

    private LedgerEntry record(Feed feed, String sourceKey, ScannedFile file) {
        FileScan scan = file.scan();
        int revision = ledger.nextRevision(feed.name(), sourceKey);
        return ledger.get(ledger.add(
                feed.name(),
                sourceKey,
                scan.sha256(),
                revision,
                feed.table(),
                file.location().toString(),
                scan.size()));
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
