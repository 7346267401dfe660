package dev.daybook.table;

import dev.daybook.failure.DaybookException;
import dev.daybook.failure.Failpoints;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Publishes generations: decide in the database, then let the catalog follow. A reader sees the old generation or the
 * new one. A process that dies in between leaves a decision behind, which {@link #rollForward} carries out.
 */
public final class Publisher {

    private static final int TRIES = 5;

    private final PublicationLog log;
    private final Catalog catalog;

    public Publisher(PublicationLog log, Catalog catalog) {
        this.log = log;
        this.catalog = catalog;
    }

    /**
     * Publishes what {@code build} makes on top of the latest generation, which is null for the first. When somebody
     * else publishes meanwhile it is built again on top of that. When {@code cause} has been decided already that is
     * carried out and nothing is built.
     *
     * @param alongside done in the transaction of the decision, for the generation decided
     */
    public CommitRecord publish(
            String table,
            String partition,
            String cause,
            Function<@Nullable CommitRecord, CommitRecord> build,
            Consumer<CommitRecord> alongside) {
        Optional<CommitRecord> decided = log.decidedBy(table, partition, cause);
        for (int i = 0; i < TRIES && decided.isEmpty(); i++) {
            CommitRecord next = build.apply(log.latest(table, partition).orElse(null));
            if (log.decide(next, () -> alongside.accept(next))) {
                decided = Optional.of(next);
                Failpoints.reach("decided");
            }
        }
        CommitRecord generation = decided.orElseThrow(() -> DaybookException.storage(
                "partition %s of %s was published %d times by others meanwhile: restart the run"
                        .formatted(partition, table, TRIES),
                null));
        project(generation);
        return generation;
    }

    private void project(CommitRecord generation) {
        catalog.project(generation);
        log.markProjected(generation);
    }

    /**
     * Carries out decisions that were left behind.
     *
     * @return how many there were
     */
    public int rollForward() {
        var left = log.unprojected();
        left.forEach(this::project);
        return left.size();
    }
}
