package dev.daybook.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.daybook.row.Column;
import dev.daybook.row.ColumnType;
import dev.daybook.row.ColumnType.Kind;
import dev.daybook.row.RowBatch;
import dev.daybook.row.RowBuffer;
import dev.daybook.row.TableSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.io.LocalInputFile;

/**
 * A file and what was put into it: per row the values of {@code schema}'s columns, as {@code String}, {@code Boolean},
 * {@code Integer}, {@code Long}, {@code BigDecimal}, {@code LocalDate}, {@code Instant} or null.
 */
record WrittenTable(TableSchema schema, List<List<Object>> rows, Path file, FileProof proof) {

    static final long ONE_ROW_GROUP = Long.MAX_VALUE;

    static final String INPUT = "feed/input.csv";

    /** A table of the given columns and the one every table has, which is added behind them. */
    static TableSchema schemaOf(List<Column> columns) {
        List<Column> all = new ArrayList<>(columns);
        all.add(new Column(TableSchema.SOURCE, ColumnType.STRING, false));
        return new TableSchema("visits", all, null);
    }

    /**
     * Writes rows of one source.
     *
     * @param rows without the source
     * @param batchRows how many are handed over at a time
     */
    static WrittenTable write(
            Path file, List<Column> columns, List<List<Object>> rows, int batchRows, long maxRowGroupBytes) {
        TableSchema schema = schemaOf(columns);
        List<List<Object>> withSource = new ArrayList<>(rows.size());
        try (OutputStream out = Files.newOutputStream(file);
                ParquetRowWriter writer =
                        new ParquetRowWriter(out, schema, schema.layout(), List.of(INPUT), null, maxRowGroupBytes)) {
            RowBatch batch = new RowBatch(schema.layout());
            for (int from = 0; from < rows.size(); from += batchRows) {
                List<List<Object>> part = rows.subList(from, Math.min(rows.size(), from + batchRows));
                batch.clear();
                fill(batch, columns, part);
                writer.write(batch, ascending(part.size()), part.size());
            }
            FileProof proof = writer.finish();
            for (List<Object> row : rows) {
                List<Object> all = new ArrayList<>(row);
                all.add(INPUT);
                withSource.add(all);
            }
            return new WrittenTable(schema, withSource, file, proof);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int[] ascending(int count) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        return order;
    }

    static void fill(RowBatch batch, List<Column> columns, List<List<Object>> rows) {
        RowBuffer buffer = new RowBuffer(1 << 16);
        for (List<Object> row : rows) {
            append(buffer, columns, row, 0);
        }
        batch.add(buffer.bytes(), 0, buffer.size());
    }

    static void append(RowBuffer buffer, List<Column> columns, List<Object> row, int source) {
        buffer.begin(source);
        for (int i = 0; i < columns.size(); i++) {
            Object value = row.get(i);
            if (value == null) {
                buffer.addNull();
            } else if (value instanceof String text) {
                byte[] utf8 = text.getBytes(UTF_8);
                buffer.addText(utf8, 0, utf8.length);
            } else {
                buffer.addNumber(columns.get(i).type().kind(), number(value));
            }
        }
        buffer.end();
    }

    /** The value as the {@code long} it is in a row; of a text its length in bytes. */
    static long number(Object value) {
        if (value instanceof Boolean truth) {
            return truth ? 1 : 0;
        } else if (value instanceof BigDecimal decimal) {
            return decimal.unscaledValue().longValueExact();
        } else if (value instanceof LocalDate date) {
            return date.toEpochDay();
        } else if (value instanceof Instant time) {
            return time.toEpochMilli();
        } else if (value instanceof String text) {
            return text.getBytes(UTF_8).length;
        }
        return ((Number) value).longValue();
    }

    /** The column's values without nulls. */
    List<Object> present(String column) {
        int index = schema.columns().stream().map(Column::name).toList().indexOf(column);
        return rows.stream().map(row -> row.get(index)).filter(v -> v != null).toList();
    }

    BigInteger sum(String column) {
        return present(column).stream()
                .map(v -> BigInteger.valueOf(number(v)))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** The file as parquet-java reads it. */
    List<List<Object>> readByParquetJava() {
        List<List<Object>> found = new ArrayList<>();
        try (ParquetReader<GenericRecord> reader = AvroParquetReader.<GenericRecord>builder(
                        new LocalInputFile(file), new PlainParquetConfiguration())
                .withDataModel(new GenericData())
                .withCodecFactory(new PlainCodecs())
                .usePageChecksumVerification()
                .build()) {
            for (GenericRecord next = reader.read(); next != null; next = reader.read()) {
                List<Object> row = new ArrayList<>();
                for (Column column : schema.columns()) {
                    row.add(valueOf(column, next.get(column.name())));
                }
                found.add(row);
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object valueOf(Column column, Object value) {
        if (value == null) {
            return null;
        }
        return switch (column.type().kind()) {
            case STRING -> value.toString();
            case DATE -> LocalDate.ofEpochDay((int) value);
            case TIMESTAMP -> Instant.ofEpochMilli((long) value);
            case DECIMAL ->
                new BigDecimal(
                        new BigInteger(((GenericFixed) value).bytes()),
                        column.type().scale());
            case BOOLEAN, INT, BIGINT -> value;
        };
    }

    ParquetFileReader open() {
        try {
            ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                    .withCodecFactory(new PlainCodecs())
                    .build();
            return ParquetFileReader.open(new LocalInputFile(file), options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Kind kind(String column) {
        return schema.columns().stream()
                .filter(c -> c.name().equals(column))
                .findFirst()
                .orElseThrow()
                .type()
                .kind();
    }
}
