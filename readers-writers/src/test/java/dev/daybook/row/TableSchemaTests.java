package dev.daybook.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.daybook.failure.DaybookException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableSchemaTests {

    private static final Column ID = new Column("visit_id", ColumnType.STRING, false);
    private static final Column NAME = new Column("name", ColumnType.STRING, true);
    private static final Column AMOUNT = new Column("amount", ColumnType.decimal(18, 2), true);
    private static final Column SOURCE = new Column("source", ColumnType.STRING, false);

    @Test
    void theLayoutLeavesOutWhatNoInputSupplies() {
        TableSchema schema = new TableSchema("visits", List.of(ID, NAME, SOURCE, AMOUNT), "visit_id");
        assertThat(schema.layout().columns()).containsExactly(NAME, AMOUNT);
        assertThat(schema.layout().indexOf("amount")).isEqualTo(1);
        assertThat(schema.layout().indexOf("visit_id")).isEqualTo(-1);
        assertThat(new TableSchema("visits", List.of(ID, SOURCE), null).layout().columns())
                .containsExactly(ID);
    }

    @Test
    void refusesColumnsOfOneNameAndMissingOnes() {
        assertThatExceptionOfType(DaybookException.class)
                .isThrownBy(() -> new TableSchema("visits", List.of(NAME, SOURCE, NAME), null))
                .withMessage("table visits has two columns called name");
        assertThatIllegalArgumentException().isThrownBy(() -> new TableSchema("visits", List.of(ID, NAME), "visit_id"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TableSchema("visits", List.of(NAME, SOURCE), "visit_id"));
    }

    @Test
    void columnsOfAnEarlierSchemaAreAddedAtTheEndAndMayBeAbsent() {
        Column extra = new Column("extra", ColumnType.STRING, false);
        TableSchema now = new TableSchema("visits", List.of(ID, NAME, SOURCE), "visit_id");
        TableSchema earlier = new TableSchema("visits", List.of(ID, extra, SOURCE), "visit_id");
        assertThat(now.withColumnsOf(earlier).columns())
                .containsExactly(ID, NAME, SOURCE, new Column("extra", ColumnType.STRING, true));
        assertThat(now.withColumnsOf(now)).isSameAs(now);
    }

    @Test
    void aColumnThatMayBeAbsentInEitherMayBeAbsent() {
        Column required = new Column("name", ColumnType.STRING, false);
        TableSchema now = new TableSchema("visits", List.of(required, SOURCE), null);
        TableSchema earlier = new TableSchema("visits", List.of(NAME, SOURCE), null);
        assertThat(now.withColumnsOf(earlier).columns()).containsExactly(NAME, SOURCE);
        assertThat(earlier.withColumnsOf(now)).isSameAs(earlier);
    }

    @Test
    void aColumnCannotChangeItsType() {
        TableSchema now = new TableSchema("visits", List.of(AMOUNT, SOURCE), null);
        Column text = new Column("amount", ColumnType.STRING, true);
        assertThatExceptionOfType(DaybookException.class)
                .isThrownBy(() -> now.withColumnsOf(new TableSchema("visits", List.of(text, SOURCE), null)))
                .withMessageStartingWith("column amount of table visits is string, and cannot become decimal(18,2)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "string",
                "boolean",
                "int",
                "bigint",
                "date",
                "timestamp",
                "decimal(18,2)",
                "decimal(1,0)",
                "decimal(5,5)"
            })
    void typesAreReadAsTheyAreWritten(String text) {
        assertThat(ColumnType.parse(text)).hasToString(text);
    }

    @Test
    void aDecimalMayBeSpelledWithABlank() {
        assertThat(ColumnType.parse("decimal(10, 3)")).isEqualTo(ColumnType.decimal(10, 3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text          | unknown type 'text': expected string, boolean, int, bigint, decimal(p,s), date or timestamp",
                "STRING        | unknown type 'STRING'",
                "decimal(19,2) | decimal(19,2) is not possible: expected 1 to 18 digits",
                "decimal(0,0)  | decimal(0,0) is not possible",
                "decimal(4,5)  | decimal(4,5) is not possible",
                "decimal(123,1)| unknown type 'decimal(123,1)'"
            })
    void refusesTypesItCannotHold(String text, String message) {
        assertThatExceptionOfType(DaybookException.class)
                .isThrownBy(() -> ColumnType.parse(text))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.kind()).isEqualTo(DaybookException.Kind.CONFIGURATION));
    }
}
