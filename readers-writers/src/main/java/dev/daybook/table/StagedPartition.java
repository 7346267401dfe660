package dev.daybook.table;

import dev.daybook.row.RowBatch;
import dev.daybook.row.RowLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

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
        return of(segments.slices(count), more);
    }

    /** The partitions of these segments, in order. */
    public static List<StagedPartition> of(Segments segments, List<Integer> numbers) {
        return of(segments.slices(numbers), Set.of());
    }

    private static List<StagedPartition> of(List<StagedSlice> all, Set<String> more) {
        Map<String, List<StagedSlice>> slices = new TreeMap<>();
        more.forEach(partition -> slices.put(partition, new ArrayList<>()));
        for (StagedSlice slice : all) {
            slices.computeIfAbsent(slice.partition(), p -> new ArrayList<>()).add(slice);
        }
        return slices.entrySet().stream()
                .map(e -> new StagedPartition(e.getKey(), e.getValue()))
                .toList();
    }

    public String partition() {
        return partition;
    }

    public long rows() {
        return slices.stream().mapToLong(StagedSlice::rows).sum();
    }

    /**
     * Hands out its rows, a staged chunk at a time.
     *
     * @param use given a batch that is used again
     */
    public void forEachBatch(Segments segments, RowLayout layout, Consumer<RowBatch> use) {
        RowBatch batch = new RowBatch(layout);
        for (StagedSlice slice : slices) {
            byte[] rows = segments.read(slice);
            batch.clear();
            batch.add(rows, 0, rows.length);
            use.accept(batch);
        }
    }

    List<StagedSlice> slices() {
        return slices;
    }
}
