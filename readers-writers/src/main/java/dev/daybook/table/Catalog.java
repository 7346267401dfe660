package dev.daybook.table;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What readers see: for each partition its current generation. Follows the decisions of the {@link PublicationLog}. */
public interface Catalog {

    /**
     * Makes a decided generation the current one, unless a later one is already. Doing it again changes nothing.
     */
    void project(CommitRecord generation);

    /** Empty when the partition was never published. */
    Optional<CommitRecord> current(String table, String partition);

    /** Current generations of all partitions of all tables, by table and partition. */
    List<CommitRecord> all();

    /**
     * Puts right what others than this application have changed for readers.
     *
     * @return what had to be put right, as counts of partitions by table; a table that was right may be left out
     */
    default Map<String, Integer> repair() {
        return Map.of();
    }
}
