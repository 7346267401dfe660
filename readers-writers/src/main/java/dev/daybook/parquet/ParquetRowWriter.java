package dev.daybook.parquet;

import dev.daybook.row.Column;
import dev.daybook.row.ColumnType.Kind;
import dev.daybook.row.RowBatch;
import dev.daybook.row.RowLayout;
import dev.daybook.row.TableSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * Writes one Parquet file: zstd, dictionaries where they pay, statistics and page index, row groups of about 128 MiB. An
 * Apache Parquet file writer does the file's structure; columns are encoded here straight from {@link RowBatch}, which
 * spares an object per row and a call per value. Not thread-safe.
 */
public final class ParquetRowWriter implements AutoCloseable {

    private static final long ROW_GROUP_BYTES = ParquetWriter.DEFAULT_BLOCK_SIZE;

    /**
     * Bounds of a text column are cut to this many bytes. Parquet leaves out all statistics, the number of nulls among
     * them, where least and greatest value have more than 4 KiB together.
     */
    private static final int MAX_BOUND_BYTES = 1024;

    private final PageBuffer buffer = new PageBuffer();
    private final TableSchema schema;
    private final @Nullable String filtered;
    private final Schema avro;
    private final List<ColumnChunkWriter> columns = new ArrayList<>();
    private final List<ColumnProof> proofs = new ArrayList<>();
    private final StreamOutputFile output;
    private final ParquetFileWriter file;
    private final long maxRowGroupBytes;
    private long rowGroupRows;
    private long rows;

    /**
     * @param stream the file's place; not closed here
     * @param layout of the batches: {@code schema.layout()}
     * @param sources names of inputs by the number rows carry
     */
    public ParquetRowWriter(OutputStream stream, TableSchema schema, RowLayout layout, List<String> sources)
            throws IOException {
        this(stream, schema, layout, sources, null, ROW_GROUP_BYTES);
    }

    /** @param filtered column of text that gets a bloom filter, so that readers find a value; null for none */
    public ParquetRowWriter(
            OutputStream stream, TableSchema schema, RowLayout layout, List<String> sources, @Nullable String filtered)
            throws IOException {
        this(stream, schema, layout, sources, filtered, ROW_GROUP_BYTES);
    }

    /** @param maxRowGroupBytes compressed bytes after which a row group ends */
    ParquetRowWriter(
            OutputStream stream,
            TableSchema schema,
            RowLayout layout,
            List<String> sources,
            @Nullable String filtered,
            long maxRowGroupBytes)
            throws IOException {
        this.filtered = filtered;
        this.maxRowGroupBytes = maxRowGroupBytes;
        this.schema = schema;
        this.avro = AvroSchemas.avro(schema);
        MessageType message = AvroSchemas.parquet(avro);
        this.output = new StreamOutputFile(stream);
        this.file = new ParquetFileWriter(
                output,
                message,
                ParquetFileWriter.Mode.CREATE,
                maxRowGroupBytes,
                0,
                ParquetProperties.DEFAULT_COLUMN_INDEX_TRUNCATE_LENGTH,
                MAX_BOUND_BYTES,
                ParquetProperties.DEFAULT_PAGE_WRITE_CHECKSUM_ENABLED);
        for (Column column : schema.columns()) {
            ColumnProof proof = new ColumnProof();
            proofs.add(proof);
            columns.add(columnWriter(
                    column, message.getColumnDescription(new String[] {column.name()}), proof, layout, sources));
        }
        file.start();
    }

    private ColumnChunkWriter columnWriter(
            Column column, ColumnDescriptor descriptor, ColumnProof proof, RowLayout layout, List<String> sources) {
        if (column.name().equals(schema.id())) {
            return new IdChunkWriter(descriptor, buffer, proof);
        }
        if (column.name().equals(TableSchema.SOURCE)) {
            return new SourceChunkWriter(descriptor, buffer, proof, sources);
        }
        int index = layout.indexOf(column.name());
        Kind kind = column.type().kind();
        return kind == Kind.STRING
                ? new TextChunkWriter(
                        descriptor, buffer, proof, index, column.name().equals(filtered))
                : new NumberChunkWriter(descriptor, buffer, proof, index, kind);
    }

    /** Writes the batch's rows {@code order[0, count)} in that order. */
    public void write(RowBatch batch, int[] order, int count) throws IOException {
        if (count == 0) {
            return;
        }
        long buffered = 0;
        for (ColumnChunkWriter column : columns) {
            column.add(batch, order, count);
            buffered += column.bufferedBytes();
        }
        rowGroupRows += count;
        rows += count;
        if (buffered >= maxRowGroupBytes) {
            endRowGroup();
        }
    }

    private void endRowGroup() throws IOException {
        file.startBlock(rowGroupRows);
        for (ColumnChunkWriter column : columns) {
            column.flush(file);
        }
        file.endBlock();
        rowGroupRows = 0;
    }

    /** Bytes written so far, without the row group in memory. */
    public long bytes() {
        return output.position();
    }

    public long rows() {
        return rows;
    }

    /** Completes the file. */
    public FileProof finish() throws IOException {
        if (rowGroupRows > 0) {
            endRowGroup();
        }
        file.end(Map.of("parquet.avro.schema", avro.toString()));
        List<FileProof.ColumnSum> sums = new ArrayList<>();
        for (int i = 0; i < proofs.size(); i++) {
            Column column = schema.columns().get(i);
            sums.add(new FileProof.ColumnSum(
                    column.name(), proofs.get(i).nulls(), proofs.get(i).sum()));
        }
        return new FileProof(rows, output.position(), sums);
    }

    @Override
    public void close() {
        buffer.close();
    }
}
