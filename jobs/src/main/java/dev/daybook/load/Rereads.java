package dev.daybook.load;

import dev.daybook.load.Ledger.Part;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /** Loads that left out rows in one of the partitions, in the order of their numbers. */
    List<LedgerEntry> needed(LedgerEntry load, Collection<String> partitions) {
        Set<Long> needed = new TreeSet<>();
        partitions.forEach(partition -> needed.addAll(needed(load, partition)));
        return needed.stream().map(ledger::get).toList();
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
        return latest.values().stream()
                .filter(part -> part.duplicates() > 0)
                .map(Part::loadId)
                .collect(Collectors.toSet());
    }

    /** Partitions, of those given, into which rows of the load's input {@code number} come anew. */
    Set<String> partitionsOf(LedgerEntry load, int number, Collection<String> partitions) {
        long reread = ledger.rereads(load.loadId()).get(number - 1).loadId();
        return partitions.stream()
                .filter(partition -> needed(load, partition).contains(reread))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Numbers of the inputs whose rows come anew into a partition. */
    Set<Integer> inputsIn(LedgerEntry load, String partition) {
        Set<Long> needed = needed(load, partition);
        List<LedgerEntry> rereads = ledger.rereads(load.loadId());
        Set<Integer> inputs = new TreeSet<>();
        for (int i = 0; i < rereads.size(); i++) {
            if (needed.contains(rereads.get(i).loadId())) {
                inputs.add(i + 1);
            }
        }
        return inputs;
    }

    /**
     * Whether what was staged is still what the partition needs: no other input has been loaded, replaced or rolled back
     * there since.
     */
    boolean areCurrent(LedgerEntry load, String partition) {
        Set<Long> rereads =
                ledger.rereads(load.loadId()).stream().map(LedgerEntry::loadId).collect(Collectors.toSet());
        Set<Long> staged = ledger.parts(load.table(), partition).stream()
                .filter(part -> part.duplicates() > 0 && rereads.contains(part.loadId()))
                .map(Part::loadId)
                .collect(Collectors.toSet());
        return needed(load, partition).equals(staged);
    }
}
