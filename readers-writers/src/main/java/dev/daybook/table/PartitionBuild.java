package dev.daybook.table;

import dev.daybook.failure.DaybookException;
import dev.daybook.row.RowBatch;
import dev.daybook.row.RowIndex;
import dev.daybook.row.RowLayout;
import dev.daybook.row.TableSchema;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a partition's files from staged rows: drops duplicates, sorts, encodes. Rows are held a run at a time, so
 * memory does not grow with the partition but for 16 bytes of identity a row. Used for one partition after another; not
 * thread-safe.
 */
final class PartitionBuild {

    /** Staged bytes that are sorted and encoded together. */
    private static final int RUN_BYTES = 48 << 20;

    private final ObjectStore store;
    private final TableSchema schema;
    private final boolean isSorted;
    private final Identities identities;
    private final RowIndex run;
    private final RowBatch batch;
    private long[] written = new long[0];
    private long[] duplicates = new long[0];
    private int[] order = new int[0];
    private int keptLeft;

    /** @param sortBy column the rows of a run are sorted by; null keeps their order */
    PartitionBuild(ObjectStore store, TableSchema schema, boolean keepRepeats, @Nullable String sortBy) {
        this.store = store;
        this.schema = schema;
        RowLayout layout = schema.layout();
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
        identities.clear(slices.stream().mapToInt(StagedSlice::rows).sum());
        run.clear();
        reserveRun(slices);
        written = new long[inputs.size()];
        duplicates = new long[inputs.size()];
        try (GenerationFiles files = new GenerationFiles(store, schema, inputs, folder)) {
            for (StagedSlice slice : slices) {
                run.add(segments.read(slice), 0, slice.length());
                if (run.size() >= RUN_BYTES) {
                    writeRun(files);
                }
            }
            writeRun(files);
            return new Result(files.finish(), written, duplicates);
        } catch (IOException e) {
            throw DaybookException.storage("%s cannot be written: %s".formatted(folder, e.getMessage()), e);
        }
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

    private void writeRun(GenerationFiles files) throws IOException {
        int count = selectNew();
        if (isSorted) {
            RowOrder.sort(run, order, count);
        }
        for (int from = 0; from < count; from += GenerationFiles.BATCH_ROWS) {
            writeBatch(from, Math.min(count, from + GenerationFiles.BATCH_ROWS), files);
        }
        files.endIfLarge();
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
    private void writeBatch(int from, int to, GenerationFiles files) throws IOException {
        if (isSorted) {
            batch.setCopy(run, order, from, to);
        } else {
            batch.set(run, order, from, to);
        }
        files.write(batch);
    }
}
