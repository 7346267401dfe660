package dev.daybook.jobs.legacyimport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.demo.ExpectedResult;
import dev.daybook.ops.ExecutionView;
import dev.daybook.table.CommitRecord;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.OnBothDatabases;
import dev.daybook.testing.ParquetFiles;
import dev.daybook.testing.Samples;
import dev.daybook.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** The sample export through the whole job. */
@OnBothDatabases
class LegacyImportTests {

    private static final int ROWS = 8_571;
    private static final int WRITTEN = 8_398;

    @TempDir
    private static Path folder;

    private static DataFolder data;
    private static ExecutionView first;

    @Parameter
    private TestDatabase database;

    @BeforeParameterizedClassInvocation
    static void importSample(TestDatabase database) {
        data = new DataFolder(folder.resolve(database + "/data"), database);
        first = data.load(Samples.legacyVisits());
    }

    @Test
    void countsRejectsAndRowsAreThoseTheGeneratorKnows() {
        assertThat(first.status()).isEqualTo("COMPLETED");
        assertThat(first.exitCode()).isZero();
        assertThat(first.load()).isEqualTo("LOADED");
        assertThat(first.read()).isEqualTo(ROWS);
        ExpectedResult expected = new ExpectedResult(data.settings(), Samples.expected("legacy-visits"));
        assertThat(expected.differences(first, "legacy-visits/LegacyDataFull.csv"))
                .isEmpty();
    }

    @Test
    void theSampleHasSomethingOfEveryOutcome() {
        assertThat(List.of(first.written(), first.rejected(), first.duplicate(), first.blank()))
                .doesNotContain(0L);
        assertThat(first.read()).isEqualTo(first.written() + first.rejected() + first.duplicate() + first.ignored());
    }

    @Test
    void everyPartitionHasTheRowsItsCommitRecordSays() {
        List<CommitRecord> generations = data.generations();
        List<String> recorded = generations.stream()
                .map(g ->
                        g.partition() + "|" + g.rows() + "|" + g.rowsBySource().get("legacy-visits/LegacyDataFull.csv"))
                .toList();
        List<String> found = data.query("select visit_month, count(*), count(*) from visits group by 1 order by 1");
        assertThat(generations).hasSize(24).allMatch(g -> g.generation() == 1);
        assertThat(found).isEqualTo(recorded);
    }

    @Test
    void theRejectFileHasTheInputsHeaderAndAReasonPerRow() throws Exception {
        List<String> lines = Files.readAllLines(Path.of(first.rejectFile().substring("file:".length())));
        assertThat(lines.get(0))
                .isEqualTo("\ufeffDate,CustomerName,Salesperson,MeetingType,MeetingSubject,MeetingDetails,Feedback,"
                        + "Legacy,reject_reason");
        assertThat(String.join("\n", lines).split("line \\d+: ", -1)).hasSize((int) first.rejected() + 1);
    }

    @Test
    void theSameFileAgainIsADuplicateAndChangesNoFileAndNoRow() {
        SortedMap<String, String> before = data.files();
        Map<String, String> rowsBefore = tableSizes();

        ExecutionView again = data.load(Samples.legacyVisits());

        assertThat(again.status()).isEqualTo("DUPLICATE");
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.exitCode()).isZero();
        assertThat(again.read()).isZero();
        assertThat(data.files()).isEqualTo(before);
        assertThat(tableSizes()).isEqualTo(rowsBefore);
        assertThat(data.records("select decision, reason, requested_by, job_execution_id from admission"
                        + " order by admission_id"))
                .first()
                .isEqualTo("STARTED|null|test|" + first.id());
        assertThat(data.records("select decision, reason, requested_by, job_execution_id from admission"
                        + " order by admission_id desc"))
                .first()
                .isEqualTo("DUPLICATE|legacy-visits/LegacyDataFull.csv with this content is loaded already|test|"
                        + first.id());
        assertThat(data.show(first.id()).details().duplicateRequests())
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request)
                        .endsWith("by test: legacy-visits/LegacyDataFull.csv with this content is loaded already"));
    }

    private static Map<String, String> tableSizes() {
        Map<String, String> sizes = new TreeMap<>();
        for (String table : List.of(
                "ledger",
                "ledger_partition",
                "publication",
                "batch_job_instance",
                "batch_job_execution",
                "batch_step_execution")) {
            sizes.put(table, data.records("select count(*) from " + table).get(0));
        }
        return sizes;
    }

    @Test
    void aForeignReaderSeesTheDeclaredTypes() {
        assertThat(
                        ParquetFiles.query(
                                data.generations(),
                                "select column_name, column_type from (describe select * from read_parquet(%s, hive_partitioning = false))"))
                .containsExactly(
                        "visit_id|VARCHAR",
                        "visit_date|DATE",
                        "customer_name|VARCHAR",
                        "salesperson|VARCHAR",
                        "meeting_type|VARCHAR",
                        "meeting_subject|VARCHAR",
                        "meeting_details|VARCHAR",
                        "vip_customer|BOOLEAN",
                        "feedback|VARCHAR",
                        "legacy|BOOLEAN",
                        "source|VARCHAR");
        assertThat(
                        ParquetFiles.query(
                                data.generations(),
                                "select name, repetition_type, logical_type from parquet_schema(%s)"
                                        + " where name in ('visit_id', 'visit_date', 'vip_customer', 'source') group by all order by all"))
                .containsExactly(
                        "source|REQUIRED|StringType()",
                        "vip_customer|OPTIONAL|null",
                        "visit_date|REQUIRED|DateType()",
                        "visit_id|REQUIRED|StringType()");
    }

    @Test
    void aForeignReaderCountsTheRowsAndFindsNoIdTwice() {
        assertThat(
                        ParquetFiles.query(
                                data.generations(),
                                "select count(*), count(distinct visit_id), count(vip_customer), min(length(visit_id)),"
                                        + " count(*) filter (legacy), max(contains(customer_name, chr(65533))) from read_parquet(%s)"))
                .containsExactly(WRITTEN + "|" + WRITTEN + "|0|32|" + WRITTEN + "|false");
    }

    @Test
    void statisticsInTheFootersAreThoseOfTheRows() {
        List<String> footers = ParquetFiles.query(
                data.generations(),
                "select file_name, sum(row_group_num_rows), min(stats_min_value), max(stats_max_value),"
                        + " sum(stats_null_count) from parquet_metadata(%s) where path_in_schema = 'visit_date'"
                        + " group by 1 order by 1");
        List<String> rows = ParquetFiles.query(
                data.generations(),
                "select filename, count(*), min(visit_date), max(visit_date), 0"
                        + " from read_parquet(%s, filename = true) group by 1 order by 1");
        assertThat(footers).hasSize(24).isEqualTo(rows);
    }

    @Test
    void theSameFileIntoAnotherFolderGetsTheSameIds() {
        DataFolder other = new DataFolder(folder.resolve(database + "/other"), database);
        other.load(Samples.legacyVisits());
        String ids = "select visit_id, customer_name, visit_date from read_parquet(%s) order by all";
        assertThat(ParquetFiles.query(other.generations(), ids))
                .hasSize(WRITTEN)
                .isEqualTo(ParquetFiles.query(data.generations(), ids));
    }

    @Test
    void theFileIsKeptByItsContentAndTheOriginalStays() {
        assertThat(data.records("select processed_uri from ledger where source_key = 'LegacyDataFull.csv'"))
                .singleElement()
                .satisfies(uri -> assertThat(Path.of(uri.substring("file:".length())))
                        .hasSameBinaryContentAs(Samples.legacyVisits()));
    }

    @Test
    void nothingStagedIsLeft() {
        assertThat(data.files().keySet()).noneMatch(file -> file.startsWith("staging/"));
    }

    @Test
    void runsAreInTheDatabaseAndNotInMemory() {
        assertThat(data.records("select i.job_name, e.status, e.exit_code from batch_job_execution e"
                        + " join batch_job_instance i on i.job_instance_id = e.job_instance_id"
                        + " where e.job_execution_id = " + first.id()))
                .containsExactly("legacy-import|COMPLETED|COMPLETED");
        assertThat(data.records("select step_name, status from batch_step_execution where job_execution_id = "
                        + first.id() + " order by step_execution_id"))
                .containsExactly("stage|COMPLETED", "publish|COMPLETED", "finish|COMPLETED");
    }

    @Test
    void parametersAreStoredAsTheyWereSent() {
        DataFolder other = new DataFolder(folder.resolve(database + "/parameters"), database);
        ExecutionView run = other.load(Samples.north(), "key", "a=b=c", "feed", "legacy-visits");
        assertThat(run.parameters())
                .containsEntry("key", "a=b=c")
                .containsEntry("feed", "legacy-visits")
                .containsEntry("file", "file:" + Samples.north())
                .containsKeys("sha256", "revision", "loadId");
        assertThat(other.ledger()).containsExactly("a=b=c|0|LOADED");
    }

    @Test
    void executionContextsStaySmall() {
        assertThat(data.records("select max(length(coalesce(serialized_context, short_context))) from"
                        + " batch_step_execution_context"))
                .singleElement()
                .satisfies(length -> assertThat(Integer.parseInt(length)).isLessThan(10_000));
    }

    @Test
    void theJobCanBeRunTwiceInOneProcess() {
        DataFolder twice = new DataFolder(folder.resolve(database + "/twice"), database);
        assertThat(twice.load(Samples.north()).written()).isEqualTo(200);
        assertThat(twice.load(Samples.northCorrected()).written()).isEqualTo(205);
        assertThat(twice.executions()).hasSize(2).allMatch(run -> run.status().equals("COMPLETED"));
    }
}
