package dev.daybook.load;

import dev.daybook.failure.DaybookException;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStore;
import dev.daybook.table.CommitRecord;
import dev.daybook.table.Publisher;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Takes a partition back to the state before its current one, by a new generation that points at the earlier files. The
 * loads undone are withdrawn and may be loaded again.
 */
public final class Rollback {

    private static final String CAUSE = "rollback-";

    private final JdbcPublicationLog log;
    private final Ledger ledger;
    private final Publisher publisher;
    private final ObjectStore store;

    public Rollback(JdbcPublicationLog log, Ledger ledger, Publisher publisher, ObjectStore store) {
        this.log = log;
        this.ledger = ledger;
        this.publisher = publisher;
        this.store = store;
    }

    /**
     * @param withdrawn loads that are undone
     * @param generation the new one
     * @param restored the generation whose state it has; 0 when the partition is empty now
     */
    public record Result(CommitRecord generation, int restored, int withdrawn) {}

    /** @throws DaybookException of kind CONFIGURATION for an unknown partition, REFUSED when the files are gone */
    public Result run(String table, String partition) {
        List<Publication> history = log.history(table, partition);
        if (history.isEmpty()) {
            throw DaybookException.configuration(
                    "table %s has no partition %s: see `daybook tables`".formatted(table, partition));
        }
        CommitRecord current = history.get(history.size() - 1).generation();
        if (current.files().isEmpty() && current.cause().startsWith(CAUSE)) {
            throw DaybookException.refused(
                    "partition %s of %s is empty: there is nothing to roll back".formatted(partition, table));
        }
        int first = firstWith(history, current.location());
        CommitRecord target = first == 0 ? empty(current) : available(history.get(first - 1));
        int restored = first == 0 ? 0 : target.generation();
        String cause = CAUSE + UUID.randomUUID();
        int[] withdrawn = new int[1];
        CommitRecord done = publisher.publish(
                table,
                partition,
                cause,
                latest -> again(target, latest == null ? current : latest, current, cause),
                decided -> withdrawn[0] = ledger.withdraw(table, partition, restored));
        return new Result(done, restored, withdrawn[0]);
    }

    /** Index of the first generation that had these files: an earlier rollback may have brought them back since. */
    private static int firstWith(List<Publication> history, String location) {
        int index = 0;
        while (!history.get(index).generation().location().equals(location)) {
            index++;
        }
        return index;
    }

    private static CommitRecord empty(CommitRecord current) {
        return current.again(0, current.cause(), current.decidedAt(), List.of());
    }

    private CommitRecord available(Publication earlier) {
        CommitRecord generation = earlier.generation();
        Location folder = Location.parse(generation.location(), Path.of("/"));
        boolean isThere = earlier.collectedAt() == null
                && generation.files().stream()
                        .allMatch(
                                file -> store.head(folder.resolve(file.name())).isPresent());
        if (!isThere) {
            throw DaybookException.refused(
                    "the files of generation %d of %s are gone: load the earlier file again instead"
                            .formatted(generation.generation(), generation.partitionName()));
        }
        return generation;
    }

    private static CommitRecord again(CommitRecord target, CommitRecord latest, CommitRecord expected, String cause) {
        if (latest.generation() != expected.generation()) {
            throw DaybookException.refused(
                    "%s was published meanwhile, as generation %d: look at it, then roll back again"
                            .formatted(latest.partitionName(), latest.generation()));
        }
        return target.again(latest.generation() + 1, cause, Instant.now(), target.files());
    }
}
