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
            Optional<CommitRecord> next = build(log.latest(table, partition).orElse(null), table, partition, build);
            decided = next.filter(built -> log.decide(built, () -> alongside.accept(built)));
            decided.ifPresent(built -> Failpoints.reach("decided"));
        }
        CommitRecord generation = decided.orElseThrow(() -> DaybookException.storage(
                "partition %s of %s was published %d times by others meanwhile: restart the run"
                        .formatted(partition, table, TRIES),
                null));
        project(generation);
        return generation;
    }

    /** Empty when it failed on top of what is not the latest any more, as when the next one's record was there already. */
    private Optional<CommitRecord> build(
            @Nullable CommitRecord current,
            String table,
            String partition,
            Function<@Nullable CommitRecord, CommitRecord> build) {
        try {
            return Optional.of(build.apply(current));
        } catch (DaybookException e) {
            if (isLatest(current, table, partition)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** Whether nobody has published the partition since {@code current}, which is null for never. */
    private boolean isLatest(@Nullable CommitRecord current, String table, String partition) {
        int known = current == null ? 0 : current.generation();
        return log.latest(table, partition).map(CommitRecord::generation).orElse(0) == known;
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
