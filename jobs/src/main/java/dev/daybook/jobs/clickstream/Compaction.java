package dev.daybook.jobs.clickstream;

import dev.daybook.feed.Feed;
import dev.daybook.load.JdbcPublicationLog;
import dev.daybook.load.Ledger;
import dev.daybook.load.LedgerEntry;
import dev.daybook.load.Rejects;
import dev.daybook.settings.Settings;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStore;
import dev.daybook.table.CommitRecord;
import dev.daybook.table.PartitionMerge;
import dev.daybook.table.Segments;
import dev.daybook.table.TablePlaces;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Everything about one compaction: its feed, where its rows are staged and go. Made anew in each execution; its state is in
 * the ledger and the step's execution context.
 *
 * @param byContent whether events without an id are the same if their contents are
 */
record Compaction(
        LedgerEntry entry,
        Feed feed,
        boolean byContent,
        Settings settings,
        ObjectStore store,
        Ledger ledger,
        JdbcPublicationLog publications,
        DeliveryLog deliveries) {

    long loadId() {
        return entry.loadId();
    }

    Location landing() {
        return settings.zones().landing();
    }

    Location staging() {
        return settings.zones().staging().resolve(entry.feed()).resolve("load-" + entry.loadId());
    }

    Segments segments() {
        return new Segments(store, staging().resolve("rows"));
    }

    Rejects rejects() {
        return new Rejects(store, settings.zones().quarantine(), entry);
    }

    /**
     * @param number of the merge among those of this execution
     * @param executionId names the folders too: one that was given up may wake up and write on
     */
    PartitionMerge merge(int number, long executionId) {
        PartitionMerge.Spec spec = new PartitionMerge.Spec(
                feed.schema(),
                new TablePlaces(
                        settings.zones().lake(), feed.table(), feed.partition().column()),
                feed.partition().from(),
                Objects.requireNonNull(feed.events()).id(),
                byContent,
                entry.source(),
                entry.cause(),
                entry.loadId() + "-" + executionId);
        return new PartitionMerge(store, spec, staging().resolve("kept-%d-%d".formatted(executionId, number)));
    }

    /** Refuses a feed that would change a column of its table, or how the table is partitioned. */
    void requireFittingTable() {
        String column = feed.partition().column();
        for (CommitRecord latest : publications.latest(feed.table())) {
            if (!column.equals(latest.partitionColumn())) {
                throw dev.daybook.failure.DaybookException.configuration(
                        "table %s is partitioned by %s, feed %s says %s: expected the same"
                                .formatted(feed.table(), latest.partitionColumn(), feed.name(), column));
            }
            feed.schema().withColumnsOf(latest.schema());
        }
    }

    /**
     * By ordinal, partitions that have an object's events from an earlier compaction, one that was given up or rolled back in
     * other partitions; objects without such are missing.
     */
    Map<Integer, Set<String>> covered() {
        Map<Long, Set<String>> byLoad = new HashMap<>();
        Map<Integer, Set<String>> covered = new HashMap<>();
        deliveries.earlier(loadId()).forEach((ordinal, loads) -> {
            Set<String> partitions = new HashSet<>();
            loads.forEach(load -> partitions.addAll(byLoad.computeIfAbsent(load, this::livePartitions)));
            if (!partitions.isEmpty()) {
                covered.put(ordinal, partitions);
            }
        });
        return covered;
    }

    private Set<String> livePartitions(long load) {
        Set<String> live = new HashSet<>();
        for (DeliveryLog.Part part : deliveries.parts(load)) {
            if (publications.lineage(feed.table(), part.partition()).contains(part.generation())) {
                live.add(part.partition());
            }
        }
        return live;
    }
}
