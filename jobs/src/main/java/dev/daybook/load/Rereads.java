package dev.daybook.load;

import dev.daybook.load.Ledger.Part;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which other inputs a load has to read again. Of equal rows in several inputs a partition keeps one, with the first
 * input as its source; when a new version of that input lacks the row, it has to come from another one.
 */
final class Rereads {

    private final Ledger ledger;
    private final JdbcPublicationLog publications;

    Rereads(Ledger ledger, JdbcPublicationLog publications) {
        this.ledger = ledger;
        this.publications = publications;
    }

    /** By partition, the loads that left out rows there; partitions without are missing. */
    Map<String, Set<Long>> needed(LedgerEntry load, Collection<String> partitions) {
        Map<String, Set<Long>> needed = new TreeMap<>();
        for (String partition : partitions) {
            Set<Long> loads = needed(load, partition);
            if (!loads.isEmpty()) {
                needed.put(partition, loads);
            }
        }
        return needed;
    }

    private Set<Long> needed(LedgerEntry load, String partition) {
        List<Part> parts = ledger.parts(load.table(), partition);
        if (parts.stream().allMatch(part -> part.duplicates() == 0)) {
            return Set.of();
        }
        Set<Integer> generations = publications.lineage(load.table(), partition);
        Map<String, Part> latest = new HashMap<>();
        parts.stream()
                .filter(part -> generations.contains(part.generation()))
                .forEach(part -> latest.putIfAbsent(part.source(), part));
        latest.remove(load.source());
        latest.keySet().removeAll(ledger.replays().sourcesReplacedBy(load));
        return latest.values().stream()
                .filter(part -> part.duplicates() > 0)
                .map(Part::loadId)
                .collect(Collectors.toSet());
    }

    /** Partitions into which rows of the load's input {@code number} come anew. */
    Set<String> partitionsOf(LedgerEntry load, int number) {
        Set<String> partitions = new TreeSet<>();
        ledger.rereadOrdinals(load.loadId()).forEach((partition, ordinals) -> {
            if (ordinals.contains(number)) {
                partitions.add(partition);
            }
        });
        return partitions;
    }

    /** Numbers of the inputs whose rows come anew into a partition. */
    Set<Integer> inputsIn(LedgerEntry load, String partition) {
        return ledger.rereadOrdinals(load.loadId()).getOrDefault(partition, Set.of());
    }

    /**
     * Whether what was staged is still what the partition needs: no other input has been loaded, replaced or rolled back
     * there since.
     */
    boolean areCurrent(LedgerEntry load, String partition) {
        List<LedgerEntry> rereads = ledger.rereads(load.loadId());
        Set<Long> staged = inputsIn(load, partition).stream()
                .map(number -> rereads.get(number - 1).loadId())
                .collect(Collectors.toSet());
        return needed(load, partition).equals(staged);
    }
}
