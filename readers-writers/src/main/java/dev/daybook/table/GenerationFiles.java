package dev.daybook.table;

import dev.daybook.parquet.FileProof;
import dev.daybook.parquet.ParquetRowWriter;
import dev.daybook.row.RowBatch;
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

/** The files of a generation, written one after another. */
final class GenerationFiles implements AutoCloseable {

    /** Rows of a page, and of a batch at the most. */
    static final int BATCH_ROWS = 20_000;

    private static final int[] ASCENDING = IntStream.range(0, BATCH_ROWS).toArray();

    /** Bytes after which a new file is begun. */
    private static final long FILE_BYTES = 256L << 20;

    private final ObjectStore store;
    private final TableSchema schema;
    private final Location folder;
    private final List<String> sources;
    private final @Nullable String filtered;
    private final List<DataFile> files = new ArrayList<>();
    private CRC32C checksum = new CRC32C();
    private @Nullable Upload upload;
    private @Nullable ParquetRowWriter writer;

    /** @param sources names of inputs by the number rows carry */
    GenerationFiles(ObjectStore store, TableSchema schema, List<String> sources, Location folder) {
        this(store, schema, sources, folder, null);
    }

    /** @param filtered column of text whose values readers look for; null for none */
    GenerationFiles(
            ObjectStore store, TableSchema schema, List<String> sources, Location folder, @Nullable String filtered) {
        this.store = store;
        this.filtered = filtered;
        this.schema = schema;
        this.sources = sources;
        this.folder = folder;
    }

    /** Writes all rows of a batch, in its order. */
    void write(RowBatch batch) throws IOException {
        file().write(batch, ASCENDING, batch.rows());
    }

    /** Has the next row begin a new file if this one has become large. */
    void endIfLarge() throws IOException {
        if (writer != null && writer.bytes() >= FILE_BYTES) {
            endFile();
        }
    }

    private ParquetRowWriter file() throws IOException {
        if (writer == null) {
            upload = store.upload(folder.resolve("part-%05d.zstd.parquet".formatted(files.size())));
            checksum = new CRC32C();
            writer = new ParquetRowWriter(
                    new CheckedOutputStream(upload.stream(), checksum), schema, schema.layout(), sources, filtered);
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
        close();
    }

    /** Completes the files, and tells of them in the order they were written. */
    List<DataFile> finish() throws IOException {
        endFile();
        return List.copyOf(files);
    }

    /** Lets go of an unfinished file; of a finished one only of its buffers. */
    @Override
    public void close() {
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
