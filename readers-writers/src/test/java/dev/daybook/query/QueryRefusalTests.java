package dev.daybook.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.failure.DaybookException;
import dev.daybook.failure.DaybookException.Kind;
import dev.daybook.store.Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * In the statements, {@code CURRENT} is a file that may be read, {@code OLD} one of a former generation, {@code NEW} a path
 * where nothing is, all in the same lake.
 */
class QueryRefusalTests {

    private static final String CLAUSE =
            " is not allowed. A query is one statement that reads tables: SELECT, WITH, FROM, VALUES, DESCRIBE, SHOW, SUMMARIZE or EXPLAIN";

    @TempDir
    private Path folder;

    private TestLake lake;
    private Location current;
    private Location old;

    @BeforeEach
    void makeVisits() {
        lake = new TestLake(folder);
        current = lake.write("visits/g000002-2/part-00000.parquet", "SELECT 'v1' visit_id");
        old = lake.write("visits/g000001-1/part-00000.parquet", "SELECT 'old' visit_id");
        lake.table("visits", List.of(current));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "COPY visits TO 'NEW' # COPY",
                "COPY (SELECT 1) TO 'CURRENT' (USE_TMP_FILE false) # COPY",
                "COPY visits FROM '/etc/passwd' # COPY",
                "WITH x AS (COPY (SELECT 1) TO 'CURRENT' (USE_TMP_FILE false)) SELECT 1 # COPY inside a query",
                "WITH x AS (COPY (SELECT 1) TO 'NEW') FROM x # COPY inside a query",
                "EXPLAIN ANALYZE WITH x AS (COPY (SELECT 1) TO 'CURRENT' (USE_TMP_FILE false)) FROM x # COPY inside a query",
                "SELECT (WITH x AS (COPY (SELECT 1) TO 'CURRENT' (USE_TMP_FILE false)) SELECT 1) # COPY inside a query",
                "WITH x AS (INSERT INTO visits VALUES ('x') RETURNING *) FROM x # INSERT inside a query",
                "WITH x AS (DELETE FROM visits RETURNING *) FROM x # DELETE inside a query",
                "WITH x AS (UPDATE visits SET visit_id = 'x' RETURNING *) FROM x # UPDATE inside a query",
                "EXPLAIN ANALYZE COPY visits TO 'NEW' # COPY",
                "EXPLAIN CREATE TABLE t (a INT) # CREATE",
                "ATTACH 'NEW' # ATTACH",
                "ATTACH ':memory:' AS m # ATTACH",
                "DETACH memory # DETACH",
                "USE memory # USE",
                "INSTALL httpfs # INSTALL",
                "LOAD httpfs # LOAD",
                "LOAD 'NEW' # LOAD",
                "SET threads = 1 # SET",
                "SET VARIABLE x = 1 # SET",
                "RESET threads # RESET",
                "PRAGMA database_list # PRAGMA",
                "PRAGMA enable_profiling # PRAGMA",
                "CREATE TABLE t AS SELECT 1 # CREATE",
                "CREATE TEMP TABLE t (a INT) # CREATE",
                "CREATE OR REPLACE VIEW visits AS SELECT 1 # CREATE",
                "CREATE MACRO f(x) AS x # CREATE",
                "CREATE SECRET s (TYPE s3) # CREATE",
                "INSERT INTO visits VALUES ('x') # INSERT",
                "UPDATE visits SET visit_id = 'x' # UPDATE",
                "DELETE FROM visits # DELETE",
                "TRUNCATE visits # TRUNCATE",
                "DROP VIEW visits # DROP",
                "ALTER TABLE visits RENAME TO x # ALTER",
                "EXPORT DATABASE 'NEW' # EXPORT",
                "IMPORT DATABASE 'NEW' # IMPORT",
                "CALL enable_logging(storage_path = 'NEW') # CALL",
                "CALL range(1) # CALL",
                "CHECKPOINT # CHECKPOINT",
                "VACUUM # VACUUM",
                "ANALYZE # ANALYZE",
                "BEGIN # BEGIN",
                "COMMIT # COMMIT",
                "ROLLBACK # ROLLBACK",
                "PREPARE p AS SELECT 1 # PREPARE",
                "EXECUTE p # EXECUTE",
                "COMMENT ON VIEW visits IS 'x' # COMMENT",
                "PIVOT visits ON visit_id # PIVOT without IN (...), which makes a type,",
                "SELECT 1; SELECT 2 # a text of 2 statements",
                "SELECT 1; DROP VIEW visits # a text of several statements",
                "COPY visits TO 'NEW'; SELECT 1 # COPY",
                "FROM read_csv('/etc/passwd') # the function read_csv in FROM",
                "FROM read_csv_auto('/etc/passwd') # the function read_csv_auto in FROM",
                "FROM READ_TEXT('/etc/passwd') # the function read_text in FROM",
                "FROM read_blob('/etc/passwd') # the function read_blob in FROM",
                "FROM read_json('/etc/passwd') # the function read_json in FROM",
                "FROM main.read_text('/etc/passwd') # the function read_text in FROM",
                "SELECT (SELECT content FROM read_text('/etc/passwd')) # the function read_text in FROM",
                "FROM sniff_csv('/etc/passwd') # the function sniff_csv in FROM",
                "FROM glob('/etc/*') # the function glob in FROM",
                "FROM read_parquet('OLD') # the function read_parquet in FROM",
                "FROM read_parquet('CURRENT') # the function read_parquet in FROM",
                "FROM parquet_scan('OLD') # the function parquet_scan in FROM",
                "FROM parquet_metadata('OLD') # the function parquet_metadata in FROM",
                "FROM read_duckdb('OLD') # the function read_duckdb in FROM",
                "FROM query('FROM read_text(''/etc/passwd'')') # the function query in FROM",
                "FROM query_table('OLD') # the function query_table in FROM",
                "FROM json_execute_serialized_sql('{}') # the function json_execute_serialized_sql in FROM",
                "FROM duckdb_secrets() # the function duckdb_secrets in FROM",
                "FROM duckdb_settings() # the function duckdb_settings in FROM",
                "FROM which_secret('s3://b/x', 's3') # the function which_secret in FROM",
                "FROM enable_logging(storage_path = 'NEW') # the function enable_logging in FROM",
                "FROM enable_profiling() # the function enable_profiling in FROM",
                "FROM force_checkpoint() # the function force_checkpoint in FROM",
                "FROM import_database('NEW') # the function import_database in FROM",
                "FROM '/etc/passwd' # reading the file '/etc/passwd'",
                "FROM 'passwd.csv' # reading the file 'passwd.csv'",
                "SELECT * FROM visits, 'OLD' # reading the file 'OLD'",
                "FROM 'CURRENT' # reading the file 'CURRENT'",
                "FROM \"/etc/*\" # reading the file '/etc/*'",
                "FROM 'https://example.org/x.parquet' # reading the file 'https://example.org/x.parquet'",
                "FROM 's3://bucket/x.parquet' # reading the file 's3://bucket/x.parquet'",
                "DESCRIBE 'OLD' # reading the file 'OLD'"
            })
    void refusesWhatDoesMoreThanReadTables(String statement, String what) throws IOException {
        Map<Path, String> before = content();

        assertThatThrownBy(() -> lake.rows(withPaths(statement)))
                .isInstanceOfSatisfying(
                        DaybookException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.REFUSED))
                .hasMessage("Refused: " + withPaths(what) + CLAUSE);
        assertThat(content()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT getenv('HOME')",
                "SELECT read_text('/etc/passwd')",
                "SELECT load_extension('x')",
                "FROM duckdb_secrets",
                "FROM nothing AT (VERSION => 1)",
                "SELECT nextval('s')",
                "SELECT ?",
                "SELECT $name"
            })
    void knowsNoWayToTheEnvironment(String sql) {
        assertThatThrownBy(() -> lake.rows(sql))
                .isInstanceOfSatisfying(
                        DaybookException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "enable_external_access # false",
                "lock_configuration # true",
                "temp_directory # ''",
                "autoload_known_extensions # false",
                "autoinstall_known_extensions # false",
                "allow_persistent_secrets # false",
                "TimeZone # UTC"
            })
    void locksTheDatabaseToo(String setting, String value) {
        assertThat(lake.rows("SELECT current_setting('%s')".formatted(setting)))
                .containsExactly(value.equals("''") ? "" : value);
    }

    /** A second line: what the database does with a statement that got past the check. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "FROM read_text('/etc/passwd')",
                "FROM read_parquet('OLD')",
                "FROM read_parquet('FOLDER/visits/*/*.parquet')",
                "FROM glob('/etc/*')",
                "COPY (SELECT 1) TO 'NEW'",
                "ATTACH 'NEW'",
                "INSTALL httpfs",
                "LOAD httpfs",
                "SET threads = 1",
                "SET enable_external_access = true",
                "CREATE TABLE t (a INT)",
                "CREATE OR REPLACE VIEW visits AS SELECT 1",
                "EXPORT DATABASE 'NEW'",
                "CALL enable_logging(storage = 'file', storage_path = 'NEW')"
            })
    void wouldBeStoppedByTheDatabase(String statement) throws Exception {
        Map<Path, String> before = content();
        DuckDb duckDb = new DuckDb(TestLake.store(), folder.resolve("../cache"));
        try (Connection connection = duckDb.connect();
                Statement sql = connection.createStatement()) {
            sql.execute(Sandbox.files(Stream.of(current.path())));
            sql.execute(Sandbox.LOCK);
            assertThatThrownBy(() -> sql.execute(withPaths(statement)))
                    .hasMessageMatching("(?s)(Permission|Invalid Input|TransactionContext) Error.*");
        }
        assertThat(content()).isEqualTo(before);
    }

    @Test
    void seesNoFormerGenerationThroughAView() {
        assertThat(lake.rows("FROM visits")).containsExactly("v1");
    }

    private String withPaths(String text) {
        return text.replace("CURRENT", current.path().toString())
                .replace("OLD", old.path().toString())
                .replace("NEW", folder.resolve("new.out").toString())
                .replace("FOLDER", folder.toString());
    }

    private Map<Path, String> content() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).collect(Collectors.toMap(file -> file, QueryRefusalTests::bytes));
        }
    }

    private static String bytes(Path file) {
        try {
            return HexFormat.of().formatHex(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
