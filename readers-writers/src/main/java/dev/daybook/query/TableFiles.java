package dev.daybook.query;

import dev.daybook.store.Location;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Parquet files of the current generations of a table.
 *
 * @param partitionColumn a column that the files do not hold and queries see as text; null for an unpartitioned table
 * @param filesByPartition by value of that column, exactly as queries are to see it; for an unpartitioned table one entry
 *     under the empty text. Empty while nothing is published
 */
public record TableFiles(
        String table, @Nullable String partitionColumn, SortedMap<String, List<Location>> filesByPartition) {

    public TableFiles {
        if (partitionColumn == null && filesByPartition.keySet().stream().anyMatch(value -> !value.isEmpty())) {
            throw new IllegalArgumentException(
                    "Table %s has no partition column, but partitions %s".formatted(table, filesByPartition.keySet()));
        }
        SortedMap<String, List<Location>> copy = new TreeMap<>();
        filesByPartition.forEach((value, files) -> copy.put(value, List.copyOf(files)));
        filesByPartition = Collections.unmodifiableSortedMap(copy);
    }

    boolean isEmpty() {
        return filesByPartition.values().stream().allMatch(List::isEmpty);
    }

    Stream<Location> files() {
        return filesByPartition.values().stream().flatMap(List::stream);
    }

    /** A file of the last partition that has one: enough to tell the columns. */
    TableFiles newestFile() {
        SortedMap<String, List<Location>> newest = new TreeMap<>();
        filesByPartition.forEach((value, files) -> {
            if (!files.isEmpty()) {
                newest.clear();
                newest.put(value, files.subList(files.size() - 1, files.size()));
            }
        });
        return new TableFiles(table, partitionColumn, newest);
    }
}
