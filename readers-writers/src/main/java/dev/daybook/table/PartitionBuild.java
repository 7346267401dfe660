package dev.daybook.table;

import dev.daybook.failure.DaybookException;
import dev.daybook.parquet.FileProof;
import dev.daybook.parquet.ParquetRowWriter;
import dev.daybook.row.RowBatch;
import dev.daybook.row.RowIndex;
import dev.daybook.row.RowLayout;
import dev.daybook.row.TableSchema;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStore;
import dev.daybook.store.StoredObject;
import dev.daybook.store.Upload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a partition's files from staged rows: drops duplicates, sorts, encodes. Rows are held a run at a time, so
 * memory does not grow with the partition but for 16 bytes of identity a row. Used for one partition after another; not
 * thread-safe.
 */
final class PartitionBuild {

    /** Staged bytes that are sorted and encoded together. */
    private static final int RUN_BYTES = 48 << 20;

    /** Rows of a page. */
    private static final int BATCH_ROWS = 20_000;

    private static final int[] ASCENDING = IntStream.range(0, BATCH_ROWS).toArray();

    /** Bytes after which a new file is begun. */
    private static final long FILE_BYTES = 256L << 20;

    private final ObjectStore store;
    private final TableSchema schema;
    private final RowLayout layout;
    private final boolean isSorted;
    private final Identities identities;
    private final RowIndex run;
    private final RowBatch batch;
    private final List<DataFile> files = new ArrayList<>();
    private long[] written = new long[0];
    private long[] duplicates = new long[0];
    private int[] order = new int[0];
    private int keptLeft;
    private List<String> sources = List.of();
    private CRC32C checksum = new CRC32C();
    private @Nullable Upload upload;
    private @Nullable ParquetRowWriter writer;

    /** @param sortBy column the rows of a run are sorted by; null keeps their order */
    PartitionBuild(ObjectStore store, TableSchema schema, boolean keepRepeats, @Nullable String sortBy) {
        this.store = store;
        this.schema = schema;
        this.layout = schema.layout();
        this.identities = new Identities(keepRepeats);
        this.batch = new RowBatch(layout);
        this.isSorted = sortBy != null;
        this.run = new RowIndex(layout, sortBy == null ? -1 : layout.indexOf(sortBy));
    }

    /**
     * @param files in the order they were written
     * @param written rows by input
     * @param duplicates rows dropped, by input
     */
    record Result(List<DataFile> files, long[] written, long[] duplicates) {}

    /**
     * @param kept rows the table has and keeps
     * @param staged rows to be added, in the order in which the first of equal ones wins
     * @param inputs names of inputs by the number rows carry
     * @param folder of the new generation
     */
    Result build(
            Segments segments, List<StagedSlice> kept, List<StagedSlice> staged, List<String> inputs, Location folder) {
        List<StagedSlice> slices = new ArrayList<>(kept);
        slices.addAll(staged);
        keptLeft = kept.stream().mapToInt(StagedSlice::rows).sum();
        sources = inputs;
        int rows = slices.stream().mapToInt(StagedSlice::rows).sum();
        identities.clear(rows);
        run.clear();
        reserveRun(slices);
        files.clear();
        written = new long[sources.size()];
        duplicates = new long[sources.size()];
        try {
            for (StagedSlice slice : slices) {
                run.add(segments.read(slice), 0, slice.length());
                if (run.size() >= RUN_BYTES) {
                    writeRun(folder);
                }
            }
            writeRun(folder);
            endFile();
        } catch (IOException e) {
            throw DaybookException.storage("%s cannot be written: %s".formatted(folder, e.getMessage()), e);
        } finally {
            abort();
        }
        return new Result(List.copyOf(files), written, duplicates);
    }

    /** For the first run, which is the only one of most partitions. */
    private void reserveRun(List<StagedSlice> slices) {
        int rows = 0;
        int bytes = 0;
        for (StagedSlice slice : slices) {
            if (bytes < RUN_BYTES) {
                rows += slice.rows();
                bytes += slice.length();
            }
        }
        run.reserve(rows, bytes);
    }

    private void writeRun(Location folder) throws IOException {
        int count = selectNew();
        if (isSorted) {
            RowOrder.sort(run, order, count);
        }
        for (int from = 0; from < count; from += BATCH_ROWS) {
            writeBatch(from, Math.min(count, from + BATCH_ROWS), folder);
        }
        if (writer != null && writer.bytes() >= FILE_BYTES) {
            endFile();
        }
        run.clear();
    }

    /** Puts the rows that stay into {@code order}. */
    private int selectNew() {
        if (order.length < run.rows()) {
            order = new int[run.rows()];
        }
        int count = 0;
        for (int row = 0; row < run.rows(); row++) {
            int source = run.source(row);
            if (stays(row)) {
                order[count++] = row;
                written[source]++;
            } else {
                duplicates[source]++;
            }
        }
        return count;
    }

    private boolean stays(int row) {
        if (keptLeft == 0) {
            return identities.isNew(run, row);
        }
        keptLeft--;
        identities.keep(run, row);
        return true;
    }

    /** Rows are taken apart by the page, so that the columns' passes over them stay in the processor's cache. */
    private void writeBatch(int from, int to, Location folder) throws IOException {
        if (isSorted) {
            batch.setCopy(run, order, from, to);
        } else {
            batch.set(run, order, from, to);
        }
        fileIn(folder).write(batch, ASCENDING, to - from);
    }

    private ParquetRowWriter fileIn(Location folder) throws IOException {
        if (writer == null) {
            upload = store.upload(folder.resolve("part-%05d.zstd.parquet".formatted(files.size())));
            checksum = new CRC32C();
            writer = new ParquetRowWriter(new CheckedOutputStream(upload.stream(), checksum), schema, layout, sources);
        }
        return writer;
    }

    private void endFile() throws IOException {
        if (writer == null || upload == null) {
            return;
        }
        FileProof proof = writer.finish();
        StoredObject stored = upload.commit();
        files.add(new DataFile(stored.location(), proof, Long.toHexString(checksum.getValue())));
        abort();
    }

    /** Lets go of an unfinished file; after a commit only of its buffers. */
    private void abort() {
        if (writer != null) {
            writer.close();
            writer = null;
        }
        if (upload != null) {
            upload.close();
            upload = null;
        }
    }
}
