package dev.daybook.load;

import dev.daybook.failure.DaybookException;
import dev.daybook.feed.Feed;
import dev.daybook.feed.FeedParser;
import dev.daybook.feed.FileScan;
import dev.daybook.feed.InputFile;
import dev.daybook.row.RowBatch;
import dev.daybook.settings.Settings;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStore;
import dev.daybook.table.CommitRecord;
import dev.daybook.table.PartitionLoader;
import dev.daybook.table.Segments;
import dev.daybook.table.StagedPartition;
import dev.daybook.table.TablePlaces;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Everything about one load: the file, its feed, where its rows are staged and go. Made anew in each execution; its
 * state is in the ledger and the step's execution context.
 *
 * @param parameters of the run, for feeds that ask for one
 * @param admitted what the admission found in the file; null when an earlier process admitted it
 */
public record FileLoad(
        LedgerEntry entry,
        Feed feed,
        Settings settings,
        ObjectStore store,
        Ledger ledger,
        JdbcPublicationLog publications,
        Map<String, String> parameters,
        @Nullable ScannedFile admitted) {

    /** Whether the load takes the rows of its file's earlier versions out of the table, and brings none. */
    boolean isWithdrawal() {
        return entry.isWithdrawal();
    }

    /** The file to load. */
    InputFile input() {
        return InputFile.of(store, Location.parse(entry.sourceUri(), Path.of("/")));
    }

    /**
     * What is known of the file; it is read again unless it was admitted just now and has not been touched since.
     *
     * @throws DaybookException of kind REFUSED when it is not the file that was admitted
     */
    FileScan scan(InputFile file) {
        boolean isFresh = admitted != null && admitted.location().equals(file.location()) && admitted.isCurrent(store);
        FileScan scan = admitted != null && isFresh ? admitted.scan() : FileScan.of(file, feed.encoding());
        if (!scan.sha256().equals(entry.sha256())) {
            throw DaybookException.refused(
                    "%s has changed since this load was admitted: expected SHA-256 %s, found %s. Run it as a new load."
                            .formatted(file.location(), entry.sha256(), scan.sha256()));
        }
        return scan;
    }

    /**
     * The file with its version, once it is known to be the one that was admitted.
     *
     * @throws DaybookException of kind REFUSED when it is not
     */
    ScannedFile current(InputFile file) {
        String version = ScannedFile.versionOf(store, file.location());
        return new ScannedFile(file.location(), scan(file), version);
    }

    /**
     * Refuses a feed that would change a column of its table, or how the table is partitioned.
     *
     * @throws DaybookException of kind CONFIGURATION
     */
    void requireFittingTable() {
        String column = places().partitionColumn();
        for (CommitRecord latest : publications.latest(feed.table())) {
            if (!Objects.equals(latest.partitionColumn(), column)) {
                throw DaybookException.configuration("table %s is partitioned by %s, feed %s says %s: expected the same"
                        .formatted(feed.table(), latest.partitionColumn(), feed.name(), column));
            }
            feed.schema().withColumnsOf(latest.schema());
        }
    }

    /** Whether the file, in case it has no rows, says that there was nothing. */
    boolean isDayWithoutRows() {
        return feed.isDayWithoutRows(input());
    }

    /** Which other inputs have to be read again. */
    Rereads rereads() {
        return new Rereads(ledger, publications);
    }

    /**
     * Whether this load, begun by an earlier process, can be gone on with: nothing it has staged or decided depends on
     * inputs that have been loaded, replaced or rolled back since.
     */
    boolean canGoOn() {
        Set<String> undecided = replacedPartitions();
        undecided.removeAll(ledger.partitions(entry.loadId()));
        return undecided.stream().allMatch(partition -> rereads().areCurrent(entry, partition));
    }

    /**
     * The same load with the columns its files have beyond the feed: all its inputs are then read to one layout.
     *
     * @param writtenAs the feed an earlier load's file is written as
     */
    FileLoad withKeptColumns(Function<LedgerEntry, Feed> writtenAs) {
        Feed wide = isWithdrawal() ? feed : FeedParser.feedOf(feed, input(), scan(input()));
        for (LedgerEntry reread : ledger.rereads(entry.loadId())) {
            InputFile other = kept(reread);
            Feed reading = wide.writtenAs(writtenAs.apply(reread));
            wide = FeedParser.feedOf(reading, other, FileScan.of(other, reading.encoding()));
        }
        Feed all = wide.writtenAs(feed);
        return new FileLoad(entry, all, settings, store, ledger, publications, parameters, admitted);
    }

    /** The file of an earlier load, where it was filed away. */
    InputFile kept(LedgerEntry earlier) {
        String uri = earlier.processedUri() == null ? earlier.sourceUri() : earlier.processedUri();
        Location place = Location.parse(uri, Path.of("/"));
        if (store.head(place).isEmpty()) {
            throw DaybookException.storage(
                    "%s is gone, and with it rows of %s that have to be read again: put it back, then run this again"
                            .formatted(place, earlier.source()),
                    null);
        }
        return InputFile.of(store, place, nameOf(earlier));
    }

    private static String nameOf(LedgerEntry load) {
        return Location.parse(load.sourceUri(), Path.of("/")).name();
    }

    /** What is known of such a file. */
    FileScan keptScan(LedgerEntry earlier, InputFile file, Feed by) {
        FileScan scan = FileScan.of(file, by.encoding());
        if (!scan.sha256().equals(earlier.sha256())) {
            throw DaybookException.storage(
                    "%s has changed, and rows of %s have to be read again from it: expected SHA-256 %s, found %s. Put the right file back, then run this again"
                            .formatted(file.location(), earlier.source(), earlier.sha256(), scan.sha256()),
                    null);
        }
        return scan;
    }

    /** Whether a copy of the file is there already, as after an earlier try or an earlier load of this content. */
    boolean isKeptIn(Location processed) {
        boolean hasItsSize = store.head(processed)
                .filter(copy -> copy.size() == entry.size())
                .isPresent();
        return hasItsSize
                && FileScan.of(InputFile.of(store, processed), feed.encoding())
                        .sha256()
                        .equals(entry.sha256());
    }

    /**
     * Takes the file out of the landing zone, unless there is a newer one of that name.
     *
     * @return false when there was nothing to be taken
     */
    boolean clearLanding() {
        return admitted != null
                && settings.zones().landing().contains(admitted.location())
                && store.deleteIfCurrent(admitted.location(), admitted.version());
    }

    Location staging() {
        return settings.zones().staging().resolve(entry.feed()).resolve("load-" + entry.loadId());
    }

    /**
     * Hands out the rows that are staged for a partition, some at a time.
     *
     * @param use given a batch that is used again
     */
    public void forEachStaged(StagedPartition partition, Consumer<RowBatch> use) {
        partition.forEachBatch(segments(), feed.schema().layout(), use);
    }

    Segments segments() {
        return new Segments(store, staging().resolve("rows"));
    }

    Rejects rejects() {
        return new Rejects(store, settings.zones().quarantine(), entry);
    }

    /**
     * Partitions that have rows of this input, from an earlier version of the file or from this load itself, or would have
     * some if others had not: they are made anew even if the file has nothing for them any more.
     */
    Set<String> replacedPartitions() {
        Set<String> replaced = ledger.partitions(entry.loadId());
        replaced.addAll(ledger.partitionsWithDuplicates(entry));
        ledger.replays().replacedBy(entry).forEach(replay -> replaced.addAll(ledger.partitionsWithDuplicates(replay)));
        Set<String> sources = new TreeSet<>(replays());
        sources.add(entry.source());
        for (CommitRecord latest : publications.latest(feed.table())) {
            if (!Collections.disjoint(latest.rowsBySource().keySet(), sources)) {
                replaced.add(latest.partition());
            }
        }
        return replaced;
    }

    /** Sources of mended rejects of the versions this one replaces, which go with them. */
    private List<String> replays() {
        return ledger.replays().sourcesReplacedBy(entry);
    }

    /** Their numbers among the {@link #sources}. */
    Set<Integer> replayNumbers() {
        List<String> sources = sources();
        return replays().stream().map(sources::indexOf).collect(Collectors.toSet());
    }

    /** Inputs by the number rows carry: this file, then those that are read again, then those that only go. */
    List<String> sources() {
        List<String> sources = new ArrayList<>();
        sources.add(entry.source());
        ledger.rereads(entry.loadId()).forEach(reread -> sources.add(reread.source()));
        sources.addAll(replays());
        return sources;
    }

    /**
     * @param number of the loader among those of this execution
     * @param executionId names the folders too: one that was given up may wake up and write on
     */
    PartitionLoader partitionLoader(int number, long executionId) {
        TablePlaces places = places();
        PartitionLoader.Spec spec = new PartitionLoader.Spec(
                feed.schema(),
                places,
                sources(),
                feed.duplicates() == Feed.Duplicates.KEEP,
                feed.sortBy(),
                entry.cause(),
                entry.loadId() + "-" + executionId);
        return new PartitionLoader(store, spec, staging().resolve("kept-%d-%d".formatted(executionId, number)));
    }

    private TablePlaces places() {
        boolean isPartitioned = feed.partition().by() != Feed.By.NONE;
        return new TablePlaces(
                settings.zones().lake(),
                feed.table(),
                isPartitioned ? feed.partition().column() : null);
    }
}
