package dev.daybook.cli;

import static dev.daybook.testing.Visits.badRow;
import static dev.daybook.testing.Visits.file;
import static dev.daybook.testing.Visits.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.jobs.legacyimport.LegacyImport;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.Samples;
import dev.daybook.testing.TestDatabase;
import dev.daybook.testing.Visits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command line in this process: what is printed where, and the exit code. */
class CommandLineTests {

    private static final String JANUARY = "05/01/20";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    private DataFolder data;
    private Path export;

    private record Answer(int exitCode, String out, String err) {

        JsonNode json() {
            return JSON.readTree(out);
        }

        long id() {
            return json().get("id").asLong();
        }
    }

    @BeforeEach
    void emptyFolder() {
        data = new DataFolder(folder.resolve("data"));
        export = folder.resolve("x.csv");
    }

    private Answer daybook(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--data");
        all.add(data.folder().toString());
        return answer(data.environment(), all.toArray(String[]::new));
    }

    private static Answer plain(String... arguments) {
        return answer(Map.of(), arguments);
    }

    private static Answer answer(Map<String, String> environment, String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
        ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
        try {
            int exitCode = DaybookCommand.execute(List.of(new LegacyImport()), environment, arguments);
            return new Answer(
                    exitCode, outBytes.toString(StandardCharsets.UTF_8), errBytes.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    /** A refusal: its exit code, one message on standard error that says what to do, and nothing else. */
    private static void assertRefused(Answer answer, int exitCode, String... parts) {
        assertThat(answer.exitCode()).isEqualTo(exitCode);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err()).startsWith("daybook: ").contains(parts);
        assertThat(answer.err())
                .doesNotContain("\tat ")
                .doesNotContain("Exception")
                .doesNotContain("bug");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "backfill",
                "check",
                "jobs",
                "executions",
                "show",
                "progress",
                "rejects",
                "replay",
                "tables",
                "rollback",
                "maintenance",
                "query",
                "demo",
                "bench",
                "version"
            })
    void everyVerbHasHelp(String verb) {
        Answer answer = plain(verb, "--help");
        assertThat(answer.exitCode()).isZero();
        assertThat(answer.out()).startsWith("Usage: daybook " + verb).contains("--data=DIR");
        assertThat(answer.err()).isEmpty();
    }

    @Test
    void theHelpListsTheVerbsAndTheExitCodes() {
        Answer answer = plain("--help");
        assertThat(answer.exitCode()).isZero();
        assertThat(answer.out())
                .contains("Usage: daybook", "rollback", "maintenance", "Exit codes:")
                .contains("5   completed, with more rejected rows than the feed's warning threshold");
    }

    @Test
    void theVersionNamesJava() {
        assertThat(plain("version").out()).startsWith("daybook ").contains("Java " + Runtime.version());
        assertThat(plain("--version").out()).isEqualTo(plain("version").out());
    }

    @Test
    void aVerbThatIsNoneIsRefusedWithWhatMayHaveBeenMeant() {
        assertRefused(plain("tabels"), 2, "tabels", "tables", "See `daybook --help`");
        assertRefused(plain("run", "--jsno"), 2, "--jsno");
    }

    @Test
    void noVerbAtAllIsABadRequest() {
        assertRefused(plain(), 2, "Missing required subcommand", "See `daybook --help`");
    }

    @Test
    void aJobThatIsNoneIsRefusedWithTheListOfJobs() {
        assertRefused(daybook("run", "legacy-imprt"), 2, "there is no job legacy-imprt: expected one of legacy-import");
        assertRefused(daybook("run"), 2, "no job was named: expected one of legacy-import");
    }

    @Test
    void aParameterThatIsNoneIsRefusedWithTheListOfParameters() {
        file(export, row(JANUARY, "One"));
        assertRefused(
                daybook("run", "legacy-import", "file=" + export, "fed=x"),
                2,
                "legacy-import has no parameter 'fed=x': expected some of file, feed, key, year, replayOfLoad, as name=value");
        assertRefused(daybook("run", "legacy-import", "file=" + export, "file=" + export), 2, "file is given twice");
        assertRefused(daybook("run", "legacy-import"), 2, "legacy-import needs file=…");
        assertRefused(daybook("run", "legacy-import", "file="), 2, "file");
        assertThat(data.folder().resolve("lake")).doesNotExist();
    }

    @Test
    void aValueTheRepositoryCannotHoldIsRefusedBeforeAnyRowIsWritten() {
        file(export, row(JANUARY, "One"));
        assertRefused(
                daybook("run", "legacy-import", "file=" + export, "key=" + "k".repeat(2501)),
                2,
                "parameter key has 2501 characters: expected fewer than 2500");
        assertThat(data.records("select count(*) from batch_job_instance")).containsExactly("0");
    }

    @Test
    void aFeedThatIsNoneIsRefused() {
        file(export, row(JANUARY, "One"));
        assertRefused(
                daybook("run", "legacy-import", "file=" + export, "feed=legacy-visit"),
                2,
                "there is no feed legacy-visit: expected one of legacy-visits, ministers-meetings");
        assertRefused(
                daybook("run", "legacy-import", "file=" + export, "feed=missing.yaml"),
                2,
                "there is no feed file",
                "missing.yaml");
        assertRefused(
                daybook("check", export.toString(), "--feed", "legacy-visit"), 2, "there is no feed legacy-visit");
    }

    @Test
    void aFeedWithATypingErrorIsRefusedWithItsFileAndLine() {
        file(export, row(JANUARY, "One"));
        Path feed = Visits.text(folder.resolve("typo.yaml"), "feed: typo\nformat: csv\ncolunms: []\n");
        assertRefused(
                daybook("run", "legacy-import", "file=" + export, "feed=" + feed), 2, "typo.yaml", "line 3", "colunms");
    }

    @Test
    void aMissingFileAndAFolderAreRefused() {
        assertRefused(
                daybook("run", "legacy-import", "file=" + folder.resolve("none.csv")), 1, "No such file", "none.csv");
        assertRefused(daybook("run", "legacy-import", "file=" + folder), 1, "is a folder");
        assertRefused(
                daybook("check", folder.resolve("none.csv").toString(), "--feed", "legacy-visits"), 1, "No such file");
        assertRefused(daybook("run", "legacy-import", "file=ftp://host/x.csv"), 2, "Unknown scheme 'ftp'");
    }

    @Test
    void aFormatThatIsNoneIsRefused() {
        assertRefused(daybook("query", "select 1", "--format", "xml"), 2, "xml", "TABLE", "CSV", "JSON");
    }

    @Test
    void verbsThatLookSayWhenNothingWasEverRun() {
        data = new DataFolder(folder.resolve("new"), TestDatabase.H2_SERVER);
        for (String verb : List.of("executions", "progress", "maintenance")) {
            assertRefused(daybook(verb), 2, "nothing was run in " + data.folder(), "--data");
        }
        assertRefused(daybook("show", "1"), 2, "nothing was run");
        assertRefused(daybook("rejects", "1"), 2, "nothing was run");
        assertRefused(daybook("rollback", "visits", "2020-01"), 2, "nothing was run");
        assertThat(data.folder().resolve("db")).doesNotExist();
        assertThat(daybook("tables").out()).contains("0 partitions, 0 rows");
    }

    @Test
    void aRunIsToldInAFewLines() {
        file(export, row(JANUARY, "One"), row(JANUARY, "Two"), badRow(JANUARY, "Three"));
        Answer answer = daybook("run", "legacy-import", "file=" + export);
        assertThat(answer.exitCode()).isEqualTo(5);
        assertThat(answer.out())
                .startsWith("legacy-import: execution 1 COMPLETED in ")
                .contains("file:" + export)
                .contains("3 read = 2 written + 1 rejected + 0 duplicate + 0 ignored; 0 blank")
                .contains("1 of 3 rows rejected, more than the 5.0 % feed legacy-visits warns at")
                .contains("daybook rejects 1");
    }

    @Test
    void aFailedRunIsToldWithItsReasonAndNoStackTrace() {
        file(export, badRow(JANUARY, "One"));
        Answer answer = daybook("run", "legacy-import", "file=" + export);
        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(answer.out())
                .contains("FAILED")
                .contains("has no row that can be loaded: 1 read, 1 rejected, 0 ignored. The table keeps what it has.");
        assertThat(answer.out() + answer.err()).doesNotContain("Exception").doesNotContain("\tat ");
    }

    @Test
    void aDuplicateIsToldAsOne() {
        file(export, row(JANUARY, "One"));
        daybook("run", "legacy-import", "file=" + export);
        Answer again = daybook("run", "legacy-import", "file=" + export);
        assertThat(again.exitCode()).isZero();
        assertThat(again.out().strip())
                .isEqualTo(
                        "legacy-import: duplicate of execution 1. legacy-visits/x.csv with this content is loaded already.");
        JsonNode json =
                daybook("run", "legacy-import", "file=" + export, "--json").json();
        assertThat(json.get("status").asString()).isEqualTo("DUPLICATE");
        assertThat(json.get("exitCode").asInt()).isZero();
        assertThat(json.get("read").asLong()).isZero();
        assertThat(daybook("show", "1").out()).contains("duplicate", "with this content is loaded already");
    }

    @Test
    void runAndShowPrintOneObjectWithThePromisedFields() {
        file(export, row(JANUARY, "One"), row(JANUARY, "One"), badRow(JANUARY, "Two"), "");
        Answer run = daybook("run", "legacy-import", "file=" + export, "--json");
        assertThat(run.exitCode()).isEqualTo(5);
        assertPromisedFields(run.json());
        Answer show = daybook("show", String.valueOf(run.id()), "--json");
        assertThat(show.exitCode()).isZero();
        assertPromisedFields(show.json());
        assertThat(show.json().get("steps")).hasSize(3);
        JsonNode executions = daybook("executions", "--json").json();
        assertThat(executions.isArray()).isTrue();
        assertThat(executions).hasSize(1);
        assertPromisedFields(executions.get(0));
    }

    private static void assertPromisedFields(JsonNode run) {
        assertThat(run.get("id").isIntegralNumber()).isTrue();
        assertThat(run.get("job").asString()).isEqualTo("legacy-import");
        assertThat(run.get("status").asString()).isEqualTo("COMPLETED");
        assertThat(run.get("parameters").get("key").asString()).isEqualTo("x.csv");
        assertThat(run.get("read").asLong()).isEqualTo(3);
        assertThat(run.get("written").asLong()).isEqualTo(1);
        assertThat(run.get("rejected").asLong()).isEqualTo(1);
        assertThat(run.get("duplicate").asLong()).isEqualTo(1);
        assertThat(run.get("ignored").asLong()).isZero();
        assertThat(run.get("blank").asLong()).isEqualTo(1);
        assertThat(run.get("startedAt").asString()).matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z");
        assertThat(run.get("endedAt").asString()).matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z");
        assertThat(run.get("exitCode").asInt()).isEqualTo(5);
    }

    @Test
    void executionsAreListedWithTheNewestFirst() {
        daybook("run", "legacy-import", "file=" + file(export, row(JANUARY, "One")));
        daybook("run", "legacy-import", "file=" + file(folder.resolve("y.csv"), badRow(JANUARY, "Two")));
        List<String> lines = daybook("executions").out().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).contains("2  legacy-import", "FAILED");
        assertThat(lines.get(2)).contains("1  legacy-import", "COMPLETED");
        assertThat(daybook("executions", "--limit", "1").out().lines()).hasSize(2);
    }

    @Test
    void executionsAreNarrowedDownByJobStatusDateAndParameter() {
        daybook("run", "legacy-import", "file=" + file(export, row(JANUARY, "One")));
        daybook("run", "legacy-import", "file=" + file(folder.resolve("y.csv"), badRow(JANUARY, "Two")));
        daybook("run", "legacy-import", "file=" + file(folder.resolve("z.csv"), row(JANUARY, "Three")));
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        String yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1).toString();
        assertThat(listed("--status", "failed,stopped")).containsExactly(2L);
        assertThat(listed("--status", "COMPLETED")).containsExactly(3L, 1L);
        assertThat(listed("--parameter", "key=x.csv")).containsExactly(1L);
        assertThat(listed("--parameter", "key=x.csv", "--parameter", "feed=other"))
                .isEmpty();
        assertThat(listed("--job", "legacy-import", "--before", "3", "--limit", "1"))
                .containsExactly(2L);
        assertThat(listed("--job", "none")).isEmpty();
        assertThat(listed("--from", yesterday, "--to", today)).containsExactly(3L, 2L, 1L);
        assertThat(listed("--from", "2999-01-01")).isEmpty();
        assertThat(listed("--to", "1999-12-31")).isEmpty();
        assertThat(daybook("executions", "--limit", "2").err().strip())
                .isEqualTo("There may be older ones: --before 2");
        assertThat(daybook("executions", "--limit", "4").err()).isEmpty();
        assertRefused(daybook("executions", "--limit", "0"), 2, "--limit: expected 1 to 10,000, found 0");
        assertRefused(daybook("executions", "--parameter", "key"), 2, "expected name=value, found 'key'");
        assertRefused(daybook("executions", "--parameter", "a=1", "--parameter", "a=2"), 2, "a is given twice");
        assertRefused(
                daybook("executions", "--from", today, "--to", yesterday), 2, "--to: expected a day from " + today);
        assertRefused(daybook("executions", "--from", "soon"), 2, "expected a day such as 2026-03-01, found 'soon'");
        assertRefused(daybook("executions", "--status", "lost"), 2, "lost", "FAILED");
    }

    private List<Long> listed(String... filter) {
        List<String> arguments = new ArrayList<>(List.of("executions", "--json"));
        arguments.addAll(List.of(filter));
        List<Long> ids = new ArrayList<>();
        daybook(arguments.toArray(String[]::new))
                .json()
                .forEach(run -> ids.add(run.get("id").asLong()));
        return ids;
    }

    @Test
    void aRunIsShownWithFilesLeaseActionsAndOtherExecutions() {
        daybook("run", "legacy-import", "file=" + file(export, row(JANUARY, "One"), badRow(JANUARY, "Two")));
        data.update("delete from run_lease");
        data.update("insert into run_lease (lease_key, job_name, owner, fencing, job_execution_id, acquired_at,"
                + " heartbeat_at, expires_at, stop_requested_at, stop_requested_by) values ('k', 'legacy-import',"
                + " 'host:1', 3, 1, timestamp with time zone '2026-03-01 10:00:00Z', timestamp with time zone '2026-03-01"
                + " 10:00:05Z', timestamp with time zone '2999-03-01 10:00:35Z', timestamp with time zone '2026-03-01"
                + " 10:00:06Z', 'ann')");
        data.update(
                "insert into operator_action (acted_at, acted_by, action, job_execution_id, reason, outcome, detail)"
                        + " values (timestamp with time zone '2026-03-01 10:00:06Z', 'ann', 'stop', 1, 'too slow', 'REFUSED',"
                        + " 'it has ended')");
        data.update(
                "insert into batch_job_execution (job_execution_id, version, job_instance_id, create_time, start_time,"
                        + " status) select 9, 0, job_instance_id, create_time, timestamp '2026-03-01 09:00:00', 'ABANDONED'"
                        + " from batch_job_execution where job_execution_id = 1");
        JsonNode shown = daybook("show", "1", "--json").json();
        assertThat(shown.get("size").asLong()).isEqualTo(export.toFile().length());
        assertThat(shown.get("sha256").asString()).hasSize(64);
        assertThat(shown.get("load").asString()).isEqualTo("LOADED");
        assertThat(shown.get("loadId").asLong()).isEqualTo(1);
        assertThat(shown.get("processed").asString())
                .contains("/processed/legacy-visits/")
                .endsWith("-x.csv");
        assertThat(shown.get("rejectFile").asString()).endsWith("load-1/rejects-x.csv");
        JsonNode stage = shown.get("steps").get(0);
        assertThat(stage.get("name").asString()).isEqualTo("stage");
        assertThat(stage.get("itemsRead").asLong()).isEqualTo(1);
        assertThat(stage.get("itemsWritten").asLong()).isEqualTo(1);
        assertThat(stage.get("rollbacks").asLong()).isZero();
        assertThat(stage.get("seconds").isNumber()).isTrue();
        JsonNode lease = shown.get("lease");
        assertThat(lease.get("owner").asString()).isEqualTo("host:1");
        assertThat(lease.get("isLive").asBoolean()).isTrue();
        assertThat(lease.get("liveUntil").asString()).isEqualTo("2999-03-01T10:00:35Z");
        assertThat(lease.get("fencing").asLong()).isEqualTo(3);
        assertThat(lease.get("stopRequestedBy").asString()).isEqualTo("ann");
        assertThat(shown.get("actions").get(0).get("reason").asString()).isEqualTo("too slow");
        assertThat(shown.get("otherExecutions").get(0).get("id").asLong()).isEqualTo(9);
        assertThat(shown.propertyNames())
                .containsExactly(
                        "id",
                        "job",
                        "status",
                        "parameters",
                        "read",
                        "written",
                        "rejected",
                        "duplicate",
                        "ignored",
                        "blank",
                        "late",
                        "startedAt",
                        "endedAt",
                        "exitCode",
                        "message",
                        "file",
                        "size",
                        "sha256",
                        "loadId",
                        "load",
                        "processed",
                        "rejectFile",
                        "steps",
                        "duplicateRequests",
                        "lease",
                        "actions",
                        "warnings",
                        "otherExecutions",
                        "allowedActions");
        assertThat(daybook("show", "1").out())
                .contains(
                        "filed as  file:",
                        "sha256    " + shown.get("sha256").asString(),
                        "step      stage    COMPLETED in ",
                        "1 commits, 0 rollbacks, 1 items read, 1 written",
                        "lease     host:1, live until 2999-03-01T10:00:35, heartbeat 2026-03-01T10:00:05, fencing number 3",
                        "stop      requested 2026-03-01T10:00:06 by ann",
                        "action    2026-03-01T10:00:06 stop by ann because \"too slow\": REFUSED: it has ended",
                        "other run 9 ABANDONED");
    }

    @Test
    void progressIsToldOfRunningAndOfEndedRuns() {
        daybook("run", "legacy-import", "file=" + file(export, row(JANUARY, "One")));
        data.update("delete from run_progress");
        data.update("delete from run_lease");
        assertThat(daybook("progress").out().strip()).isEqualTo("Nothing is running; see `daybook executions`.");
        assertThat(daybook("progress", "--json").json()).isEmpty();
        assertThat(daybook("progress", "1").out().strip())
                .isEqualTo("legacy-import: execution 1 COMPLETED; see `daybook show 1`");
        data.update("update batch_job_execution set status = 'STARTED'");
        data.update(
                "insert into run_progress (job_execution_id, step_name, unit, done_at_start, done, total, rows_done,"
                        + " elapsed_ms, started_at, updated_at) values (1, 'stage', 'bytes', 100, 300, 900, 5000, 10000,"
                        + " current_timestamp, dateadd(minute, -5, current_timestamp))");
        assertThat(daybook("progress").out().strip())
                .isEqualTo("legacy-import: execution 1 STARTED: stage 33 %, 5,000 rows, 500 rows/s, 0:30 left,"
                        + " last sign of life 5 min ago; its process may be gone");
        JsonNode progress = daybook("progress", "--json").json().get(0);
        assertThat(progress.get("step").asString()).isEqualTo("stage");
        assertThat(progress.get("done").asLong()).isEqualTo(300);
        assertThat(progress.get("total").asLong()).isEqualTo(900);
        assertThat(progress.get("percent").asInt()).isEqualTo(33);
        assertThat(progress.get("rows").asLong()).isEqualTo(5000);
        assertThat(progress.get("rowsPerSecond").asLong()).isEqualTo(500);
        assertThat(progress.get("secondsLeft").asLong()).isEqualTo(30);
        assertThat(progress.get("secondsSinceSign").asLong()).isGreaterThanOrEqualTo(300);
        data.update("update batch_job_execution set status = 'COMPLETED'");
        Answer followed = daybook("progress", "1", "--follow", "--json");
        assertThat(followed.out().lines()).hasSize(1);
        assertThat(followed.json().get("status").asString()).isEqualTo("COMPLETED");
        assertThat(followed.json().get("secondsLeft").isNull()).isTrue();
        assertRefused(daybook("progress", "99"), 2, "there is no execution 99: see `daybook executions`");
    }

    @Test
    void rejectsAreListedWithPlaceRuleAndWhatWasFound() {
        daybook("run", "legacy-import", "file=" + file(export, row(JANUARY, "One"), badRow(JANUARY, "Two")));
        assertThat(daybook("rejects", "1").out())
                .contains("line 3, byte ", "MeetingType", "allowed", "found LUNCH")
                .endsWith("1 rejected rows" + System.lineSeparator());
        JsonNode rejects = daybook("rejects", "1", "--json").json();
        assertThat(rejects).hasSize(1);
        JsonNode reject = rejects.get(0);
        assertThat(reject.get("source").asString()).isEqualTo("file:" + export);
        assertThat(reject.get("line").asLong()).isEqualTo(3);
        assertThat(reject.get("offset").asLong())
                .isEqualTo(Visits.HEADER.length() + 2 + row(JANUARY, "One").length() + 2);
        assertThat(reject.get("column").asString()).isEqualTo("MeetingType");
        assertThat(reject.get("rule").asString()).isEqualTo("allowed");
        assertThat(reject.get("expected").asString()).contains("STOREVISIT");
        assertThat(reject.get("found").asString()).isEqualTo("LUNCH");
        assertThat(reject.get("raw").asString()).isEqualTo(badRow(JANUARY, "Two"));
        assertRefused(daybook("rejects", "99"), 2, "there is no execution 99");
        assertRefused(daybook("rejects", "one"), 2, "one");
    }

    @Test
    void tablesQueryRollbackAndMaintenanceWorkTogether() {
        daybook("run", "legacy-import", "file=" + file(export, row(JANUARY, "One"), row(JANUARY, "Two")));
        daybook("run", "legacy-import", "file=" + file(export, row(JANUARY, "Three")));
        JsonNode table = daybook("tables", "--json").json().get(0);
        assertThat(table.get("table").asString()).isEqualTo("visits");
        assertThat(table.get("partition").asString()).isEqualTo("2020-01");
        assertThat(table.get("generation").asInt()).isEqualTo(2);
        assertThat(table.get("rows").asLong()).isEqualTo(1);
        assertThat(table.get("bytes").asLong()).isPositive();
        assertThat(daybook("tables").out()).contains("1 partitions, 1 rows");

        assertThat(daybook("query", "select customer_name from visits", "--format", "csv")
                        .out()
                        .lines())
                .containsExactly("customer_name", "Three");
        Answer rollback = daybook("rollback", "visits", "2020-01");
        assertThat(rollback.exitCode()).isZero();
        assertThat(rollback.out())
                .contains("visits 2020-01: generation 3 has the state of generation 1, 2 rows; 1 loads withdrawn");
        assertThat(daybook("query", "select count(*) as n from visits", "--format", "json")
                        .json()
                        .get(0)
                        .get("n")
                        .asInt())
                .isEqualTo(2);
        assertRefused(daybook("rollback", "visits", "1999-01"), 2, "table visits has no partition 1999-01");
        assertThat(daybook("maintenance", "--dry-run", "--keep-hours", "0").out())
                .contains("remove old generation: ", "g000002-2-2", "1 actions would be done");
        assertThat(daybook("maintenance", "--keep-hours", "0").out()).contains("1 actions done");
        assertThat(daybook("maintenance", "--keep-hours", "0").out()).contains("0 actions done");
        assertThat(daybook("maintenance", "--rebuild").out()).contains("0 generations taken over");
    }

    @Test
    void aQueryThatDoesMoreThanReadIsRefused() {
        daybook("run", "legacy-import", "file=" + file(export, row(JANUARY, "One")));
        assertRefused(daybook("query", "drop table visits"), 3, "DROP");
        assertRefused(daybook("query", "select * from read_csv('/etc/passwd')"), 3, "read_csv");
        assertRefused(daybook("query", "select nope from visits"), 2, "nope");
    }

    @Test
    void checkReadsWithoutLoading() throws IOException {
        data = new DataFolder(folder.resolve("new"), TestDatabase.H2_SERVER);
        file(export, row(JANUARY, "One"), badRow(JANUARY, "Two"));
        Answer answer = daybook("check", export.toString(), "--feed", "legacy-visits");
        assertThat(answer.exitCode()).isEqualTo(5);
        assertThat(answer.out()).contains("2 read = 1 good + 1 rejected + 0 ignored; 0 blank", "line 3");
        assertThat(data.folder()).doesNotExist();
        JsonNode json = daybook("check", export.toString(), "--feed", "legacy-visits", "--json")
                .json();
        assertThat(json.get("rejects")).hasSize(1);
        assertThat(json.get("counts").get("read").asLong()).isEqualTo(2);
        file(export, badRow(JANUARY, "Two"));
        assertThat(daybook("check", export.toString(), "--feed", "legacy-visits")
                        .exitCode())
                .isEqualTo(1);
        Files.delete(export);
    }

    @Test
    void jobsAreListedWithTheirParameters() {
        assertThat(plain("jobs").out()).contains("legacy-import: ", "file", "(required)", "year");
    }

    @Test
    void theDemoComesOutAsExpectedAndTellsWhenItDoesNot() throws IOException {
        Answer demo = daybook("demo", "--samples", Samples.folder().toString());
        assertThat(demo.out()).contains("All as expected.").doesNotContain("NOT as expected");
        assertThat(demo.exitCode()).isZero();
        assertRefused(daybook("demo", "--samples", folder.resolve("none").toString()), 2, "there is no sample data in");
    }

    @Test
    void aStackTraceIsShownWhenAskedFor() {
        Answer answer = daybook("run", "legacy-import", "file=" + folder.resolve("none.csv"), "--stacktrace");
        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(answer.err()).contains("\tat dev.daybook.", "daybook: No such file");
    }
}
