package dev.daybook.table;

import dev.daybook.failure.Failpoints;
import dev.daybook.parquet.FooterCheck;
import dev.daybook.parquet.ParquetRows;
import dev.daybook.row.RowBuffer;
import dev.daybook.row.RowLayout;
import dev.daybook.row.TableSchema;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes the next generation of a partition: the rows it has, less those of the inputs that are loaded anew, and the
 * staged rows of these. Used for one partition after another; not thread-safe, except that several may work at once.
 */
public final class PartitionLoader {

    /** Bytes of rows read back from the table that are staged together. */
    private static final int KEPT_SEGMENT_BYTES = 8 << 20;

    private final ObjectStore store;
    private final Spec spec;
    private final Location scratch;
    private TableSchema schema;
    private PartitionBuild build;

    /**
     * What is loaded.
     *
     * @param sources inputs that are loaded, by the number rows carry; what the table has of them is replaced
     * @param keepRepeats whether equal rows of one input are different things
     * @param sortBy column the rows are sorted by; null keeps their order
     * @param cause for the commit record
     * @param tag that tells this load's folders from those of others
     */
    public record Spec(
            TableSchema schema,
            TablePlaces places,
            List<String> sources,
            boolean keepRepeats,
            @Nullable String sortBy,
            String cause,
            String tag) {}

    /**
     * What became of the staged rows of a partition.
     *
     * @param written rows of the first input
     * @param duplicates rows of the first input that were there already
     */
    public record Built(CommitRecord generation, long written, long duplicates) {}

    /** @param scratch folder for rows read back, this loader's alone */
    public PartitionLoader(ObjectStore store, Spec spec, Location scratch) {
        this.store = store;
        this.spec = spec;
        this.scratch = scratch;
        this.schema = spec.schema();
        this.build = newBuild();
    }

    private PartitionBuild newBuild() {
        return new PartitionBuild(store, schema, spec.keepRepeats(), spec.sortBy());
    }

    /** Columns the partition has from elsewhere stay. */
    private void widen(TableSchema earlier) {
        TableSchema wider = spec.schema().withColumnsOf(earlier);
        if (!wider.equals(schema)) {
            schema = wider;
            build = newBuild();
        }
    }

    /**
     * Writes the files of the generation behind {@code current}; nothing refers to them yet.
     *
     * @param current null for a partition that is new
     * @param replaced numbers of the inputs whose rows in the table give way to their staged ones
     */
    public Built load(StagedPartition staged, @Nullable CommitRecord current, Set<Integer> replaced) {
        List<String> inputs = new ArrayList<>(spec.sources());
        Segments kept = new Segments(store, scratch);
        List<StagedSlice> keptSlices = new ArrayList<>();
        widen(current == null ? spec.schema() : current.schema());
        if (current != null) {
            keptSlices.addAll(kept.slices(stageKept(current, kept, inputs, replaced)));
        }
        int generation = current == null ? 1 : current.generation() + 1;
        spec.places().requireUnpublished(store, staged.partition(), generation);
        Location folder = spec.places().generation(staged.partition(), generation, spec.tag());
        store.deleteFolder(folder);
        PartitionBuild.Result result = build.build(kept, keptSlices, staged.slices(), inputs, folder);
        kept.delete();
        requireConservation(folder, rowsOf(keptSlices) + rowsOf(staged.slices()), result);
        result.files().forEach(file -> FooterCheck.verify(store, file.location(), file.proof()));
        Failpoints.reach("partition-built");
        return new Built(
                record(staged.partition(), generation, folder, inputs, result),
                result.written()[0],
                result.duplicates()[0]);
    }

    private static long rowsOf(List<StagedSlice> slices) {
        return slices.stream().mapToLong(StagedSlice::rows).sum();
    }

    /** Before anything refers to the files: each row is in one of them, or equal to one that is. */
    private static void requireConservation(Location folder, long given, PartitionBuild.Result result) {
        long written = Arrays.stream(result.written()).sum();
        long duplicates = Arrays.stream(result.duplicates()).sum();
        long inFiles =
                result.files().stream().mapToLong(file -> file.proof().rows()).sum();
        if (given != written + duplicates || inFiles != written) {
            throw new IllegalStateException(
                    "rows of %s do not add up: %,d given = %,d written + %,d duplicate; %,d in files"
                            .formatted(folder, given, written, duplicates, inFiles));
        }
    }

    private int stageKept(CommitRecord current, Segments kept, List<String> inputs, Set<Integer> replaced) {
        Set<String> gone = replaced.stream().map(spec.sources()::get).collect(Collectors.toSet());
        RowLayout layout = schema.layout();
        RowBuffer rows = new RowBuffer(KEPT_SEGMENT_BYTES);
        int segments = 0;
        for (CommitRecord.FileEntry file : current.files()) {
            Location place = Location.parse(current.location(), Path.of("/")).resolve(file.name());
            try (ParquetRows reader = new ParquetRows(store, place, layout)) {
                boolean more = true;
                while (more) {
                    more = reader.read(rows, s -> !gone.contains(s), s -> numberOf(s, inputs), KEPT_SEGMENT_BYTES);
                    if (rows.rows() > 0) {
                        kept.write(segments++, Map.of(current.partition(), rows));
                        rows.clear();
                    }
                }
            }
        }
        return segments;
    }

    private static int numberOf(String source, List<String> inputs) {
        int known = inputs.indexOf(source);
        if (known >= 0) {
            return known;
        }
        inputs.add(source);
        return inputs.size() - 1;
    }

    private CommitRecord record(
            String partition, int generation, Location folder, List<String> inputs, PartitionBuild.Result result) {
        Map<String, Long> rowsBySource = new LinkedHashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            if (result.written()[i] > 0) {
                rowsBySource.put(inputs.get(i), result.written()[i]);
            }
        }
        return new CommitRecord(
                spec.schema().table(),
                spec.places().partitionColumn(),
                partition,
                generation,
                spec.cause(),
                Instant.now(),
                folder.toString(),
                result.files().stream().map(DataFile::entry).toList(),
                CommitRecord.entries(schema),
                spec.schema().id(),
                rowsBySource);
    }
}
