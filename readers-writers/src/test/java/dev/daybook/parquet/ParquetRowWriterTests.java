package dev.daybook.parquet;

import static dev.daybook.parquet.TableAssert.assertThatFileIsRight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.daybook.row.Column;
import dev.daybook.row.ColumnType;
import dev.daybook.row.RowBatch;
import dev.daybook.row.RowBuffer;
import dev.daybook.row.TableSchema;
import java.io.ByteArrayOutputStream;
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
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.EncodingStats;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.LocalOutputFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetRowWriterTests {

    private static DuckDb duckDb;

    @TempDir
    private Path folder;

    @BeforeAll
    static void openDuckDb() {
        duckDb = new DuckDb();
    }

    @AfterAll
    static void closeDuckDb() {
        duckDb.close();
    }

    private static Column column(ColumnType type) {
        return new Column("c", type, true);
    }

    private WrittenTable write(Column column, List<?> values) {
        return write(column, values, 50_000, WrittenTable.ONE_ROW_GROUP);
    }

    private WrittenTable write(Column column, List<?> values, int batchRows, long maxRowGroupBytes) {
        List<List<Object>> rows = new ArrayList<>();
        values.forEach(value -> rows.add(Arrays.asList((Object) value)));
        WrittenTable table =
                WrittenTable.write(folder.resolve("a.parquet"), List.of(column), rows, batchRows, maxRowGroupBytes);
        assertThatFileIsRight(duckDb, table);
        return table;
    }

    private static <T> List<T> generate(int count, IntFunction<T> value) {
        return IntStream.range(0, count).mapToObj(value).toList();
    }

    /** Of the one row group's column {@code c}. */
    private static ColumnChunkMetaData chunk(WrittenTable table) {
        try (ParquetFileReader reader = table.open()) {
            assertThat(reader.getRowGroups()).hasSize(1);
            return reader.getRowGroups().get(0).getColumns().get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertPages(WrittenTable table, int dictionaryPages, int plainPages) {
        EncodingStats pages = chunk(table).getEncodingStats();
        assertThat(pages.getNumDataPagesEncodedAs(Encoding.PLAIN_DICTIONARY))
                .as("pages of numbers")
                .isEqualTo(dictionaryPages);
        assertThat(pages.getNumDataPagesEncodedAs(Encoding.PLAIN))
                .as("plain pages")
                .isEqualTo(plainPages);
        assertThat(pages.hasDictionaryPages()).as("has a dictionary").isEqualTo(dictionaryPages > 0);
        assertThat(pages.getDataEncodings()).isSubsetOf(Encoding.PLAIN_DICTIONARY, Encoding.PLAIN);
    }

    /** Some runs are packed, some stand as runs; those begin and end within groups of eight. */
    @ParameterizedTest
    @ValueSource(ints = {7, 8, 31, 32, 33, 40, 71, 200})
    void runsOfOneValueBetweenOthersComeBack(int run) {
        List<@Nullable String> values = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            values.addAll(Collections.nCopies(run, i % 5 == 4 ? null : "run " + i % 3));
            for (int other = 0; other < i % 11; other++) {
                values.add(other % 4 == 3 ? null : "other " + other);
            }
        }
        assertPages(write(column(ColumnType.STRING), values), 1, 0);
    }

    @Test
    void everyTypeComesBackWithItsNulls() {
        List<Column> columns = List.of(
                new Column("name", ColumnType.STRING, true),
                new Column("active", ColumnType.BOOLEAN, true),
                new Column("visits", ColumnType.INT, true),
                new Column("total", ColumnType.BIGINT, true),
                new Column("amount", ColumnType.decimal(18, 2), true),
                new Column("day", ColumnType.DATE, true),
                new Column("changed_at", ColumnType.TIMESTAMP, true),
                new Column("code", ColumnType.STRING, false));
        List<Object> first = List.of(
                "Ann",
                true,
                7,
                1L << 40,
                new BigDecimal("-12.50"),
                LocalDate.of(1969, 12, 31),
                Instant.parse("2026-03-29T01:30:00.123Z"),
                "x");
        List<Object> none = Arrays.asList(null, null, null, null, null, null, null, "");
        List<Object> second = List.of(
                "", false, -1, 0L, new BigDecimal("0.00"), LocalDate.of(2024, 2, 29), Instant.ofEpochMilli(-1), "漢😀");
        WrittenTable table = WrittenTable.write(
                folder.resolve("all.parquet"), columns, List.of(first, none, second), 100, WrittenTable.ONE_ROW_GROUP);
        assertThatFileIsRight(duckDb, table);
        assertThat(duckDb.rows(table.file(), "select * from FILE")).hasSize(3);
        assertThat(duckDb.row(table.file(), "select count(*), count(name), sum(amount), max(changed_at) from FILE"))
                .containsExactly(3L, 2L, new BigDecimal("-12.50"), Instant.parse("2026-03-29T01:30:00.123Z"));
    }

    @Test
    void aFileWithoutRowsIsAFileAllTheSame() {
        WrittenTable table = write(column(ColumnType.STRING), List.of());
        assertThat(table.proof().rows()).isZero();
        assertThat(duckDb.row(table.file(), "select count(*), max(c) from FILE"))
                .containsExactly(0L, null);
    }

    @Test
    void oneRowIsEnough() {
        assertPages(write(column(ColumnType.STRING), List.of("a")), 1, 0);
        assertPages(write(column(ColumnType.BIGINT), List.of(1L)), 1, 0);
        assertPages(write(column(ColumnType.BOOLEAN), List.of(true)), 0, 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {19_999, 20_000, 20_001, 40_000, 100_000})
    void pagesEndAtTwentyThousandRows(int rows) {
        int pages = (rows + 19_999) / 20_000;
        assertPages(
                write(column(ColumnType.INT), generate(rows, i -> i % 3 == 0 ? null : i % 1000), rows, Long.MAX_VALUE),
                pages,
                0);
        assertPages(
                write(column(ColumnType.STRING), generate(rows, i -> "v" + i % 700), rows, Long.MAX_VALUE), pages, 0);
        assertPages(write(column(ColumnType.BOOLEAN), generate(rows, i -> i % 7 < 3), rows, Long.MAX_VALUE), 0, pages);
    }

    @Test
    void everyBatchBeginsAPage() {
        assertPages(write(column(ColumnType.STRING), generate(1000, i -> "v" + i % 7), 99, Long.MAX_VALUE), 11, 0);
    }

    @Test
    void textsThatRepeatKeepTheirDictionary() {
        assertPages(write(column(ColumnType.STRING), generate(60_000, i -> "value " + i % 3000)), 4, 0);
    }

    @Test
    void mostlyDistinctTextsGiveTheDictionaryUpAtTheFirstPage() {
        WrittenTable table = write(column(ColumnType.STRING), generate(60_000, i -> "value " + i));
        assertPages(table, 0, 4);
        assertThat(chunk(table).hasDictionaryPage()).isFalse();
    }

    @Test
    void aDictionaryThatIsFullLaterLeavesPagesOfBothKinds() {
        Random random = new Random(1);
        List<String> words = generate(9000, i -> i + "x".repeat(180));
        List<String> values = new ArrayList<>();
        for (int i = 0; i < 60_000; i++) {
            values.add(words.get(i < 20_000 ? i % 3000 : random.nextInt(9000)));
        }
        EncodingStats pages = chunk(write(column(ColumnType.STRING), values)).getEncodingStats();
        assertThat(pages.getNumDataPagesEncodedAs(Encoding.PLAIN_DICTIONARY)).isGreaterThanOrEqualTo(3);
        assertThat(pages.getNumDataPagesEncodedAs(Encoding.PLAIN)).isGreaterThanOrEqualTo(3);
    }

    @Test
    void numbersKeepADictionaryOf65536Values() {
        assertPages(
                write(
                        column(ColumnType.BIGINT),
                        generate(80_000, i -> (long) (i % 65_536) << 20),
                        80_000,
                        Long.MAX_VALUE),
                4,
                0);
        assertPages(
                write(
                        column(ColumnType.BIGINT),
                        generate(80_000, i -> (long) (i % 65_537) << 20),
                        80_000,
                        Long.MAX_VALUE),
                3,
                1);
        assertPages(write(column(ColumnType.INT), generate(80_000, i -> i), 80_000, Long.MAX_VALUE), 3, 1);
        assertPages(
                write(
                        column(ColumnType.decimal(18, 2)),
                        generate(80_000, i -> BigDecimal.valueOf(-40_000 + i, 2)),
                        80_000,
                        Long.MAX_VALUE),
                3,
                1);
    }

    @Test
    void aColumnOfNullsHasNeitherValuesNorADictionary() {
        for (ColumnType type : List.of(
                ColumnType.STRING,
                ColumnType.INT,
                ColumnType.BOOLEAN,
                ColumnType.decimal(5, 1),
                ColumnType.TIMESTAMP)) {
            WrittenTable table = write(column(type), generate(30_000, i -> null));
            assertPages(table, 0, 2);
            assertThat(duckDb.row(table.file(), "select count(c), count(*) from FILE"))
                    .containsExactly(0L, 30_000L);
        }
    }

    @Test
    void aPageOfNullsMayStandBetweenOthers() {
        List<String> values = generate(60_000, i -> i / 20_000 == 1 ? null : i < 20_000 ? "a" + i % 100 : "b" + i);
        assertPages(write(column(ColumnType.STRING), values, 20_000, Long.MAX_VALUE), 3 - 1, 1);
        assertPages(
                write(
                        column(ColumnType.DATE),
                        generate(60_000, i -> i / 20_000 == 0 ? null : LocalDate.ofEpochDay(i % 50)),
                        20_000,
                        Long.MAX_VALUE),
                2,
                1);
        assertPages(
                write(
                        column(ColumnType.STRING),
                        generate(60_000, i -> i < 20_000 ? null : "v" + i),
                        20_000,
                        Long.MAX_VALUE),
                0,
                3);
    }

    @Test
    void aColumnThatMayBeNullAndIsNotIsLikeOneThatMayNot() {
        for (boolean nullable : new boolean[] {true, false}) {
            Column column = new Column("c", ColumnType.INT, nullable);
            write(column, generate(25_000, i -> i % 17));
            write(new Column("c", ColumnType.BOOLEAN, nullable), generate(25_000, i -> i % 3 == 0));
            write(new Column("c", ColumnType.STRING, nullable), generate(25_000, i -> "t" + i));
        }
    }

    @Test
    void aRowThatLacksARequiredValueIsNotWritten() {
        for (ColumnType type : List.of(ColumnType.STRING, ColumnType.INT, ColumnType.BOOLEAN)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> write(new Column("c", type, false), Arrays.asList((Object) null)))
                    .withMessage("a row without a value for c, which needs one");
        }
    }

    @Test
    void booleansWithNullsKeepTheirPlaces() {
        for (int rows : new int[] {1, 2, 7, 8, 9, 15, 16, 17, 63, 64, 65, 501}) {
            Random random = new Random(rows);
            write(
                    column(ColumnType.BOOLEAN),
                    generate(rows, i -> random.nextInt(3) == 0 ? null : (Object) random.nextBoolean()));
        }
    }

    @Test
    void numbersMayBeTheLeastAndTheGreatestThereAre() {
        write(column(ColumnType.INT), Arrays.asList(Integer.MIN_VALUE, null, 0, -1, Integer.MAX_VALUE));
        write(column(ColumnType.BIGINT), Arrays.asList(Long.MIN_VALUE, null, 0L, -1L, Long.MAX_VALUE));
        write(
                column(ColumnType.DATE),
                Arrays.asList(
                        LocalDate.of(1, 1, 1),
                        LocalDate.of(1582, 10, 4),
                        LocalDate.of(1969, 12, 31),
                        null,
                        LocalDate.of(9999, 12, 31)));
        write(
                column(ColumnType.TIMESTAMP),
                Arrays.asList(
                        Instant.parse("0001-01-01T00:00:00Z"),
                        Instant.ofEpochMilli(-1),
                        null,
                        Instant.parse("9999-12-31T23:59:59.999Z")));
    }

    /** Decimals are bytes; a reader that orders them as unsigned would take -1 for the greatest. */
    @Test
    void statisticsOrderDecimalsWithTheirSign() {
        WrittenTable table = write(
                column(ColumnType.decimal(18, 2)),
                decimals(
                        "5.00",
                        "-0.01",
                        null,
                        "-9999999999999999.99",
                        "0.00",
                        "9999999999999999.99",
                        "127.00",
                        "-128.00"));
        assertThat(
                        duckDb.row(
                                table.file(),
                                "select stats_min_value, stats_max_value from parquet_metadata(FILE) where path_in_schema = 'c'"))
                .containsExactly("-9999999999999999.99", "9999999999999999.99");
        assertThat(duckDb.rows(table.file(), "select c from FILE where c < 0 order by c"))
                .containsExactly(
                        List.of(new BigDecimal("-9999999999999999.99")),
                        List.of(new BigDecimal("-128.00")),
                        List.of(new BigDecimal("-0.01")));
        write(column(ColumnType.decimal(1, 0)), decimals("1", "-9", null));
        write(column(ColumnType.decimal(5, 5)), decimals("0.00001", "-0.99999"));
        write(column(ColumnType.decimal(9, 3)), decimals("-0.001", "-1.000"));
    }

    private static List<BigDecimal> decimals(String... numbers) {
        return Arrays.stream(numbers)
                .map(n -> n == null ? null : new BigDecimal(n))
                .toList();
    }

    @Test
    void sumsOfPricesAreExact() {
        Random random = new Random(4);
        List<BigDecimal> prices = generate(60_000, i -> BigDecimal.valueOf(random.nextLong() % 1_000_000_000_000L, 2));
        WrittenTable table = write(column(ColumnType.decimal(18, 2)), prices, 25_000, Long.MAX_VALUE);
        BigDecimal total = prices.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(duckDb.row(table.file(), "select sum(c) from FILE")).containsExactly(total);
    }

    @Test
    void sumsMayBeWiderThanALong() {
        WrittenTable table = write(
                column(ColumnType.BIGINT), generate(1000, i -> i % 10 == 0 ? Long.MIN_VALUE : Long.MAX_VALUE - i));
        assertThat(table.proof().columns().get(0).sum()).isGreaterThan(BigInteger.valueOf(Long.MAX_VALUE));
    }

    @Test
    void emptyTextIsAValueAndNoTextIsNone() {
        WrittenTable table = write(column(ColumnType.STRING), Arrays.asList("", null, "", "a", null));
        assertThat(duckDb.row(table.file(), "select count(c), count(*) filter (c = '') from FILE"))
                .containsExactly(3L, 2L);
        assertPages(write(column(ColumnType.STRING), generate(100, i -> "")), 1, 0);
    }

    @Test
    void textsOfAMegabyteFillAPageEach() {
        List<String> values = generate(7, i -> i == 3 ? null : i + "é".repeat(i == 4 ? 10 : 512 * 1024));
        WrittenTable table = write(column(ColumnType.STRING), values);
        assertThat(chunk(table).getEncodingStats().getNumDataPagesEncodedAs(Encoding.PLAIN))
                .isBetween(5, 7);
        assertThat(table.proof().columns().get(0).sum()).isEqualTo(BigInteger.valueOf(5L * (1 + (1 << 20)) + 21));
    }

    /** Parquet gives up all statistics of a column once its bounds are long; the number of nulls must not go with them. */
    @Test
    void longTextsLeaveTheirNullsCounted() {
        List<String> values = generate(50, i -> i % 5 == 0 ? null : (char) ('a' + i % 20) + "ü".repeat(3000));
        WrittenTable table = write(column(ColumnType.STRING), values);
        assertThat(chunk(table).getStatistics().getNumNulls()).isEqualTo(10);
        assertThat(duckDb.row(table.file(), "select min(c), max(c), count(*) filter (c > 'r') from FILE"))
                .containsExactly(
                        "b" + "ü".repeat(3000),
                        "t" + "ü".repeat(3000),
                        values.stream()
                                .filter(v -> v != null && v.compareTo("r") > 0)
                                .count());
    }

    /** A bound that is cut must grow, which the greatest of all characters cannot: such a column has no page index. */
    @Test
    void longTextsOfTheGreatestCharacterLeaveTheirNullsCountedToo() {
        List<List<Object>> rows = generate(3, i -> Arrays.asList(i == 0 ? null : "\uDBFF\uDFFF".repeat(2000)));
        WrittenTable table = WrittenTable.write(
                folder.resolve("a.parquet"), List.of(column(ColumnType.STRING)), rows, 3, WrittenTable.ONE_ROW_GROUP);
        assertThat(chunk(table).getStatistics().getNumNulls()).isEqualTo(1);
        assertThat(table.readByParquetJava()).isEqualTo(table.rows());
        assertThat(duckDb.rows(table.file(), "select * from FILE")).isEqualTo(table.rows());
    }

    /** In UTF-16, Java's order, the emoji come before U+FF01; in bytes, Parquet's, behind it. */
    @Test
    void statisticsOrderTextsByUnsignedBytes() {
        List<String> words = List.of(
                "a", "~", "é", "漢", "！", "😀", "", "Z", "a\u0000", "a\u0001", "abcdefgh", "abcdefgi", "abcdefg");
        WrittenTable table = write(column(ColumnType.STRING), words);
        assertThat(
                        duckDb.row(
                                table.file(),
                                "select stats_min_value, stats_max_value from parquet_metadata(FILE) where path_in_schema = 'c'"))
                .containsExactly("", "😀");
        Random random = new Random(2);
        for (int i = 0; i < 25; i++) {
            write(
                    column(ColumnType.STRING),
                    generate(
                            1 + random.nextInt(12),
                            n -> words.get(random.nextInt(words.size())) + words.get(random.nextInt(words.size()))));
        }
        List<String> distinct = generate(30_000, i -> words.get(i % words.size()) + Integer.toHexString(i * 7919));
        assertPages(write(column(ColumnType.STRING), distinct), 0, 2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2_000, 10_000})
    void rowGroupsEndWhenTheyAreBigEnough(long bytes) {
        Random random = new Random(3);
        WrittenTable table = write(
                column(ColumnType.STRING),
                generate(
                        20_000, i -> i < 6000 ? "v" + i % 10 : random.nextInt(4) == 0 ? null : "w" + random.nextLong()),
                1000,
                bytes);
        long groups = duckDb.rows(table.file(), "select distinct row_group_id from parquet_metadata(FILE)")
                .size();
        if (bytes == 1) {
            assertThat(groups).isEqualTo(20);
        } else {
            assertThat(groups).isBetween(2L, 19L);
        }
    }

    @Test
    void rowsAreWrittenInTheOrderGiven() throws IOException {
        List<Column> columns = List.of(new Column("n", ColumnType.INT, true), new Column("t", ColumnType.STRING, true));
        TableSchema schema = WrittenTable.schemaOf(columns);
        RowBatch batch = new RowBatch(schema.layout());
        WrittenTable.fill(batch, columns, generate(10, i -> Arrays.asList((Object) i, i % 2 == 0 ? null : "t" + i)));
        Path file = folder.resolve("order.parquet");
        try (OutputStream out = Files.newOutputStream(file);
                ParquetRowWriter writer = new ParquetRowWriter(out, schema, schema.layout(), List.of("s"))) {
            writer.write(batch, new int[] {9, 2, 5, 77}, 3);
            writer.write(batch, new int[0], 0);
            writer.write(batch, new int[] {0, 9}, 2);
            assertThat(writer.rows()).isEqualTo(5);
            assertThat(writer.bytes()).as("a row group is in memory").isEqualTo(4);
            assertThat(writer.finish().rows()).isEqualTo(5);
            assertThat(writer.bytes()).isEqualTo(Files.size(file));
        }
        assertThat(duckDb.rows(file, "select n, t from FILE"))
                .containsExactly(
                        List.of(9, "t9"),
                        Arrays.asList(2, null),
                        List.of(5, "t5"),
                        Arrays.asList(0, null),
                        List.of(9, "t9"));
    }

    @Test
    void theIdIsTheContentHashInHexadecimalDigits() throws IOException {
        List<Column> columns = List.of(
                new Column("visit_id", ColumnType.STRING, false),
                new Column("n", ColumnType.INT, true),
                new Column("source", ColumnType.STRING, false));
        TableSchema schema = new TableSchema("visits", columns, "visit_id");
        RowBatch batch = new RowBatch(schema.layout());
        WrittenTable.fill(batch, schema.layout().columns(), generate(30_000, i -> List.of((Object) i)));
        batch.setHash(0, 0, 0);
        batch.setHash(1, -1, -1);
        batch.setHash(2, 0x0123456789abcdefL, 0x00000000000000ffL);
        Path file = folder.resolve("id.parquet");
        FileProof proof;
        try (OutputStream out = Files.newOutputStream(file);
                ParquetRowWriter writer = new ParquetRowWriter(out, schema, schema.layout(), List.of("feed/é.csv"))) {
            writer.write(batch, WrittenTable.ascending(30_000), 30_000);
            proof = writer.finish();
        }
        List<List<Object>> found = duckDb.rows(file, "select visit_id, n, source from FILE");
        assertThat(found).hasSize(30_000);
        for (int i = 0; i < 30_000; i++) {
            String id = "%016x%016x".formatted(batch.hashHigh(i), batch.hashLow(i));
            assertThat(found.get(i)).isEqualTo(List.of(id, i, "feed/é.csv"));
        }
        assertThat(found.get(2).get(0)).isEqualTo("0123456789abcdef00000000000000ff");
        assertThat(
                        duckDb.row(
                                file,
                                "select stats_min_value, stats_max_value, stats_null_count from parquet_metadata(FILE) where path_in_schema = 'visit_id'"))
                .containsExactly("0".repeat(32), "f".repeat(32), 0L);
        assertThat(proof.columns())
                .contains(
                        new FileProof.ColumnSum("visit_id", 0, BigInteger.valueOf(30_000 * 32)),
                        new FileProof.ColumnSum("source", 0, BigInteger.valueOf(30_000 * 11)));
    }

    @Test
    void theSourceIsTheNameOfTheInputByItsNumber() throws IOException {
        List<Column> columns = List.of(new Column("n", ColumnType.INT, false));
        TableSchema schema = WrittenTable.schemaOf(columns);
        List<String> sources = List.of("feed/b.csv", "feed/a.csv", "feed/never used.csv", "feed/ü.csv");
        RowBuffer buffer = new RowBuffer(0);
        List<List<Object>> expected = new ArrayList<>();
        for (int i = 0; i < 25_000; i++) {
            int source = i < 10_000 ? 0 : List.of(0, 1, 3).get(i % 3);
            WrittenTable.append(buffer, columns, List.of(i), source);
            expected.add(List.of(i, sources.get(source)));
        }
        RowBatch batch = new RowBatch(schema.layout());
        batch.add(buffer.bytes(), 0, buffer.size());
        Path file = folder.resolve("source.parquet");
        try (OutputStream out = Files.newOutputStream(file);
                ParquetRowWriter writer = new ParquetRowWriter(out, schema, schema.layout(), sources, null, 1)) {
            writer.write(batch, WrittenTable.ascending(15_000), 15_000);
            writer.write(batch, IntStream.range(15_000, 25_000).toArray(), 10_000);
            FileProof proof = writer.finish();
            long bytes = expected.stream()
                    .mapToLong(row -> WrittenTable.number(row.get(1)))
                    .sum();
            assertThat(proof.columns().get(1))
                    .isEqualTo(new FileProof.ColumnSum("source", 0, BigInteger.valueOf(bytes)));
        }
        assertThat(duckDb.rows(file, "select n, source from FILE").equals(expected))
                .isTrue();
        assertThat(
                        duckDb.rows(
                                file,
                                "select stats_min_value, stats_max_value from parquet_metadata(FILE) where path_in_schema = 'source'"))
                .containsExactly(List.of("feed/a.csv", "feed/ü.csv"), List.of("feed/a.csv", "feed/ü.csv"));
        WrittenTable table = new WrittenTable(schema, expected, file, new FileProof(0, 0, List.of()));
        assertThat(table.readByParquetJava().equals(expected)).isTrue();
    }

    @Test
    void theSchemaIsOneForAvroToo() throws IOException {
        WrittenTable table = write(new Column("visits", ColumnType.decimal(18, 2), true), decimals("1.00"));
        try (ParquetFileReader reader = table.open()) {
            String avro = reader.getFileMetaData().getKeyValueMetaData().get("parquet.avro.schema");
            Schema schema = new Schema.Parser().parse(avro);
            assertThat(schema.getFullName()).isEqualTo("daybook.visits");
            assertThat(schema.getFields()).extracting(Schema.Field::name).containsExactly("visits", "source");
            assertThat(reader.getFileMetaData().getSchema().getType("visits"))
                    .hasToString("optional fixed_len_byte_array(8) visits (DECIMAL(18,2))");
            assertThat(reader.getFileMetaData().getSchema().getType("source"))
                    .hasToString("required binary source (STRING)");
        }
    }

    /** Version 1 pages name the dictionary's encoding as parquet-java does, whatever the specification calls it since. */
    @Test
    void encodingsAreNamedAsParquetJavaNamesThem() throws IOException {
        Schema schema = Schema.createRecord(
                "t", null, "x", false, List.of(new Schema.Field("c", Schema.create(Schema.Type.STRING))));
        Path file = folder.resolve("theirs.parquet");
        try (ParquetWriter<GenericRecord> writer = AvroParquetWriter.<GenericRecord>builder(new LocalOutputFile(file))
                .withConf(new PlainParquetConfiguration())
                .withSchema(schema)
                .withDataModel(new GenericData())
                .withCodecFactory(new PlainCodecs())
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .build()) {
            for (int i = 0; i < 1000; i++) {
                GenericRecord row = new GenericData.Record(schema);
                row.put("c", "v" + i % 5);
                writer.write(row);
            }
        }
        WrittenTable theirs =
                new WrittenTable(WrittenTable.schemaOf(List.of()), List.of(), file, new FileProof(0, 0, List.of()));
        WrittenTable ours = write(column(ColumnType.STRING), generate(1000, i -> "v" + i % 5));
        assertThat(chunk(ours).getEncodingStats().getDictionaryEncodings())
                .isEqualTo(chunk(theirs).getEncodingStats().getDictionaryEncodings())
                .isEqualTo(Set.of(Encoding.PLAIN_DICTIONARY));
        assertThat(chunk(ours).getEncodingStats().getDataEncodings())
                .isEqualTo(chunk(theirs).getEncodingStats().getDataEncodings())
                .isEqualTo(Set.of(Encoding.PLAIN_DICTIONARY));
        assertThat(chunk(ours).getEncodingStats().usesV2Pages()).isFalse();
    }

    @Test
    void theDictionaryAndThePageIndexAnswerFilters() throws IOException {
        WrittenTable table = write(column(ColumnType.INT), generate(100_000, i -> i), 100_000, Long.MAX_VALUE);
        assertThat(filtered(table, 65_432)).containsExactly(65_432);
        assertThat(filtered(table, 100_000)).isEmpty();
        assertThat(duckDb.row(
                        table.file(), "select count(*), min(c), max(c) from FILE where c between 19990 and 20010"))
                .containsExactly(21L, 19_990, 20_010);
        WrittenTable texts = write(column(ColumnType.STRING), generate(50_000, i -> "w" + i % 300));
        assertThat(duckDb.row(texts.file(), "select count(*) from FILE where c = 'w299'"))
                .containsExactly(166L);
        assertThat(duckDb.row(texts.file(), "select count(*) from FILE where c = 'w300'"))
                .containsExactly(0L);
    }

    private static List<Object> filtered(WrittenTable table, int value) throws IOException {
        List<Object> found = new ArrayList<>();
        try (ParquetReader<GenericRecord> reader = AvroParquetReader.<GenericRecord>builder(
                        new LocalInputFile(table.file()), new PlainParquetConfiguration())
                .withDataModel(new GenericData())
                .withCodecFactory(new PlainCodecs())
                .withFilter(FilterCompat.get(FilterApi.eq(FilterApi.intColumn("c"), value)))
                .build()) {
            for (GenericRecord next = reader.read(); next != null; next = reader.read()) {
                found.add(next.get("c"));
            }
        }
        return found;
    }

    @Test
    void theStreamStaysOpenAndAnAbandonedFileIsNoFile() throws IOException {
        boolean[] closed = new boolean[1];
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        List<Column> columns = List.of(column(ColumnType.INT));
        TableSchema schema = WrittenTable.schemaOf(columns);
        RowBatch batch = new RowBatch(schema.layout());
        WrittenTable.fill(batch, columns, List.of(List.of(1)));
        ParquetRowWriter abandoned = new ParquetRowWriter(out, schema, schema.layout(), List.of("s"));
        abandoned.write(batch, new int[] {0}, 1);
        abandoned.close();
        abandoned.close();
        assertThat(out.size()).as("nothing but the mark at the beginning").isEqualTo(4);
        try (ParquetRowWriter writer = new ParquetRowWriter(out, schema, schema.layout(), List.of("s"))) {
            writer.write(batch, new int[] {0}, 1);
            assertThat(writer.finish().bytes()).isEqualTo(out.size() - 4);
        }
        assertThat(closed).containsExactly(false);
    }
}
