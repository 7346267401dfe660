package dev.daybook.table;

import java.util.List;
import java.util.Optional;

/**
 * Where it is decided which generation a partition has: rows in the database, so that a decision is one transaction.
 * The catalog follows.
 */
public interface PublicationLog {

    /** The latest decided generation of a partition. */
    Optional<CommitRecord> latest(String table, String partition);

    /** The latest decided generations of all partitions of a table, by partition. */
    List<CommitRecord> latest(String table);

    /** What {@code cause} has decided for a partition. */
    Optional<CommitRecord> decidedBy(String table, String partition, String cause);

    /**
     * Decides a generation.
     *
     * @param alongside done in the same transaction
     * @return false when somebody else has decided this generation meanwhile; then nothing was done
     */
    boolean decide(CommitRecord generation, Runnable alongside);

    /** Decided generations the catalog may not show yet, oldest first. */
    List<CommitRecord> unprojected();

    void markProjected(CommitRecord generation);
}
