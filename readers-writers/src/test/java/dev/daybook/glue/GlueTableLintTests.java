package dev.daybook.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.failure.DaybookException;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.SerDeInfo;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.TableInput;

class GlueTableLintTests {

    private static final StorageDescriptor STORAGE = StorageDescriptor.builder()
            .location("s3://lake/visits/")
            .inputFormat("in")
            .outputFormat("out")
            .serdeInfo(serde -> serde.serializationLibrary("library"))
            .columns(column("visit_id", "string"), column("price", "decimal(18,2)"))
            .build();

    private static final TableInput TABLE = TableInput.builder()
            .name("visits")
            .tableType("EXTERNAL_TABLE")
            .parameters(Map.of("EXTERNAL", "TRUE", "classification", "parquet"))
            .storageDescriptor(STORAGE)
            .partitionKeys(column("visit_month", "string"))
            .build();

    private static Column column(String name, String type) {
        return Column.builder().name(name).type(type).build();
    }

    @Test
    void aDefinitionAsOursPasses() {
        assertThat(GlueTableLint.checked(TABLE)).isSameAs(TABLE);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                table("TableType is null", table -> table.tableType(null)),
                table("parameter EXTERNAL is not TRUE", table -> table.parameters(Map.of("classification", "parquet"))),
                table("there is no parameter classification", table -> table.parameters(Map.of("EXTERNAL", "TRUE"))),
                table(
                        "partition projection passes over the locations of partitions",
                        table -> table.parameters(
                                Map.of("EXTERNAL", "TRUE", "classification", "parquet", "projection.enabled", "true"))),
                table("table Visits is not of a-z, 0-9 and _ alone", table -> table.name("Visits")),
                table("partition key dt is no string", table -> table.partitionKeys(column("dt", "date"))),
                table("column price is there twice", table -> table.partitionKeys(column("price", "string"))),
                storage("does not begin with s3://", storage -> storage.location("s3a://lake/visits/")),
                storage("does not end with a slash", storage -> storage.location("s3://lake/visits")),
                storage("there is no input or output format", storage -> storage.inputFormat(null)),
                storage(
                        "there is no SerDe library",
                        storage -> storage.serdeInfo(SerDeInfo.builder().build())),
                storage("there are no columns", storage -> storage.columns(List.of())),
                storage("column a has type varchar", storage -> storage.columns(column("a", "varchar"))),
                storage("column a has type timestamp(3)", storage -> storage.columns(column("a", "timestamp(3)"))),
                storage("column a has type integer", storage -> storage.columns(column("a", "integer"))),
                storage("column a has type decimal(39,2)", storage -> storage.columns(column("a", "decimal(39,2)"))),
                storage("column visitId is not of", storage -> storage.columns(column("visitId", "string"))));
    }

    private static Arguments table(String problem, UnaryOperator<TableInput.Builder> change) {
        return Arguments.of(problem, change.apply(TABLE.toBuilder()).build());
    }

    private static Arguments storage(String problem, UnaryOperator<StorageDescriptor.Builder> change) {
        return table(
                problem,
                table -> table.storageDescriptor(
                        change.apply(STORAGE.toBuilder()).build()));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void whatAthenaDoesNotForgiveIsToldBeforeItGetsThere(String problem, TableInput table) {
        assertThatThrownBy(() -> GlueTableLint.checked(table))
                .isInstanceOf(DaybookException.class)
                .hasMessageContaining("Athena could not read table ")
                .hasMessageContaining(problem);
    }

    @Test
    void aPartitionHasTheColumnsOfItsTable() {
        PartitionInput partition = PartitionInput.builder()
                .values("2026-01")
                .storageDescriptor(STORAGE)
                .build();
        assertThat(GlueTableLint.checked(partition, "visits", STORAGE.columns()))
                .isSameAs(partition);
        assertThatThrownBy(() -> GlueTableLint.checked(partition, "visits", List.of(column("visit_id", "string"))))
                .hasMessageContaining("partition [2026-01] of table visits: its columns are not those of the table");
    }
}
