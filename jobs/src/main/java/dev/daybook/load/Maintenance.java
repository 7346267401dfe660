package dev.daybook.load;

import dev.daybook.settings.Settings;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStores;
import dev.daybook.store.StoredObject;
import dev.daybook.table.Catalog;
import dev.daybook.table.CommitRecord;
import dev.daybook.table.FileCatalog;
import dev.daybook.table.Publisher;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Puts right what runs leave behind: carries out decisions, removes generations nobody can be reading any more, and
 * files of loads that will not go on.
 */
public final class Maintenance {

    /** {@code …/g000043-17-23/}: a generation's folder; the load or export that made it, and the execution. */
    private static final Pattern GENERATION = Pattern.compile("(.*/g\\d{6}-(\\d+|h\\d+r\\d+)-\\d+)/[^/]*");

    private static final Pattern STAGED = Pattern.compile("(.*/(?:load|export)-(\\d+|h\\d+r\\d+))/.*");

    private final JdbcPublicationLog log;
    private final Ledger ledger;
    private final HistoryLog history;
    private final Publisher publisher;
    private final FileCatalog catalog;
    private final Catalog readers;
    private final ObjectStores store;
    private final Settings settings;

    /** @param readers whatever readers look into besides that */
    public Maintenance(
            JdbcPublicationLog log,
            Ledger ledger,
            HistoryLog history,
            Publisher publisher,
            FileCatalog catalog,
            Catalog readers,
            ObjectStores store,
            Settings settings) {
        this.log = log;
        this.ledger = ledger;
        this.history = history;
        this.publisher = publisher;
        this.catalog = catalog;
        this.readers = readers;
        this.store = store;
        this.settings = settings;
    }

    /** Something that was done, or would be. */
    public record Action(String what, String place) {}

    /**
     * @param keepFor how long a generation stays after another has become current
     * @param isDryRun only tells
     * @throws DaybookException of kind REFUSED when the lake has generations the database does not know
     */
    public List<Action> run(Duration keepFor, boolean isDryRun) {
        log.requireToKnow(catalog.all());
        List<Action> actions = new ArrayList<>();
        log.unprojected().forEach(left -> actions.add(new Action("make current", left.location())));
        if (!isDryRun) {
            publisher.rollForward();
            readers.repair().forEach((table, partitions) -> {
                if (partitions > 0) {
                    actions.add(new Action("put right in Glue", "%s, %d partitions".formatted(table, partitions)));
                }
            });
        }
        removeOldGenerations(Instant.now().minus(keepFor), isDryRun, actions);
        removeLeftFolders(isDryRun, actions);
        removeUnfinishedWrites(Instant.now().minus(keepFor), isDryRun, actions);
        return actions;
    }

    private void removeOldGenerations(Instant supersededBefore, boolean isDryRun, List<Action> actions) {
        List<Publication> all = log.history();
        Set<String> inUse = inUse(all, supersededBefore);
        inUse.addAll(ledger.lookups().locationsInUse());
        Set<String> removed = new HashSet<>();
        for (Publication publication : all) {
            CommitRecord generation = publication.generation();
            if (inUse.contains(generation.location()) || publication.collectedAt() != null) {
                continue;
            }
            if (removed.add(generation.location())) {
                actions.add(new Action("remove old generation", generation.location()));
            }
            if (!isDryRun) {
                store.deleteFolder(place(generation.location()));
                log.markCollected(generation);
            }
        }
    }

    /** Folders of current generations and of those replaced too short a time ago. */
    private static Set<String> inUse(List<Publication> all, Instant supersededBefore) {
        Set<String> inUse = new HashSet<>();
        for (int i = 0; i < all.size(); i++) {
            CommitRecord generation = all.get(i).generation();
            boolean isCurrent = i + 1 == all.size()
                    || !isSamePartition(generation, all.get(i + 1).generation());
            if (isCurrent || isReadBeside(all.get(i + 1), supersededBefore)) {
                inUse.add(generation.location());
            }
        }
        return inUse;
    }

    /** Whether a reader may still have what was there before: the successor is not shown yet, or not long enough. */
    private static boolean isReadBeside(Publication successor, Instant supersededBefore) {
        Instant shown = successor.currentSince();
        return shown == null || shown.isAfter(supersededBefore);
    }

    private static boolean isSamePartition(CommitRecord a, CommitRecord b) {
        return a.table().equals(b.table()) && a.partition().equals(b.partition());
    }

    /**
     * Generations never decided and staged rows, of loads that are at an end. Folders are listed first: those of a load
     * that begins meanwhile are not seen, and what is seen has its entry in the database.
     */
    private void removeLeftFolders(boolean isDryRun, List<Action> actions) {
        Map<String, String> generations = folders(settings.zones().lake(), GENERATION);
        Map<String, String> staged = folders(settings.zones().staging(), STAGED);
        Set<String> open = history.open();
        ledger.open().forEach(load -> open.add(String.valueOf(load)));
        generations.values().removeAll(open);
        staged.values().removeAll(open);
        log.history().forEach(decided -> generations.remove(decided.generation().location()));
        generations.keySet().forEach(folder -> remove("remove unpublished files", folder, isDryRun, actions));
        staged.keySet().forEach(folder -> remove("remove staged rows", folder, isDryRun, actions));
    }

    /** What processes that died were just writing. */
    private void removeUnfinishedWrites(Instant writtenBefore, boolean isDryRun, List<Action> actions) {
        Settings.Zones zones = settings.zones();
        for (Location zone :
                List.of(zones.processed(), zones.quarantine(), zones.staging(), zones.lake(), zones.reports())) {
            for (StoredObject unfinished : store.unfinished(zone)) {
                String place = unfinished.location().toString();
                boolean isGone = actions.stream().anyMatch(action -> place.startsWith(action.place() + "/"));
                if (!isGone && unfinished.modified().isBefore(writtenBefore)) {
                    actions.add(new Action("remove unfinished file", place));
                    if (!isDryRun) {
                        store.delete(unfinished.location());
                    }
                }
            }
        }
    }

    /** Folders of the pattern, and the load or export each is of. */
    private Map<String, String> folders(Location zone, Pattern pattern) {
        Map<String, String> folders = new TreeMap<>();
        try (var objects = Stream.concat(store.list(zone), store.unfinished(zone).stream())) {
            objects.map(StoredObject::location).map(Location::toString).forEach(object -> {
                Matcher matcher = pattern.matcher(object);
                if (matcher.matches()) {
                    folders.put(matcher.group(1), matcher.group(2));
                }
            });
        }
        return folders;
    }

    private void remove(String what, String folder, boolean isDryRun, List<Action> actions) {
        actions.add(new Action(what, folder));
        if (!isDryRun) {
            store.deleteFolder(place(folder));
        }
    }

    private static Location place(String uri) {
        return Location.parse(uri, Path.of("/"));
    }

    /**
     * Takes over the commit records beside the data, as after the database was lost.
     *
     * @return generations that were not known
     */
    public int rebuild() {
        List<CommitRecord> records = catalog.records();
        records.forEach(record -> ledger.skipIds(loadOf(record)));
        return (int) records.stream().filter(log::restore).count();
    }

    /** Loads that follow must not be taken for this one, nor use its folder. */
    private static long loadOf(CommitRecord record) {
        Matcher folder = GENERATION.matcher(record.location() + "/");
        boolean isLoad = folder.matches() && Character.isDigit(folder.group(2).charAt(0));
        return isLoad ? Long.parseLong(folder.group(2)) : 0;
    }
}
