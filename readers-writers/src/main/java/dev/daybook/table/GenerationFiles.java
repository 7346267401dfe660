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

/** Writes rows, in the order they come, into a generation's files; begins a new file when one has become large. */
final class GenerationFiles implements AutoCloseable {

    /** Rows of a page. */
    private static final int BATCH_ROWS = 20_000;

    private static final int[] ASCENDING = IntStream.range(0, BATCH_ROWS).toArray();

    private final ObjectStore store;
    private final TableSchema schema;
    private final Location folder;
    private final long fileBytes;
    private final RowBatch batch;
    private final List<DataFile> files = new ArrayList<>();
    private CRC32C checksum = new CRC32C();
    private @Nullable Upload upload;
    private @Nullable ParquetRowWriter writer;

    /** @param fileBytes after which a new file is begun */
    GenerationFiles(ObjectStore store, TableSchema schema, Location folder, long fileBytes) {
        this.store = store;
        this.schema = schema;
        this.folder = folder;
        this.fileBytes = fileBytes;
        this.batch = new RowBatch(schema.layout());
    }

    /** Takes in the row in {@code staged[from, to)}, which is copied. */
    void add(byte[] staged, int from, int to) throws IOException {
        batch.add(staged, from, to);
        if (batch.rows() == BATCH_ROWS) {
            flush();
        }
    }

    private void flush() throws IOException {
        if (batch.rows() == 0) {
            return;
        }
        file().write(batch, ASCENDING, batch.rows());
        batch.clear();
        if (writer != null && writer.bytes() >= fileBytes) {
            endFile();
        }
    }

    private ParquetRowWriter file() throws IOException {
        if (writer == null) {
            upload = store.upload(folder.resolve("part-%05d.zstd.parquet".formatted(files.size())));
            checksum = new CRC32C();
            writer = new ParquetRowWriter(
                    new CheckedOutputStream(upload.stream(), checksum), schema, schema.layout(), List.of());
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
        flush();
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
