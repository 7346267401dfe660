package dev.daybook.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.failure.DaybookException;
import dev.daybook.failure.DaybookException.Kind;
import dev.daybook.store.Location;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LakeQueryTests {

    @TempDir
    private Path folder;

    private TestLake lake;

    @BeforeEach
    void makeVisitsAndProducts() {
        lake = new TestLake(folder);
        SortedMap<String, List<Location>> visits = new TreeMap<>();
        visits.put(
                "2024-02",
                List.of(
                        lake.write(
                                "visits/visit_month=2024-02/g000002-7/part-00000.parquet",
                                "SELECT 'v1' visit_id, 1 duration"),
                        lake.write(
                                "visits/visit_month=2024-02/g000002-7/part-00001.parquet",
                                "SELECT 'v2' visit_id, 2 duration")));
        visits.put(
                "2024-03",
                List.of(lake.write(
                        "visits/visit_month=2024-03/g000001-5/part-00000.parquet",
                        "SELECT 'v3' visit_id, 3 duration, 'Good' feedback")));
        lake.write("visits/visit_month=2024-02/g000001-5/part-00000.parquet", "SELECT 'old' visit_id, 9 duration");
        lake.partitioned("visits", "visit_month", visits);
        lake.table("products", "SELECT 'D001' product_id, 9.90::DECIMAL(18,2) price");
    }

    @Test
    void readsExactlyTheFilesOfTheCurrentGenerations() {
        assertThat(lake.rows("SELECT visit_id, duration, visit_month FROM visits ORDER BY 1"))
                .containsExactly("v1|1|2024-02", "v2|2|2024-02", "v3|3|2024-03");
    }

    @Test
    void fillsColumnsThatOlderFilesDoNotHaveWithNulls() {
        assertThat(lake.rows("FROM visits ORDER BY visit_id"))
                .containsExactly("v1|1|null|2024-02", "v2|2|null|2024-02", "v3|3|Good|2024-03");
    }

    @Test
    void showsThePartitionColumnAsText() {
        assertThat(lake.rows("SELECT DISTINCT typeof(visit_month) FROM visits")).containsExactly("VARCHAR");
    }

    @Test
    void opensOnlyFilesOfThePartitionsAskedFor() {
        assertThat(lake.rows("EXPLAIN ANALYZE SELECT sum(duration) FROM visits WHERE visit_month = '2024-03'"))
                .singleElement()
                .asString()
                .containsPattern("Total Files Read: 1\\b");
    }

    @Test
    void joinsTablesAndTakesSchemaNames() {
        assertThat(lake.rows(
                        "WITH v AS (SELECT count(*) n FROM main.visits) SELECT n, price FROM v, memory.main.products"))
                .containsExactly("3|9.90");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "O'Brien",
                "a \"b\"",
                "007",
                "1e3",
                "NULL",
                "2024-01-01",
                "a%20b",
                "Zürich",
                "x=y",
                "star*",
                "q?",
                "[d]",
                "{a,b}",
                "back\\slash",
                "~",
                " "
            })
    void keepsPartitionValuesAsTheyAre(String value) {
        SortedMap<String, List<Location>> files = new TreeMap<>();
        files.put(value, List.of(lake.write("t/p=" + value + "/g1/part.parquet", "SELECT 1 a")));
        files.put("other", List.of(lake.write("t/p=other/g1/part.parquet", "SELECT 2 a")));
        lake.partitioned("t", "p", files);

        assertThat(lake.rows("SELECT a, p FROM t WHERE p = '%s'".formatted(value.replace("'", "''"))))
                .containsExactly("1|" + value);
        assertThat(lake.rows("SELECT a, p FROM t ORDER BY 1")).containsExactly("1|" + value, "2|other");
    }

    @Test
    void takesNoPathForAPattern() {
        lake.write("t/p=ax/g1/part.parquet", "SELECT 99 a");
        SortedMap<String, List<Location>> files = new TreeMap<>();
        files.put("a?", List.of(lake.write("t/p=a?/g1/part.parquet", "SELECT 1 a")));
        lake.partitioned("t", "p", files);

        assertThat(lake.rows("FROM t")).containsExactly("1|a?");
    }

    @Test
    void believesTheGivenPartitionNotThePath() {
        SortedMap<String, List<Location>> files = new TreeMap<>();
        files.put("it's", List.of(lake.write("t/p=1/g1/part.parquet", "SELECT 1 a")));
        files.put("two", List.of(lake.write("elsewhere/part.parquet", "SELECT 2 a")));
        lake.partitioned("t", "p", files);

        assertThat(lake.rows("FROM t WHERE p = 'it''s'")).containsExactly("1|it's");
        assertThat(lake.rows("FROM t ORDER BY a")).containsExactly("1|it's", "2|two");
    }

    @Test
    void takesNoColumnsFromFolderNamesAround() {
        TestLake inside = new TestLake(folder.resolve("year=2020"));
        inside.table("t", "SELECT 1 a");

        assertThat(inside.rows("DESCRIBE t")).hasSize(1).first().asString().startsWith("a|INTEGER");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "VALUES (1)",
                "TABLE products",
                "select 1 where true;",
                "-- a comment\n/* another */ SELECT 1",
                "(SELECT 1 UNION ALL SELECT 1 EXCEPT SELECT 2) ORDER BY 1 DESC NULLS LAST LIMIT 1 OFFSET 0",
                "SELECT DISTINCT ON (product_id) * FROM products LIMIT 100%",
                "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 3) SELECT max(n) FROM t",
                "WITH a AS MATERIALIZED (FROM products), b AS (FROM a) SELECT count(*) FROM b",
                "SELECT s.y FROM range(1) r(x), LATERAL (SELECT r.x AS y) s",
                "SELECT a.product_id FROM products a NATURAL JOIN products b LEFT JOIN products c USING (product_id)",
                "SELECT a.price FROM products a ASOF JOIN products b ON a.product_id = b.product_id AND a.price >= b.price",
                "SELECT product_id FROM products TABLESAMPLE 100%",
                "SELECT row_number() OVER (PARTITION BY product_id ORDER BY price ROWS UNBOUNDED PRECEDING) n FROM products QUALIFY n = 1",
                "SELECT sum(price) FILTER (price > 1) FROM products GROUP BY GROUPING SETS ((product_id)) HAVING count(*) = 1",
                "SELECT [x + 1 for x in [1]], list_transform([1], lambda x: x), {'a': 1}.a, MAP {'k': 1}['k'], CAST(NULL AS STRUCT(a INT)[]) IS NULL WHERE false OR 1 IN (SELECT 1)",
                "SELECT CASE WHEN EXISTS (FROM products) THEN INTERVAL 1 DAY END, '2020-01-01'::DATE, COLUMNS(*) FROM products",
                "PIVOT products ON product_id IN ('D001') USING sum(price)",
                "FROM (UNPIVOT (SELECT 1 a) ON a)",
                "DESCRIBE products",
                "DESCRIBE SELECT 1",
                "SUMMARIZE products",
                "SHOW products",
                "EXPLAIN SELECT 1",
                "/* plan */ explain analyze from products",
                "SELECT unnest([1])",
                "FROM generate_series(1, 1)",
                "FROM products AS p POSITIONAL JOIN (VALUES (1)) v(n)"
            })
    void runsWhatReads(String sql) {
        assertThat(lake.rows(sql)).hasSizeBetween(sql.contains("WHERE false") ? 0 : 1, 2);
    }

    @Test
    void runsLongChainsOfOperators() {
        String sum = IntStream.rangeClosed(1, 500).mapToObj(Integer::toString).collect(Collectors.joining(" + "));

        assertThat(lake.rows("SELECT " + sum)).containsExactly("125250");
    }

    @Test
    void listsTablesAndColumns() {
        assertThat(lake.rows("SHOW TABLES")).containsExactly("products", "visits");
        assertThat(
                        lake.rows(
                                "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'visits' ORDER BY ordinal_position"))
                .containsExactly("visit_id|VARCHAR", "duration|INTEGER", "feedback|VARCHAR", "visit_month|VARCHAR");
        assertThat(lake.rows("SELECT column_name FROM (DESCRIBE visits)"))
                .containsExactly("visit_id", "duration", "feedback", "visit_month");
    }

    @Test
    void givesValuesTheirJavaTypes() {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
        try (LakeQuery query = lake.query();
                QueryResult result = query.run("""
                        SELECT NULL, true, 1::TINYINT, 2::UINTEGER, 170141183460469231731687303715884105727::HUGEINT,
                               12345678901234567.89::DECIMAL(38,2), 0.1::FLOAT, 0.5::DOUBLE, 'text', DATE '2024-02-29',
                               TIME '10:00:01', TIMESTAMP '2024-03-31 02:30:00', TIMESTAMPTZ '2024-03-31 02:30:00+02',
                               [1, NULL], {'a': 1, 'b': [DATE '2024-01-01']}, MAP {'k': 1.5}, '\\xAB'::BLOB,
                               '6fd00d1e-9d3c-4a5e-8c0c-1d8ad1f3a001'::UUID, INTERVAL 2 DAY""")) {
            assertThat(result.next()).isTrue();
            List<Object> values = new ArrayList<>();
            IntStream.range(0, result.columns().size()).forEach(i -> values.add(result.value(i)));
            assertThat(values)
                    .containsExactly(
                            null,
                            true,
                            1L,
                            2L,
                            new BigInteger("170141183460469231731687303715884105727"),
                            new BigDecimal("12345678901234567.89"),
                            0.1f,
                            0.5,
                            "text",
                            LocalDate.of(2024, 2, 29),
                            LocalTime.of(10, 0, 1),
                            LocalDateTime.of(2024, 3, 31, 2, 30),
                            Instant.parse("2024-03-31T00:30:00Z"),
                            Arrays.asList(1L, null),
                            Map.of("a", 1L, "b", List.of(LocalDate.of(2024, 1, 1))),
                            Map.of("k", new BigDecimal("1.5")),
                            "ab",
                            "6fd00d1e-9d3c-4a5e-8c0c-1d8ad1f3a001",
                            "2 days");
            assertThat(result.types())
                    .startsWith("\"NULL\"", "BOOLEAN", "TINYINT", "UINTEGER", "HUGEINT", "DECIMAL(38,2)");
            assertThat(result.next()).isFalse();
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void namesPositionAndCandidatesOfAnUnknownColumn() {
        assertFailure("SELECT duratn\nFROM visits", Kind.CONFIGURATION).hasMessage("""
                        The query is wrong: Referenced column "duratn" not found in FROM clause!
                        Candidate bindings: "duration", "feedback", "visit_month"

                        LINE 1: SELECT duratn
                                       ^^^^^^""");
    }

    @Test
    void listsTablesForAnUnknownOne() {
        assertFailure("SELECT * FROM visit", Kind.CONFIGURATION).hasMessage("""
                        The query is wrong: Table with name visit does not exist!
                        Did you mean "visits"?

                        LINE 1: SELECT * FROM visit
                                              ^^^^^
                        Tables: products, visits""");
    }

    @Test
    void saysWhereItDoesNotUnderstand() {
        assertFailure("SELEC 1", Kind.CONFIGURATION).hasMessage("""
                        The query is wrong: syntax error at or near "SELEC"

                        LINE 1: SELEC 1
                                ^^^^^""");
    }

    @Test
    void tellsFailuresOfValuesAlsoHalfWay() {
        assertFailure("SELECT 'abc'::INT", Kind.CONFIGURATION).hasMessage("""
                        The query failed: Could not convert string 'abc' to INT32

                        LINE 1: SELECT 'abc'::INT
                                            ^^^^^""");
        try (LakeQuery query = lake.query();
                QueryResult result = query.run(
                        "SELECT CASE WHEN range < 5000000 THEN 1 ELSE error('late') END FROM range(10000000)")) {
            assertThat(result.next()).isTrue();
            assertThatExceptionOfType(DaybookException.class)
                    .isThrownBy(() -> readAll(result))
                    .withMessage("The query failed: late");
        }
    }

    @Test
    void refusesATableOfWhichNothingIsPublished() {
        lake.partitioned("sales", "sale_month", new TreeMap<>());

        assertFailure("FROM sales", Kind.REFUSED)
                .hasMessage("Table sales is empty: nothing has been published yet. Load something into it first");
        assertThat(lake.rows("FROM products")).hasSize(1);
        assertThat(lake.rows("WITH sales AS (SELECT 5 AS n) FROM sales")).containsExactly("5");
        assertThat(lake.rows("SHOW TABLES")).containsExactly("products", "sales", "visits");
    }

    @Test
    void saysWhichFileIsGone() throws Exception {
        Files.delete(folder.resolve("products/g000001-1/part-00000.parquet"));

        assertFailure("FROM products", Kind.STORAGE)
                .hasMessage(
                        "A file of the lake is gone: %s. Run the query again; if a newer generation replaced it, that one is read"
                                .formatted(folder.resolve("products/g000001-1/part-00000.parquet")));
        assertThat(lake.rows("SELECT count(*) FROM visits")).containsExactly("3");
    }

    @Test
    void saysThatAnEmptyTextIsNoQuery() {
        assertFailure(" -- nothing\n", Kind.CONFIGURATION).hasMessageStartingWith("The query is empty");
    }

    @Test
    void keepsResultsApartFromEachOther() {
        try (LakeQuery query = lake.query();
                QueryResult first = query.run("SELECT range FROM range(100000)");
                QueryResult second = query.run("SELECT range FROM range(3)")) {
            assertThat(TestLake.rows(second)).containsExactly("0", "1", "2");
            assertThat(TestLake.rows(first)).hasSize(100000);
        }
    }

    @Test
    void endsOpenResultsWhenItIsClosed() {
        LakeQuery query = lake.query();
        QueryResult result = query.run("SELECT range FROM range(100000)");
        query.close();

        assertThatThrownBy(() -> TestLake.rows(result)).isInstanceOf(RuntimeException.class);
        result.close();
    }

    private static void readAll(QueryResult result) {
        while (result.next()) {
            result.value(0);
        }
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertFailure(String sql, Kind kind) {
        return assertThatThrownBy(() -> lake.rows(sql))
                .isInstanceOfSatisfying(
                        DaybookException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(kind));
    }
}
