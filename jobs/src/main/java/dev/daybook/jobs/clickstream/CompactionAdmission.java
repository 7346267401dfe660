package dev.daybook.jobs.clickstream;

import dev.daybook.failure.DaybookException;
import dev.daybook.failure.Failpoints;
import dev.daybook.feed.Feed;
import dev.daybook.launch.Admission;
import dev.daybook.launch.JobAdmission;
import dev.daybook.load.FileRequest;
import dev.daybook.load.Ledger;
import dev.daybook.load.LedgerEntry;
import dev.daybook.store.Location;
import dev.daybook.store.StoredObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Decides what there is to compact. The objects that are not in the ledger yet are listed and the list is kept before the
 * run begins: its digest is the run's identity. One that was begun is gone on with before another is.
 */
final class CompactionAdmission implements JobAdmission {

    private static final Logger log = LoggerFactory.getLogger(CompactionAdmission.class);
    private static final int DIGITS = 12;

    private final Compactions compactions;
    private final DeliveryLog deliveries;
    private final Ledger ledger;
    private final TransactionTemplate transaction;

    CompactionAdmission(Compactions compactions, PlatformTransactionManager transactionManager) {
        this.compactions = compactions;
        this.deliveries = compactions.deliveries();
        this.ledger = compactions.ledger();
        this.transaction = new TransactionTemplate(transactionManager);
    }

    @Override
    public String subject(Map<String, String> parameters, Map<String, Object> prepared) {
        Scope.of(parameters);
        Compactions.isByContent(parameters);
        return compactions.feedOf(parameters).name();
    }

    @Override
    public Admission decide(Map<String, String> parameters, Map<String, Object> prepared) {
        Feed feed = compactions.feedOf(parameters);
        boolean byContent = Compactions.isByContent(parameters);
        String feedName = parameters.getOrDefault(FileRequest.FEED, Clickstream.DEFAULT_FEED);
        String contract = DigestUtils.sha256Hex(feed + " " + byContent);
        Optional<LedgerEntry> unfinished = deliveries.unfinished(feed.name()).map(ledger::get);
        if (unfinished.filter(entry -> entry.contract().equals(contract)).isPresent()) {
            return new Admission.Start(Compactions.parameters(unfinished.get(), feedName, byContent));
        }
        // Its objects are listed again; what it has published of them counts, see Compaction.covered.
        unfinished.ifPresent(entry -> ledger.refuse(entry.loadId()));
        List<Delivered> news = news(feed, Scope.of(parameters));
        if (news.isEmpty()) {
            Optional<Long> done = deliveries.latestInstance(feed.name());
            if (done.isPresent()) {
                return new Admission.Duplicate(done.get(), "there are no deliveries that are not compacted already");
            }
        }
        LedgerEntry entry = begin(feed, contract, Scope.of(parameters), news);
        Failpoints.reach("compaction-planned");
        return new Admission.Start(Compactions.parameters(entry, feedName, byContent));
    }

    /** Objects that are not compacted; changed ones under known keys are refused, once each. */
    private List<Delivered> news(Feed feed, Scope scope) {
        List<Delivered> listed = list(scope);
        if (listed.isEmpty()) {
            return listed;
        }
        Map<String, String> known = deliveries.versions(feed.name(), scope.key());
        List<Delivered> news = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        for (Delivered object : listed) {
            String version = known.get(object.key());
            if (version == null) {
                news.add(object);
            } else if (!version.equals(object.version()) && deliveries.refuse(feed.name(), object)) {
                log.warn(
                        "{} has changed since it was compacted, and is refused: deliver changed events under a new key",
                        object.key());
                changed.add(object.key());
            }
        }
        if (news.isEmpty() && !changed.isEmpty()) {
            throw DaybookException.refused(
                    "%s: %d delivered objects have changed since they were compacted, and are refused. Deliver changed events under a new key"
                            .formatted(changed.get(0), changed.size()));
        }
        return news;
    }

    /** In the order of their keys. */
    private List<Delivered> list(Scope scope) {
        Location landing = compactions.settings().zones().landing();
        int prefix = landing.toString().length() + 1;
        try (var objects = compactions.store().list(scope.folder(landing))) {
            return objects.map(object -> delivered(object, prefix))
                    .filter(object -> Delivered.isKey(object.key()))
                    .sorted(java.util.Comparator.comparing(Delivered::key))
                    .toList();
        }
    }

    private static Delivered delivered(StoredObject object, int prefix) {
        return new Delivered(object.location().toString().substring(prefix), object.version(), object.size());
    }

    private LedgerEntry begin(Feed feed, String contract, Scope scope, List<Delivered> objects) {
        StringBuilder list = new StringBuilder();
        objects.forEach(object ->
                list.append(object.key()).append('\n').append(object.version()).append('\n'));
        String digest = DigestUtils.sha256Hex(list.toString());
        String key = scope.name() + "/" + digest.substring(0, DIGITS);
        long size = objects.stream().mapToLong(Delivered::size).sum();
        Location folder = scope.folder(compactions.settings().zones().landing());
        Long loadId = transaction.execute(status -> {
            int revision = ledger.nextRevision(feed.name(), key);
            long id = ledger.add(
                    feed.name(), key, digest, revision, feed.table(), folder.toString(), size, contract, digest, null);
            deliveries.add(id, objects);
            return id;
        });
        return ledger.get(java.util.Objects.requireNonNull(loadId));
    }
}
