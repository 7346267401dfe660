package dev.daybook.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.daybook.failure.DaybookException;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStores;
import dev.daybook.store.S3Settings;
import dev.daybook.table.CommitRecord;
import dev.daybook.table.CommitRecord.ColumnEntry;
import dev.daybook.table.FileCatalog;
import dev.daybook.testing.AwsServer;
import dev.daybook.testing.GlueService;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.Table;

/** The catalog against a server that answers in Glue's place; that Glue itself answers so is not tested by it. */
class GlueCatalogTests {

    private static final List<ColumnEntry> COLUMNS = List.of(
            new ColumnEntry("visit_id", "string", false),
            new ColumnEntry("visit_date", "date", false),
            new ColumnEntry("price", "decimal(18,2)", true));

    private static final List<ColumnEntry> MORE_COLUMNS = List.of(
            new ColumnEntry("visit_id", "string", false),
            new ColumnEntry("rating", "int", true),
            new ColumnEntry("visit_date", "date", false),
            new ColumnEntry("price", "decimal(18,2)", true));

    @TempDir
    private Path folder;

    private final GlueService glue = new GlueService();
    private final AwsServer server = new AwsServer(glue);
    private final GlueSettings settings = new GlueSettings("daybook", "eu-central-1", server.endpoint());
    private final GlueClient client = GlueConnection.open(settings);

    private FileCatalog files;
    private GlueCatalog catalog;

    @BeforeEach
    void emptyLake() {
        ObjectStores store = new ObjectStores(new S3Settings(null, "eu-central-1", false));
        files = new FileCatalog(store, Location.of(folder.resolve("lake")));
        catalog = GlueCatalog.over(files, settings);
    }

    @AfterEach
    void nothingWasSaidThatGlueDoesNotKnow() {
        server.close();
        assertThat(server.violations()).isEmpty();
    }

    private static CommitRecord month(String month, int generation) {
        return generation("visits", "visit_month", month, generation, COLUMNS);
    }

    private static CommitRecord products(int generation) {
        return generation("products", null, "all", generation, COLUMNS);
    }

    private static CommitRecord generation(
            String table, String partitionColumn, String partition, int generation, List<ColumnEntry> columns) {
        String place = partitionColumn == null ? table : table + "/" + partitionColumn + "=" + partition;
        return new CommitRecord(
                table,
                partitionColumn,
                partition,
                generation,
                "load-" + generation,
                Instant.parse("2026-01-01T00:00:00Z"),
                "s3://lake/%s/g%06d-%d-1".formatted(place, generation, generation),
                List.of(new CommitRecord.FileEntry("part-00000.zstd.parquet", 1, 100, "abc", List.of())),
                columns,
                "visit_id",
                Map.of("legacy-visits/a", 1L));
    }

    private static CommitRecord emptied(CommitRecord before) {
        return before.again(before.generation() + 1, "rollback-9", Instant.parse("2026-01-02T00:00:00Z"), List.of());
    }

    private Table table(String name) {
        return client.getTable(get -> get.databaseName("daybook").name(name)).table();
    }

    private Partition partition(String month) {
        return client.getPartition(
                        get -> get.databaseName("daybook").tableName("visits").partitionValues(month))
                .partition();
    }

    private Map<String, String> locations() {
        return glue.locations("daybook", "visits");
    }

    /** Calls that change something, since the last time. */
    private List<String> changes() {
        List<String> changes =
                server.calls().stream().filter(call -> !call.startsWith("Get")).toList();
        server.calls().clear();
        return changes;
    }

    @Test
    void theFirstGenerationMakesDatabaseTableAndPartitionAsAthenaWantsThem() {
        catalog.project(month("2026-01", 1));

        Table table = table("visits");
        assertThat(table.tableType()).isEqualTo("EXTERNAL_TABLE");
        assertThat(table.parameters())
                .containsOnly(
                        Map.entry("EXTERNAL", "TRUE"),
                        Map.entry("classification", "parquet"),
                        Map.entry("parquet.compression", "ZSTD"));
        assertThat(table.storageDescriptor().location()).isEqualTo("s3://lake/visits/");
        assertThat(table.storageDescriptor().columns())
                .extracting(Column::name, Column::type)
                .containsExactly(
                        tuple("visit_id", "string"), tuple("visit_date", "date"), tuple("price", "decimal(18,2)"));
        assertThat(table.partitionKeys())
                .extracting(Column::name, Column::type)
                .containsExactly(tuple("visit_month", "string"));

        Partition partition = partition("2026-01");
        assertThat(partition.parameters()).containsExactly(Map.entry("daybook.generation", "1"));
        assertThat(partition.storageDescriptor().location())
                .isEqualTo("s3://lake/visits/visit_month=2026-01/g000001-1-1/");
        assertThat(partition.storageDescriptor().columns())
                .isEqualTo(table.storageDescriptor().columns());
        assertThat(partition.storageDescriptor().serdeInfo().serializationLibrary())
                .isEqualTo("org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe");
        assertThat(changes()).containsExactly("CreateTable", "CreateDatabase", "CreateTable", "CreatePartition");
        assertThat(files.all()).containsExactly(month("2026-01", 1));
    }

    @Test
    void theNextGenerationMovesTheLocationAndNothingElse() {
        catalog.project(month("2026-01", 1));
        catalog.project(month("2026-02", 1));
        changes();
        catalog.project(month("2026-01", 2));
        assertThat(changes()).containsExactly("UpdatePartition");
        assertThat(locations())
                .containsOnly(
                        Map.entry("2026-01", "s3://lake/visits/visit_month=2026-01/g000002-2-1/"),
                        Map.entry("2026-02", "s3://lake/visits/visit_month=2026-02/g000001-1-1/"));
        assertThat(partition("2026-01").parameters()).containsExactly(Map.entry("daybook.generation", "2"));
    }

    @Test
    void doneAgainOrForAnEarlierGenerationItChangesNothing() {
        catalog.project(month("2026-01", 1));
        catalog.project(month("2026-01", 2));
        changes();
        catalog.project(month("2026-01", 2));
        catalog.project(month("2026-01", 1));
        assertThat(changes()).isEmpty();
        assertThat(locations()).containsValue("s3://lake/visits/visit_month=2026-01/g000002-2-1/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CreateDatabase", "CreateTable", "CreatePartition", "UpdatePartition", "GetPartition"})
    void aLostAnswerMakesNoDifference(String operation) {
        server.loseAnswer(operation);
        catalog.project(month("2026-01", 1));
        catalog.project(month("2026-01", 2));
        assertThat(locations()).containsOnly(Map.entry("2026-01", "s3://lake/visits/visit_month=2026-01/g000002-2-1/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GetTable", "CreateTable", "CreatePartition"})
    void throttledCallsAreRepeated(String operation) {
        server.throttle(operation, 3);
        catalog.project(month("2026-01", 1));
        assertThat(locations()).hasSize(1);
        assertThat(Collections.frequency(server.calls(), operation)).isGreaterThanOrEqualTo(4);
    }

    @Test
    void aPublisherWhoWasHeldUpPutsRightWhatHeOverwrites() {
        catalog.project(month("2026-01", 1));
        server.before("UpdatePartition", () -> GlueCatalog.over(files, settings).project(month("2026-01", 3)));
        catalog.project(month("2026-01", 2));
        assertThat(locations()).containsOnly(Map.entry("2026-01", "s3://lake/visits/visit_month=2026-01/g000003-3-1/"));
        assertThat(partition("2026-01").parameters()).containsExactly(Map.entry("daybook.generation", "3"));
    }

    @Test
    void aNewColumnComesToTheTableAndToEveryPartition() {
        for (int i = 0; i < 3; i++) {
            catalog.project(month("2026-0" + (i + 1), 1));
        }
        changes();
        catalog.project(generation("visits", "visit_month", "2026-04", 1, MORE_COLUMNS));
        assertThat(changes()).containsExactly("UpdateTable", "CreatePartition", "BatchUpdatePartition");

        List<Column> columns = table("visits").storageDescriptor().columns();
        assertThat(columns).extracting(Column::name).containsExactly("visit_id", "visit_date", "price", "rating");
        assertThat(List.of("2026-01", "2026-02", "2026-03", "2026-04"))
                .allSatisfy(
                        month -> assertThat(partition(month).storageDescriptor().columns())
                                .isEqualTo(columns));
        assertThat(locations()).containsEntry("2026-02", "s3://lake/visits/visit_month=2026-02/g000001-1-1/");
    }

    @Test
    void twoWhoAddColumnsAtOnceBothKeepTheirs() {
        List<ColumnEntry> other = new ArrayList<>(COLUMNS);
        other.add(new ColumnEntry("remark", "string", true));
        catalog.project(month("2026-01", 1));
        server.before(
                "UpdateTable",
                () -> GlueCatalog.over(files, settings)
                        .project(generation("visits", "visit_month", "2026-02", 1, other)));
        catalog.project(generation("visits", "visit_month", "2026-03", 1, MORE_COLUMNS));
        List<Column> columns = table("visits").storageDescriptor().columns();
        assertThat(columns)
                .extracting(Column::name)
                .containsExactly("visit_id", "visit_date", "price", "remark", "rating");
        assertThat(List.of("2026-01", "2026-02", "2026-03"))
                .allSatisfy(
                        month -> assertThat(partition(month).storageDescriptor().columns())
                                .isEqualTo(columns));
    }

    @Test
    void aColumnThatChangesItsTypeIsRefusedWithBothTypes() {
        catalog.project(month("2026-01", 1));
        List<ColumnEntry> other = List.of(new ColumnEntry("price", "bigint", true));
        assertThatThrownBy(() -> catalog.project(generation("visits", "visit_month", "2026-02", 1, other)))
                .isInstanceOf(DaybookException.class)
                .hasMessageContaining(
                        "column price of table visits is decimal(18,2) in Glue, and cannot become bigint");
    }

    @Test
    void aTableWithoutPartitionsIsMovedItself() {
        catalog.project(products(1));
        changes();
        catalog.project(products(2));
        assertThat(changes()).containsExactly("UpdateTable");
        assertThat(table("products").storageDescriptor().location()).isEqualTo("s3://lake/products/g000002-2-1/");
        assertThat(table("products").parameters()).containsEntry("daybook.generation", "2");
        assertThat(table("products").partitionKeys()).isEmpty();

        catalog.project(products(1));
        assertThat(changes()).isEmpty();
    }

    @Test
    void whenAnotherMovesTheTableFirstTheLaterGenerationStays() {
        catalog.project(products(1));
        server.before("UpdateTable", () -> GlueCatalog.over(files, settings).project(products(3)));
        catalog.project(products(2));
        assertThat(table("products").storageDescriptor().location()).isEqualTo("s3://lake/products/g000003-3-1/");
    }

    @Test
    void whatIsRolledBackToNothingIsNotShown() {
        catalog.project(month("2026-01", 1));
        catalog.project(emptied(month("2026-01", 1)));
        assertThat(locations()).isEmpty();
        catalog.project(month("2026-01", 3));
        assertThat(locations()).hasSize(1);

        catalog.project(products(1));
        catalog.project(emptied(products(1)));
        assertThat(table("products").storageDescriptor().location()).isEqualTo("s3://lake/products/g000001-1-1/none/");
    }

    @Test
    void anEmptyGlueIsFilledAgainAHundredPartitionsToACall() {
        List<CommitRecord> days = IntStream.rangeClosed(1, 230)
                .mapToObj(day -> generation("clicks", "dt", "day-%03d".formatted(day), 1, COLUMNS))
                .toList();
        days.forEach(files::project);
        files.project(products(1));

        assertThat(catalog.repair()).containsOnly(Map.entry("clicks", 230), Map.entry("products", 1));
        assertThat(changes())
                .containsExactly(
                        "CreateTable",
                        "CreateDatabase",
                        "CreateTable",
                        "BatchCreatePartition",
                        "BatchCreatePartition",
                        "BatchCreatePartition",
                        "CreateTable");
        assertThat(glue.locations("daybook", "clicks"))
                .hasSize(230)
                .containsEntry("day-230", "s3://lake/clicks/dt=day-230/g000001-1-1/");

        assertThat(catalog.repair()).containsOnly(Map.entry("clicks", 0), Map.entry("products", 0));
        assertThat(changes()).isEmpty();
    }

    @Test
    void whatWasChangedByHandIsPutRightAndWhatOthersMadeStays() {
        for (int i = 1; i <= 3; i++) {
            catalog.project(month("2026-0" + i, 1));
        }
        client.updatePartition(update -> update.databaseName("daybook")
                .tableName("visits")
                .partitionValueList("2026-01")
                .partitionInput(input -> input.values("2026-01")
                        .parameters(Map.of("daybook.generation", "1"))
                        .storageDescriptor(partition("2026-01").storageDescriptor().toBuilder()
                                .location("s3://lake/elsewhere/")
                                .build())));
        client.deletePartition(
                delete -> delete.databaseName("daybook").tableName("visits").partitionValues("2026-02"));
        addPartition("1999-01", Map.of("daybook.generation", "7"));
        addPartition("theirs", Map.of());
        changes();

        assertThat(catalog.repair()).containsOnly(Map.entry("visits", 3));
        assertThat(changes()).containsExactly("BatchCreatePartition", "BatchUpdatePartition", "BatchDeletePartition");
        assertThat(locations())
                .containsOnly(
                        Map.entry("2026-01", "s3://lake/visits/visit_month=2026-01/g000001-1-1/"),
                        Map.entry("2026-02", "s3://lake/visits/visit_month=2026-02/g000001-1-1/"),
                        Map.entry("2026-03", "s3://lake/visits/visit_month=2026-03/g000001-1-1/"),
                        Map.entry("theirs", "s3://lake/visits/visit_month=2026-03/g000001-1-1/"));
    }

    private void addPartition(String month, Map<String, String> parameters) {
        client.createPartition(create -> create.databaseName("daybook")
                .tableName("visits")
                .partitionInput(input -> input.values(month)
                        .parameters(parameters)
                        .storageDescriptor(partition("2026-03").storageDescriptor())));
    }

    @Test
    void whatGlueKeepsOfAPartitionMadeMeanwhileIsLookedAtAgain() {
        files.project(month("2026-01", 1));
        server.before("BatchCreatePartition", () -> {
            files.project(month("2026-01", 2));
            addTheOther();
        });
        catalog.repair();
        assertThat(locations()).containsOnly(Map.entry("2026-01", "s3://lake/visits/visit_month=2026-01/g000002-2-1/"));
    }

    private void addTheOther() {
        client.createPartition(create -> create.databaseName("daybook")
                .tableName("visits")
                .partitionInput(GlueDefinitions.partition(
                        month("2026-01", 1), table("visits").storageDescriptor().columns())));
    }

    @Test
    void aLakeOnADiskIsRefused() {
        CommitRecord local = month("2026-01", 1).again(2, "load-2", Instant.EPOCH, List.of());
        CommitRecord onDisk = new CommitRecord(
                local.table(),
                local.partitionColumn(),
                local.partition(),
                2,
                local.cause(),
                local.decidedAt(),
                "file:/var/lake/visits/visit_month=2026-01/g000002-2-1",
                local.files(),
                local.columns(),
                local.id(),
                local.rowsBySource());
        assertThatThrownBy(() -> catalog.project(onDisk))
                .isInstanceOf(DaybookException.class)
                .hasMessageContaining("is not in S3")
                .hasMessageContaining("unset DAYBOOK_GLUE_DATABASE");
    }
}
