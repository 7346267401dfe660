package dev.daybook.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The staged rows of one partition; none when the partition only loses rows.
 */
public final class StagedPartition {

    private final String partition;
    private final List<StagedSlice> slices;

    private StagedPartition(String partition, List<StagedSlice> slices) {
        this.partition = partition;
        this.slices = slices;
    }

    /**
     * The partitions of segments {@code 0} to {@code count - 1}, in order.
     *
     * @param more partitions to list though nothing is staged for them
     */
    public static List<StagedPartition> of(Segments segments, int count, Set<String> more) {
        Map<String, List<StagedSlice>> slices = new TreeMap<>();
        more.forEach(partition -> slices.put(partition, new ArrayList<>()));
        for (StagedSlice slice : segments.slices(count)) {
            slices.computeIfAbsent(slice.partition(), p -> new ArrayList<>()).add(slice);
        }
        return slices.entrySet().stream()
                .map(e -> new StagedPartition(e.getKey(), e.getValue()))
                .toList();
    }

    public String partition() {
        return partition;
    }

    List<StagedSlice> slices() {
        return slices;
    }
}
