package dev.daybook.parquet;

import dev.daybook.failure.DaybookException;
import dev.daybook.row.Column;
import dev.daybook.row.ColumnType.Kind;
import dev.daybook.row.RowBuffer;
import dev.daybook.row.RowLayout;
import dev.daybook.row.TableSchema;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStore;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetReader;

/** Reads the rows of a table's file back as they were staged. A column the file lacks has no value. */
public final class ParquetRows implements AutoCloseable {

    private final ParquetReader<GenericRecord> reader;
    private final Location file;
    private final List<Column> columns;

    /** @param layout the columns wanted */
    public ParquetRows(ObjectStore store, Location file, RowLayout layout) {
        this.file = file;
        this.columns = layout.columns();
        try {
            reader = AvroParquetReader.<GenericRecord>builder(
                            new StoredInputFile(store, file), new PlainParquetConfiguration())
                    .withDataModel(new GenericData())
                    .withCodecFactory(new ZstdCodecs())
                    .build();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * Appends the next rows whose source is wanted; it is empty in a table without one.
     *
     * @param numberOf gives a source its number
     * @param limit bytes in {@code rows} at which to stop
     * @return false at the end of the file
     */
    public boolean read(RowBuffer rows, Predicate<String> wanted, ToIntFunction<String> numberOf, int limit) {
        try {
            while (rows.size() < limit) {
                GenericRecord next = reader.read();
                if (next == null) {
                    return false;
                }
                String source = next.hasField(TableSchema.SOURCE)
                        ? next.get(TableSchema.SOURCE).toString()
                        : "";
                if (wanted.test(source)) {
                    append(next, numberOf.applyAsInt(source), rows);
                }
            }
            return true;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private void append(GenericRecord row, int source, RowBuffer rows) {
        rows.begin(source);
        for (Column column : columns) {
            Object value = row.hasField(column.name()) ? row.get(column.name()) : null;
            if (value == null) {
                rows.addNull();
            } else if (column.type().kind() == Kind.STRING) {
                byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
                rows.addText(text, 0, text.length);
            } else {
                rows.addNumber(column.type().kind(), number(value));
            }
        }
        rows.end();
    }

    private static long number(Object value) {
        if (value instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        if (value instanceof GenericFixed decimal) {
            return new BigInteger(decimal.bytes()).longValueExact();
        }
        return ((Number) value).longValue();
    }

    private DaybookException unreadable(IOException e) {
        return DaybookException.storage("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }
}
