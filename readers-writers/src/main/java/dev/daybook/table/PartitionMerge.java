package dev.daybook.table;

import dev.daybook.failure.DaybookException;
import dev.daybook.failure.Failpoints;
import dev.daybook.parquet.FooterCheck;
import dev.daybook.parquet.ParquetRows;
import dev.daybook.row.IdSet;
import dev.daybook.row.RowBuffer;
import dev.daybook.row.RowView;
import dev.daybook.row.TableSchema;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStore;
import dev.daybook.table.CommitRecord.Conservation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the next generation of a partition whose rows are in order of time and have ids: its rows and the staged ones
 * merged, of each id the first by time, then the one that is published, then by the order in which they were staged. Memory
 * does not grow with the rows. For one partition after another; not thread-safe, except that several may work at once.
 */
public final class PartitionMerge {

    /** Bytes of rows read back from the table that become a run. */
    private static final int KEPT_SEGMENT_BYTES = 8 << 20;

    /** Bytes of all runs together that are in memory at a time. */
    private static final int WINDOWS_BYTES = 32 << 20;

    private static final int LEAST_WINDOW = 8 << 10;
    private static final int LARGEST_WINDOW = 512 << 10;

    /** Ids remembered at once: they take 128 MiB. */
    private static final int IDS_IN_MEMORY = 5_500_000;

    /** The memory of as many is used again for the next partition. */
    private static final int KEPT_IDS = 2_500_000;

    private final ObjectStore store;
    private final Spec spec;
    private final Location scratch;
    private final int idsInMemory;
    private IdSet ids = new IdSet(0);

    /**
     * What is merged.
     *
     * @param timeColumn the rows' order, a timestamp every row has
     * @param idColumn text that tells rows apart; a row may have none
     * @param byContent whether rows without an id are the same if their contents are
     * @param source name of what is staged, for the commit record
     * @param cause for the commit record
     * @param tag that tells this load's folders from those of others
     */
    public record Spec(
            TableSchema schema,
            TablePlaces places,
            String timeColumn,
            String idColumn,
            boolean byContent,
            String source,
            String cause,
            String tag) {}

    /** A generation and what became of the rows it was made from. */
    public record Merged(CommitRecord generation, Conservation conservation) {}

    /** @param scratch folder for rows read back, this object's alone */
    public PartitionMerge(ObjectStore store, Spec spec, Location scratch) {
        this(store, spec, scratch, IDS_IN_MEMORY);
    }

    PartitionMerge(ObjectStore store, Spec spec, Location scratch, int idsInMemory) {
        this.store = store;
        this.spec = spec;
        this.scratch = scratch;
        this.idsInMemory = idsInMemory;
    }

    /**
     * Writes the files of the generation behind {@code current}; nothing refers to them yet.
     *
     * @param staged slices each in order of time
     * @param current null for a partition that is new
     */
    public Merged merge(Segments segments, StagedPartition staged, @Nullable CommitRecord current) {
        TableSchema schema = current == null ? spec.schema() : spec.schema().withColumnsOf(current.schema());
        int generation = current == null ? 1 : current.generation() + 1;
        spec.places().requireUnpublished(store, staged.partition(), generation);
        Location folder = spec.places().generation(staged.partition(), generation, spec.tag());
        store.deleteFolder(folder);
        Segments kept = new Segments(store, scratch);
        kept.delete();
        List<StagedSlice> published = current == null ? List.of() : kept.slices(stageKept(current, kept, schema));
        Work work = new Work(schema, segments, published, staged.slices());
        Written written = write(work, staged.rows(), folder);
        List<DataFile> files = written.files();
        Conservation conservation = written.conservation();
        kept.delete();
        long inFiles = files.stream().mapToLong(file -> file.proof().rows()).sum();
        if (!conservation.isKept(inFiles)) {
            throw new IllegalStateException(
                    "rows of %s do not add up: %s, %,d in files".formatted(folder, conservation, inFiles));
        }
        files.forEach(file -> FooterCheck.verify(store, file.location(), file.proof()));
        Failpoints.reach("partition-built");
        return new Merged(record(staged.partition(), generation, folder, schema, files, conservation), conservation);
    }

    /** Its files are in order, and so are the segments. */
    private int stageKept(CommitRecord current, Segments kept, TableSchema schema) {
        RowBuffer rows = new RowBuffer(KEPT_SEGMENT_BYTES);
        int segments = 0;
        for (CommitRecord.FileEntry file : current.files()) {
            Location place = Location.parse(current.location(), Path.of("/")).resolve(file.name());
            try (ParquetRows reader = new ParquetRows(store, place, schema.layout())) {
                boolean more = true;
                while (more) {
                    more = reader.read(rows, source -> true, source -> 0, KEPT_SEGMENT_BYTES);
                    if (rows.rows() > 0) {
                        kept.write(segments++, Map.of(current.partition(), rows));
                        rows.clear();
                    }
                }
            }
        }
        return segments;
    }

    private record Written(List<DataFile> files, Conservation conservation) {}

    private Written write(Work work, long staged, Location folder) {
        try (GenerationFiles files = new GenerationFiles(store, work.schema, List.of(), folder, spec.idColumn())) {
            if (work.rows() > idsInMemory) {
                return writeSpilled(work, staged, files);
            }
            ids.clear((int) work.rows());
            Written written = work.mergeInto(files, staged, new SeenRows(spec.byContent(), ids));
            if (work.rows() > KEPT_IDS) {
                ids = new IdSet(0);
            }
            return written;
        } catch (IOException e) {
            throw DaybookException.storage("%s cannot be written: %s".formatted(folder, e.getMessage()), e);
        }
    }

    private Written writeSpilled(Work work, long staged, GenerationFiles files) throws IOException {
        int parts = (int) (work.rows() / Math.max(1, idsInMemory / 2)) + 1;
        try (SpilledRows spilled = new SpilledRows(spec.byContent(), parts)) {
            work.spillTo(spilled);
            return work.mergeInto(files, staged, spilled.resolve());
        }
    }

    /** Rows of one partition. */
    private final class Work {

        private final TableSchema schema;
        private final RowView view;
        private final Segments segments;
        private final List<StagedSlice> slices = new ArrayList<>();
        private final int publishedRuns;
        private final long before;

        Work(TableSchema schema, Segments segments, List<StagedSlice> published, List<StagedSlice> staged) {
            this.schema = schema;
            this.view = newView();
            this.segments = segments;
            this.publishedRuns = published.size();
            this.before = published.stream().mapToLong(StagedSlice::rows).sum();
            slices.addAll(published);
            slices.addAll(staged);
        }

        private RowView newView() {
            return new RowView(schema.layout(), spec.timeColumn(), spec.idColumn());
        }

        long rows() {
            return slices.stream().mapToLong(StagedSlice::rows).sum();
        }

        private RunMerge merge() {
            int window = Math.max(LEAST_WINDOW, Math.min(LARGEST_WINDOW, WINDOWS_BYTES / Math.max(1, slices.size())));
            return new RunMerge(slices.stream()
                    .map(slice -> new RunReader(segments, slice, window, view))
                    .toList());
        }

        void spillTo(SpilledRows spilled) throws IOException {
            RunMerge merge = merge();
            for (int run = merge.run(); run >= 0; run = merge.run()) {
                view.set(merge.reader().bytes(), merge.reader().start());
                spilled.add(view, run < publishedRuns);
                merge.advance();
            }
        }

        Written mergeInto(GenerationFiles files, long staged, Distinction distinction) throws IOException {
            MergedRows rows = new MergedRows(files, schema.layout(), distinction, newView());
            RunMerge merge = merge();
            for (int run = merge.run(); run >= 0; run = merge.run()) {
                RunReader reader = merge.reader();
                int end = reader.start() + RowView.lengthAt(reader.bytes(), reader.start());
                rows.add(reader.bytes(), reader.start(), end, run < publishedRuns);
                merge.advance();
            }
            rows.flush();
            return new Written(files.finish(), rows.conservation(before, staged));
        }
    }

    private CommitRecord record(
            String partition,
            int generation,
            Location folder,
            TableSchema schema,
            List<DataFile> files,
            Conservation conservation) {
        Map<String, Long> rowsBySource = new LinkedHashMap<>();
        rowsBySource.put(spec.source(), conservation.written());
        long kept = conservation.before() - conservation.replaced();
        if (kept > 0) {
            rowsBySource.put("generation " + (generation - 1), kept);
        }
        return new CommitRecord(
                schema.table(),
                spec.places().partitionColumn(),
                partition,
                generation,
                spec.cause(),
                Instant.now(),
                folder.toString(),
                files.stream().map(DataFile::entry).toList(),
                CommitRecord.entries(schema),
                schema.id(),
                rowsBySource,
                conservation);
    }
}
