package dev.daybook.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.row.Column;
import dev.daybook.row.ColumnType.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.internal.column.columnindex.ColumnIndex;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.io.api.Binary;

/** What must hold for every file: both readers find what was written, and the file tells no lies about itself. */
final class TableAssert {

    /** As many bytes of a text as the page index keeps; statistics of a column keep 1024. */
    private static final int INDEX_BYTES = 64;

    private static final int STATISTICS_BYTES = 1024;

    private final DuckDb duckDb;
    private final WrittenTable table;

    private TableAssert(DuckDb duckDb, WrittenTable table) {
        this.duckDb = duckDb;
        this.table = table;
    }

    static void assertThatFileIsRight(DuckDb duckDb, WrittenTable table) {
        TableAssert that = new TableAssert(duckDb, table);
        that.rowsAreWhatWasWritten();
        that.typesAreThoseOfTheSchema();
        that.proofIsRight();
        that.statisticsAreRightForDuckDb();
        that.footerAndPageIndexAreRightForParquetJava();
    }

    private void rowsAreWhatWasWritten() {
        assertSameRows("DuckDB", duckDb.rows(table.file(), "select * from FILE"));
        assertSameRows("parquet-java", table.readByParquetJava());
    }

    private void assertSameRows(String reader, List<List<Object>> found) {
        assertThat(found.size())
                .as("rows found by %s", reader)
                .isEqualTo(table.rows().size());
        for (int row = 0; row < found.size(); row++) {
            if (!found.get(row).equals(table.rows().get(row))) {
                assertThat(found.get(row))
                        .as("row %d found by %s", row, reader)
                        .isEqualTo(table.rows().get(row));
            }
        }
    }

    private static String sqlType(Column column) {
        return switch (column.type().kind()) {
            case STRING -> "VARCHAR";
            case BOOLEAN -> "BOOLEAN";
            case INT -> "INTEGER";
            case BIGINT -> "BIGINT";
            case DATE -> "DATE";
            case TIMESTAMP -> "TIMESTAMP WITH TIME ZONE";
            case DECIMAL ->
                "DECIMAL(%d,%d)"
                        .formatted(column.type().precision(), column.type().scale());
        };
    }

    private void typesAreThoseOfTheSchema() {
        List<List<Object>> expected = new ArrayList<>();
        for (Column column : table.schema().columns()) {
            expected.add(List.of(column.name(), sqlType(column)));
        }
        assertThat(duckDb.rows(table.file(), "select column_name, column_type from (describe select * from FILE)"))
                .isEqualTo(expected);
    }

    private void proofIsRight() {
        FileProof proof = table.proof();
        assertThat(proof.rows()).isEqualTo(table.rows().size());
        assertThat(proof.bytes()).isEqualTo(size());
        assertThat(proof.columns().stream().map(FileProof.ColumnSum::name))
                .containsExactlyElementsOf(
                        table.schema().columns().stream().map(Column::name).toList());
        for (FileProof.ColumnSum column : proof.columns()) {
            long nulls = table.rows().size() - table.present(column.name()).size();
            assertThat(column.nulls()).as("nulls of %s", column.name()).isEqualTo(nulls);
            assertThat(column.sum()).as("sum of %s", column.name()).isEqualTo(table.sum(column.name()));
        }
        assertThat(duckDb.row(table.file(), "select " + sums() + " from FILE"))
                .as("nulls and sums by SQL")
                .isEqualTo(proof.columns().stream()
                        .flatMap(c -> List.<Object>of(c.nulls(), c.sum().toString()).stream())
                        .toList());
    }

    /** Sums as text: SQL has no integers as wide as they may get, so a wide one comes from a list of its parts. */
    private String sums() {
        return table.schema().columns().stream()
                .map(column -> {
                    String name = column.name();
                    String number = switch (column.type().kind()) {
                        case STRING -> "strlen(" + name + ")";
                        case BOOLEAN -> name + "::int";
                        case INT, BIGINT -> name;
                        case DATE -> "datediff('day', date '1970-01-01', " + name + ")";
                        case TIMESTAMP -> "epoch_ms(" + name + ")";
                        case DECIMAL ->
                            "(%s::decimal(38,2) * 1%s)::hugeint"
                                    .formatted(name, "0".repeat(column.type().scale()))
                                    .replace("38,2", "38," + column.type().scale());
                    };
                    return "count(*) - count(%s), coalesce(sum(%s::hugeint), 0)::varchar".formatted(name, number);
                })
                .collect(Collectors.joining(", "));
    }

    private long size() {
        try {
            return Files.size(table.file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void statisticsAreRightForDuckDb() {
        List<List<Object>> found = new ArrayList<>();
        List<List<Object>> expected = new ArrayList<>();
        for (int i = 0; i < table.schema().columns().size(); i++) {
            Column column = table.schema().columns().get(i);
            String type = sqlType(column);
            found.addAll(duckDb.rows(table.file(), """
                    select row_group_id, path_in_schema, num_values, stats_null_count, compression,
                           stats_min_value::%s, stats_max_value::%s
                    from parquet_metadata(FILE) where path_in_schema = '%s' order by row_group_id""".formatted(type, type, column.name())));
            List<List<Object>> groups = valuesByRowGroup(i);
            for (int group = 0; group < groups.size(); group++) {
                List<Object> values = groups.get(group);
                List<Object> row = new ArrayList<>(Arrays.asList(
                        (long) group,
                        column.name(),
                        (long) values.size(),
                        values.stream().filter(Objects::isNull).count(),
                        "ZSTD",
                        least(values),
                        greatest(values)));
                expected.add(row);
            }
        }
        for (int i = 0; i < expected.size(); i++) {
            List<Object> row = found.get(i);
            boolean isCut = expected.get(i).get(5) instanceof String least && least.length() > 300
                    || expected.get(i).get(6) instanceof String greatest && greatest.length() > 300;
            if (isCut) {
                assertThat(row.subList(0, 5)).isEqualTo(expected.get(i).subList(0, 5));
            } else {
                assertThat(row).isEqualTo(expected.get(i));
            }
        }
        assertThat(found).hasSameSizeAs(expected);
    }

    private List<Long> rowGroupSizes() {
        return duckDb
                .rows(
                        table.file(),
                        "select distinct row_group_id, row_group_num_rows from parquet_metadata(FILE) order by 1")
                .stream()
                .map(row -> (Long) row.get(1))
                .toList();
    }

    private List<List<Object>> valuesByRowGroup(int column) {
        List<List<Object>> groups = new ArrayList<>();
        int from = 0;
        for (long size : rowGroupSizes()) {
            groups.add(values(column, from, from + (int) size));
            from += (int) size;
        }
        assertThat(from).as("rows in row groups").isEqualTo(table.rows().size());
        return groups;
    }

    private List<Object> values(int column, int from, int to) {
        List<Object> values = new ArrayList<>();
        for (List<Object> row : table.rows().subList(from, to)) {
            values.add(row.get(column));
        }
        return values;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static int compare(Object a, Object b) {
        if (a instanceof String text && b instanceof String other) {
            return Arrays.compareUnsigned(text.getBytes(UTF_8), other.getBytes(UTF_8));
        }
        return ((Comparable) a).compareTo(b);
    }

    private static Object least(List<Object> values) {
        return values.stream()
                .filter(Objects::nonNull)
                .min((Comparator<Object>) TableAssert::compare)
                .orElse(null);
    }

    private static Object greatest(List<Object> values) {
        return values.stream()
                .filter(Objects::nonNull)
                .max((Comparator<Object>) TableAssert::compare)
                .orElse(null);
    }

    private void footerAndPageIndexAreRightForParquetJava() {
        try (ParquetFileReader reader = table.open()) {
            int from = 0;
            for (BlockMetaData rowGroup : reader.getRowGroups()) {
                int to = from + (int) rowGroup.getRowCount();
                for (int i = 0; i < table.schema().columns().size(); i++) {
                    ColumnChunkMetaData chunk = rowGroup.getColumns().get(i);
                    assertThat(chunk.getCodec()).isEqualTo(CompressionCodecName.ZSTD);
                    assertStatistics(chunk.getStatistics(), i, values(i, from, to));
                    assertPageIndex(reader.readColumnIndex(chunk), reader.readOffsetIndex(chunk), i, from, to);
                }
                from = to;
            }
            assertThat(from).isEqualTo(table.rows().size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertStatistics(Statistics<?> statistics, int column, List<Object> values) {
        String name = table.schema().columns().get(column).name();
        assertThat(statistics.getNumNulls())
                .as("nulls of %s", name)
                .isEqualTo(values.stream().filter(Objects::isNull).count());
        assertThat(statistics.hasNonNullValue()).as("bounds of %s", name).isEqualTo(least(values) != null);
        if (statistics.hasNonNullValue()) {
            assertBounds(
                    name,
                    least(values),
                    statistics.genericGetMin(),
                    greatest(values),
                    statistics.genericGetMax(),
                    STATISTICS_BYTES);
        }
    }

    private void assertPageIndex(ColumnIndex index, OffsetIndex offsets, int column, int from, int to) {
        String name = table.schema().columns().get(column).name();
        assertThat(offsets).as("offset index of %s", name).isNotNull();
        assertThat(index).as("column index of %s", name).isNotNull();
        assertThat(offsets.getFirstRowIndex(0)).isZero();
        for (int page = 0; page < offsets.getPageCount(); page++) {
            int first = from + (int) offsets.getFirstRowIndex(page);
            int last = from + (int) offsets.getLastRowIndex(page, to - from);
            List<Object> values = values(column, first, last + 1);
            assertThat(values.size()).as("rows of page %d of %s", page, name).isBetween(1, 20_000);
            assertThat(index.getNullCounts().get(page))
                    .isEqualTo(values.stream().filter(Objects::isNull).count());
            assertThat(index.getNullPages().get(page)).isEqualTo(least(values) == null);
            if (least(values) != null) {
                Object min = bound(column, index.getMinValues().get(page));
                Object max = bound(column, index.getMaxValues().get(page));
                assertBounds(name, least(values), min, greatest(values), max, INDEX_BYTES);
            }
        }
    }

    /** A bound as it stands in the page index, as parquet-java gives it in statistics. */
    private Object bound(int column, ByteBuffer bytes) {
        ByteBuffer value = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        Kind kind = table.schema().columns().get(column).type().kind();
        return switch (kind) {
            case BOOLEAN -> value.get() != 0;
            case INT, DATE -> value.getInt();
            case BIGINT, TIMESTAMP -> value.getLong();
            case STRING, DECIMAL -> Binary.fromConstantByteBuffer(bytes);
        };
    }

    private void assertBounds(String name, Object least, Object min, Object greatest, Object max, int textBytes) {
        if (table.kind(name) == Kind.STRING) {
            byte[] minBytes = ((Binary) min).getBytes();
            byte[] maxBytes = ((Binary) max).getBytes();
            byte[] leastBytes = ((String) least).getBytes(UTF_8);
            byte[] greatestBytes = ((String) greatest).getBytes(UTF_8);
            assertThat(Arrays.compareUnsigned(minBytes, leastBytes))
                    .as("least %s", name)
                    .isNotPositive();
            assertThat(Arrays.compareUnsigned(maxBytes, greatestBytes))
                    .as("greatest %s", name)
                    .isNotNegative();
            if (leastBytes.length <= textBytes) {
                assertThat(minBytes).as("least %s", name).isEqualTo(leastBytes);
            }
            if (greatestBytes.length <= textBytes) {
                assertThat(maxBytes).as("greatest %s", name).isEqualTo(greatestBytes);
            }
            return;
        }
        assertThat(asNumber(min)).as("least %s", name).isEqualTo(WrittenTable.number(least));
        assertThat(asNumber(max)).as("greatest %s", name).isEqualTo(WrittenTable.number(greatest));
    }

    private static long asNumber(Object bound) {
        return bound instanceof Binary binary
                ? WrittenTable.number(new BigDecimal(new BigInteger(binary.getBytes())))
                : WrittenTable.number(bound);
    }
}
