package dev.daybook.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decisions in memory, under the same keys as in the database. */
final class MemoryPublicationLog implements PublicationLog {

    private final List<CommitRecord> decided = new ArrayList<>();
    private final Set<CommitRecord> projected = new HashSet<>();

    @Override
    public synchronized Optional<CommitRecord> latest(String table, String partition) {
        return decided.stream()
                .filter(g -> g.table().equals(table) && g.partition().equals(partition))
                .max(Comparator.comparing(CommitRecord::generation));
    }

    @Override
    public synchronized List<CommitRecord> latest(String table) {
        return decided.stream()
                .filter(g -> g.table().equals(table))
                .map(CommitRecord::partition)
                .distinct()
                .sorted()
                .flatMap(partition -> latest(table, partition).stream())
                .toList();
    }

    @Override
    public synchronized Optional<CommitRecord> decidedBy(String table, String partition, String cause) {
        return decided.stream()
                .filter(g -> g.table().equals(table)
                        && g.partition().equals(partition)
                        && g.cause().equals(cause))
                .findFirst();
    }

    @Override
    public synchronized boolean decide(CommitRecord generation, Runnable alongside) {
        boolean isTaken = decided.stream()
                .anyMatch(g -> g.table().equals(generation.table())
                        && g.partition().equals(generation.partition())
                        && (g.generation() == generation.generation()
                                || g.cause().equals(generation.cause())));
        if (!isTaken) {
            alongside.run();
            decided.add(generation);
        }
        return !isTaken;
    }

    @Override
    public synchronized List<CommitRecord> unprojected() {
        return decided.stream().filter(g -> !projected.contains(g)).toList();
    }

    @Override
    public synchronized void markProjected(CommitRecord generation) {
        projected.add(generation);
    }
}
