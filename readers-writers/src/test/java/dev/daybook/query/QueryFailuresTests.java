package dev.daybook.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.daybook.failure.DaybookException;
import dev.daybook.failure.DaybookException.Kind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryFailuresTests {

    @Test
    void saysThatAQueryNeedsTooMuchMemory() throws SQLException {
        DuckDb duckDb = new DuckDb(TestLake.store(), Path.of("target", "query-cache"));
        try (Connection connection = duckDb.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET memory_limit = '40MB'; " + Sandbox.NO_FILES);

            SQLException failure = catchThrowableOfType(
                    SQLException.class,
                    () -> DuckDbResult.of(
                            connection, "SELECT list(range::VARCHAR) FROM range(100000000)", result -> {}));

            DaybookException told = QueryFailures.of(failure, List.of());
            assertThat(told.kind()).isEqualTo(Kind.CONFIGURATION);
            assertThat(told)
                    .hasMessageMatching(
                            "The query needs too much memory \\(failed to allocate .*\\)\\. Select fewer columns or rows, or group before sorting");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "IO Error: Cannot open file \"/x\" # STORAGE # A file of the lake cannot be read: Cannot open file \"/x\". Run the query again; if the file was replaced meanwhile, the new one is used",
                "Binder Error: what # CONFIGURATION # The query is wrong: what",
                "Out of Range Error: what # CONFIGURATION # The query failed: what",
                "Permission Error: what # REFUSED # Refused: what is not allowed. A query is one statement that reads tables: SELECT, WITH, FROM, VALUES, DESCRIBE, SHOW, SUMMARIZE or EXPLAIN"
            })
    void tellsByItsKindWhoHasToAct(String message, Kind kind, String told) {
        DaybookException failure = QueryFailures.of(new SQLException(message), List.of());

        assertThat(failure).hasMessage(told);
        assertThat(failure.kind()).isEqualTo(kind);
    }

    @Test
    void takesABrokenDatabaseForABug() {
        assertThatIllegalStateException()
                .isThrownBy(() -> QueryFailures.of(new SQLException("INTERNAL Error: assertion"), List.of()));
        assertThatIllegalStateException().isThrownBy(() -> QueryFailures.of(new SQLException("?"), List.of()));
    }
}
