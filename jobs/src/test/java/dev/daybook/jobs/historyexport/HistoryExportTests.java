package dev.daybook.jobs.historyexport;

import static dev.daybook.testing.Visits.HEADER;
import static dev.daybook.testing.Visits.badRow;
import static dev.daybook.testing.Visits.file;
import static dev.daybook.testing.Visits.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Index.atIndex;

import dev.daybook.failure.DaybookException;
import dev.daybook.ops.ExecutionView;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.DaybookProcess;
import dev.daybook.testing.Leftovers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryExportTests {

    private static final String JANUARY = "05/01/20";
    private static final String DAY = "2026-03-28";
    private static final String NEXT = "2026-03-29";
    private static final String REJECTS = "select day, execution_id, load_id, feed, parse_filename(source_uri),"
            + " length(source_version), line, byte_offset, column_name, rule, found, raw_text from rejects order by all";

    @TempDir
    private Path folder;

    private DataFolder data;

    @BeforeEach
    void emptyFolder() {
        data = new DataFolder(folder.resolve("data"));
    }

    private void loadTwoFiles() {
        data.load(file(folder.resolve("x.csv"), row(JANUARY, "One"), badRow(JANUARY, "Two"), row(JANUARY, "One")));
        data.load(file(folder.resolve("y.csv"), badRow(JANUARY, "Three")));
    }

    /** Moves a run and its load to another time. */
    private void move(long run, Instant to) {
        LocalDateTime local = LocalDateTime.ofInstant(to, ZoneId.systemDefault());
        data.update(
                "update batch_job_execution set start_time = timestamp '%s', end_time = timestamp '%s' where job_execution_id = %d"
                        .formatted(sql(local), sql(local), run));
        String zoned = sql(LocalDateTime.ofInstant(to, ZoneOffset.UTC)) + "+00";
        data.update(
                ("update ledger set recorded_at = timestamp with time zone '%s', loaded_at = case when loaded_at is null"
                                + " then null else timestamp with time zone '%s' end where job_instance_id ="
                                + " (select job_instance_id from batch_job_execution where job_execution_id = %d)")
                        .formatted(zoned, zoned, run));
    }

    private static String sql(LocalDateTime time) {
        return time.toString().replace('T', ' ') + (time.getSecond() == 0 && time.getNano() == 0 ? ":00" : "");
    }

    private void moveAll() {
        Instant noon = Instant.parse(DAY + "T12:00:00Z");
        data.executions().forEach(run -> move(run.id(), noon));
    }

    @Test
    void aDaysRunsLoadsAndRejectsCanBeQueried() {
        loadTwoFiles();
        moveAll();

        ExecutionView export = data.export(DAY);

        assertThat(export.status()).isEqualTo("COMPLETED");
        assertThat(export.exitCode()).isZero();
        assertThat(data.query("select day, execution_id, job, status, exit_code, message, requested_by, load_id,"
                        + " epoch_ms(ended_at), source from runs order by execution_id"))
                .hasSize(2)
                .satisfies(
                        first -> assertThat(first)
                                .isEqualTo(DAY
                                        + "|1|legacy-import|COMPLETED|5|1 of 3 rows rejected, more than the 5.0 % feed"
                                        + " legacy-visits warns at|test|1|"
                                        + Instant.parse(DAY + "T12:00:00Z").toEpochMilli() + "|history-export"),
                        atIndex(0))
                .satisfies(
                        second -> assertThat(second)
                                .startsWith(DAY + "|2|legacy-import|FAILED|1|file:")
                                .contains("has no row that can be loaded"),
                        atIndex(1));
        assertThat(data.query("select json_extract_string(parameters, '$.key') from runs order by 1"))
                .containsExactly("x.csv", "y.csv");
        assertThat(data.query("select day, load_id, execution_id, feed, source_key, revision, status, table_name,"
                        + " read_rows, written_rows, rejected_rows, duplicate_rows, ignored_rows, blank_lines,"
                        + " loaded_at is null, processed_uri is null, length(sha256) from loads order by load_id"))
                .containsExactly(
                        DAY + "|1|1|legacy-visits|x.csv|0|LOADED|visits|3|1|1|1|0|0|false|false|64",
                        DAY + "|2|2|legacy-visits|y.csv|0|REFUSED|visits|1|0|1|0|0|0|true|true|64");
        int afterHeader = HEADER.length() + 2;
        int afterOneRow = afterHeader + row(JANUARY, "One").length() + 2;
        assertThat(data.query(REJECTS))
                .containsExactly(
                        DAY + "|1|1|legacy-visits|x.csv|64|3|" + afterOneRow + "|MeetingType|allowed|LUNCH|"
                                + badRow(JANUARY, "Two"),
                        DAY + "|2|2|legacy-visits|y.csv|64|2|" + afterHeader + "|MeetingType|allowed|LUNCH|"
                                + badRow(JANUARY, "Three"));
        assertThat(Leftovers.of(data)).noneMatch(file -> file.contains("history-export"));
    }

    @Test
    void anUnchangedDayAgainIsADuplicateAndChangesNoFile() {
        loadTwoFiles();
        moveAll();
        ExecutionView first = data.export(DAY);
        SortedMap<String, String> before = data.files();

        ExecutionView again = data.export(DAY);

        assertThat(again.status()).isEqualTo("DUPLICATE");
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.message()).isEqualTo("the tables have all of " + DAY + " already");
        assertThat(data.files()).isEqualTo(before);
    }

    @Test
    void aDayWhoseFactsChangedGetsItsNextGeneration() {
        data.load(file(folder.resolve("x.csv"), row(JANUARY, "One"), badRow(JANUARY, "Two")));
        moveAll();
        data.export(DAY);
        // The load of that day is replaced on another day: its row changes, its rejects stay what they are.
        data.load(file(folder.resolve("x.csv"), row(JANUARY, "One")));

        assertThat(data.export(DAY).status()).isEqualTo("COMPLETED");

        assertThat(data.query("select load_id, status from loads")).containsExactly("1|SUPERSEDED");
        assertThat(data.query("select execution_id, job from runs")).containsExactly("1|legacy-import");
        assertThat(data.generations())
                .filteredOn(generation -> !generation.table().equals("visits"))
                .extracting(
                        generation -> generation.table() + " " + generation.partition() + " " + generation.generation())
                .containsExactly("loads " + DAY + " 2", "rejects " + DAY + " 2", "runs " + DAY + " 2");
        assertThat(data.export(DAY).status()).isEqualTo("DUPLICATE");
    }

    @Test
    void rejectsOfARunThatWasGoneOnWithOnAnotherDayMoveThere() {
        data.load(file(folder.resolve("x.csv"), row(JANUARY, "One"), badRow(JANUARY, "Two")));
        moveAll();
        data.export(DAY);
        move(1, Instant.parse(NEXT + "T10:00:00Z"));
        data.export(DAY);
        data.export(NEXT);
        assertThat(data.query("select day, line from rejects")).containsExactly(NEXT + "|3");
        assertThat(data.query("select day, load_id from loads")).containsExactly(NEXT + "|1");
        assertThat(data.query("select day, execution_id from runs")).containsExactly(NEXT + "|1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Europe/Berlin", "America/Los_Angeles", "Pacific/Auckland"})
    void aDayIsOneInUtcWhereverTheMachineIs(String zone) {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        try {
            for (int i = 1; i <= 4; i++) {
                data.load(file(folder.resolve(i + ".csv"), row(JANUARY, "Customer " + i), badRow(JANUARY, "Bad " + i)));
            }
            move(1, Instant.parse("2026-03-27T23:59:59.999Z"));
            move(2, Instant.parse(DAY + "T00:00:00Z"));
            move(3, Instant.parse(DAY + "T23:59:59.999Z"));
            move(4, Instant.parse(NEXT + "T00:00:00Z"));
            List.of("2026-03-27", DAY, NEXT).forEach(data::export);
            List<String> expected = List.of("2026-03-27|1", DAY + "|2", DAY + "|3", NEXT + "|4");
            assertThat(data.query("select day, execution_id from runs order by 2"))
                    .isEqualTo(expected);
            assertThat(data.query("select day, load_id from loads order by 2")).isEqualTo(expected);
            assertThat(data.query("select day, execution_id from rejects order by 2"))
                    .isEqualTo(expected);
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void exportsOfTodayAreNoNewsToday() {
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        data.load(file(folder.resolve("x.csv"), row(JANUARY, "One")));
        data.export(today);
        assertThat(data.export(today).status()).isEqualTo("DUPLICATE");
        data.load(file(folder.resolve("y.csv"), row(JANUARY, "Two")));
        assertThat(data.export(today).status()).isEqualTo("COMPLETED");
        assertThat(data.query("select job from runs order by execution_id"))
                .containsExactly("legacy-import", "history-export", "legacy-import");
    }

    @Test
    void aDayThatIsOverHasItsExportsToo() {
        data.export("2026-03-27");
        moveAll();
        data.export(DAY);
        assertThat(data.query("select day, job from runs")).containsExactly(DAY + "|history-export");
        assertThat(data.export(DAY).status()).isEqualTo("DUPLICATE");
    }

    @Test
    void aDayOnWhichNothingWasRunMakesNoPartition() {
        assertThat(data.export(DAY).status()).isEqualTo("COMPLETED");
        assertThat(data.generations()).isEmpty();
        assertThat(data.export(DAY).status()).isEqualTo("DUPLICATE");
    }

    @Test
    void whatWasRolledBackIsExportedAgain() {
        loadTwoFiles();
        moveAll();
        data.export(DAY);
        data.rollback("runs", DAY);
        assertThat(data.query("select count(*) from loads")).containsExactly("2");
        assertThat(data.export(DAY).status()).isEqualTo("COMPLETED");
        assertThat(data.query("select execution_id from runs order by 1")).containsExactly("1", "2");
        assertThat(data.export(DAY).status()).isEqualTo("DUPLICATE");
    }

    @Test
    void moreRunsThanAPageHasAreAllExported() {
        data.load(file(folder.resolve("x.csv"), row(JANUARY, "One")));
        moveAll();
        int more = 2_500;
        data.update(
                "insert into batch_job_execution (job_execution_id, version, job_instance_id, create_time, start_time,"
                        + " end_time, status, exit_code) select 100 + x, 1, job_instance_id, create_time, start_time, end_time,"
                        + " 'FAILED', 'FAILED' from batch_job_execution, system_range(1, " + more + ")");
        data.export(DAY);
        assertThat(data.query("select count(*), count(distinct execution_id), sum(exit_code) from runs"))
                .containsExactly((more + 1) + "|" + (more + 1) + "|" + more);
    }

    @Test
    void killedAndRunAgainTheTablesAreThoseOfAnUninterruptedRun() {
        killAndRunAgain("decided:1");
    }

    @ParameterizedTest
    @Tag("crash")
    @ValueSource(strings = {"history-staged:1", "history-staged:3", "partition-built:2", "history-published"})
    void killedAnywhereAndRunAgainTheTablesAreThoseOfAnUninterruptedRun(String failpoint) {
        killAndRunAgain(failpoint);
    }

    private void killAndRunAgain(String failpoint) {
        loadTwoFiles();
        moveAll();
        DaybookProcess.Ended killed = new DaybookProcess(folder)
                .with(data.environment())
                .with("DAYBOOK_FAILPOINT", failpoint)
                .run("--data", data.folder().toString(), "run", "history-export", "date=" + DAY);
        assertThat(killed.exitCode()).isEqualTo(137);

        assertThat(data.export(DAY).status()).isEqualTo("COMPLETED");

        assertThat(contents())
                .isEqualTo(Map.of("runs", List.of("1", "2"), "loads", List.of("1", "2"), "rejects", List.of("1", "2")));
        assertThat(data.generations())
                .filteredOn(g -> !g.table().equals("visits"))
                .allMatch(g -> g.generation() == 1);
        data.maintain(Duration.ZERO);
        assertThat(Leftovers.of(data)).isEmpty();
        assertThat(data.export(DAY).status()).isEqualTo("DUPLICATE");
    }

    private Map<String, List<String>> contents() {
        Map<String, List<String>> contents = new TreeMap<>();
        contents.put("runs", data.query("select execution_id from runs order by 1"));
        contents.put("loads", data.query("select load_id from loads order by 1"));
        contents.put("rejects", data.query("select load_id from rejects order by 1"));
        return contents;
    }

    @Test
    void maintenanceLeavesAnExportThatMayGoOnAndRemovesOneThatWillNot() {
        loadTwoFiles();
        moveAll();
        new DaybookProcess(folder)
                .with(data.environment())
                .with("DAYBOOK_FAILPOINT", "partition-built:1")
                .run("--data", data.folder().toString(), "run", "history-export", "date=" + DAY);
        assertThat(data.maintain(Duration.ZERO))
                .extracting(action -> action.what() + " " + action.place())
                .noneMatch(action -> action.contains("export") || action.contains("/lake/"));
        assertThat(Leftovers.of(data)).isNotEmpty();
        ExecutionView third = data.load(file(folder.resolve("z.csv"), row(JANUARY, "Four")));
        move(third.id(), Instant.parse(DAY + "T13:00:00Z"));
        assertThat(data.export(DAY).status()).isEqualTo("COMPLETED");
        data.maintain(Duration.ZERO);
        assertThat(Leftovers.of(data)).isEmpty();
        assertThat(data.query("select count(*) from loads")).containsExactly("3");
    }

    @Test
    void stagedRowsThatAreLostMakeTheDayBeExportedAnew() throws Exception {
        loadTwoFiles();
        moveAll();
        new DaybookProcess(folder)
                .with(data.environment())
                .with("DAYBOOK_FAILPOINT", "partition-built:1")
                .run("--data", data.folder().toString(), "run", "history-export", "date=" + DAY);
        for (String staged : data.files().keySet()) {
            if (staged.startsWith("staging/") && staged.endsWith(".rows")) {
                Files.delete(data.folder().resolve(staged));
            }
        }
        assertThat(data.export(DAY).status()).isEqualTo("FAILED");
        assertThat(data.export(DAY).status()).isEqualTo("COMPLETED");
        assertThat(contents().get("rejects")).containsExactly("1", "2");
    }

    @Test
    void daysThatAreNoneAreRefused() {
        assertThatThrownBy(() -> data.export("yesterday"))
                .isInstanceOf(DaybookException.class)
                .hasMessage("date: expected a day such as 2026-03-01, found 'yesterday'");
        assertThatThrownBy(() -> data.export("2999-01-01"))
                .isInstanceOf(DaybookException.class)
                .hasMessageContaining("found 2999-01-01");
    }
}
