package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.testing.CommandLineAnswer;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.TestDatabase;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A job for each day of a range. */
class BackfillTests {

    private static final String RUNS = "select p.parameter_value, e.status from batch_job_execution e"
            + " join batch_job_execution_params p on p.job_execution_id = e.job_execution_id"
            + " where p.parameter_name = 'date' order by e.job_execution_id";

    @TempDir
    private Path folder;

    private DataFolder data;

    @BeforeEach
    void emptyFolder() {
        data = new DataFolder(folder.resolve("data"));
    }

    private CommandLineAnswer backfill(String... arguments) {
        List<String> all = new ArrayList<>(List.of("backfill", "history-export"));
        all.addAll(List.of(arguments));
        return CommandLineAnswer.of(data, all.toArray(String[]::new));
    }

    private static List<String> days(CommandLineAnswer answer) {
        List<String> days = new ArrayList<>();
        for (JsonNode day : answer.json()) {
            days.add(day.get("date").asString() + " " + day.get("before").asString("-") + " "
                    + day.get("status").asString("-") + " "
                    + day.get("exitCode").asString("-"));
        }
        return days;
    }

    @Test
    void eachDayIsARunOfItsOwnBothEndsIncluded() {
        CommandLineAnswer answer = backfill("2026-02-27..2026-03-01");
        assertThat(answer.exitCode()).isZero();
        assertThat(answer.out())
                .contains("2026-02-28", "history-export: 3 days, 3 COMPLETED")
                .doesNotContain("2026-03-02");
        assertThat(data.records(RUNS))
                .containsExactly("2026-02-27|COMPLETED", "2026-02-28|COMPLETED", "2026-03-01|COMPLETED");
        assertThat(data.records("select distinct requested_by from admission"))
                .containsExactly("cli:" + System.getProperty("user.name") + " backfill");
        assertThat(days(backfill("2026-02-28..2026-03-02", "--json")))
                .containsExactly(
                        "2026-02-28 COMPLETED DUPLICATE 0",
                        "2026-03-01 COMPLETED DUPLICATE 0",
                        "2026-03-02 - COMPLETED 0");
    }

    @Test
    void aDayThatFailsHoldsUpNoneAndIsTold() {
        data.export("2026-03-01");
        data.update(
                "insert into history_purge (history_day, runs, purged_at) values ('2026-03-02', 3, current_timestamp)");
        CommandLineAnswer answer = backfill("2026-03-01..2026-03-03", "--json");
        assertThat(answer.exitCode()).isEqualTo(3);
        assertThat(days(answer))
                .containsExactly(
                        "2026-03-01 COMPLETED DUPLICATE 0", "2026-03-02 - REFUSED 3", "2026-03-03 - COMPLETED 0");
        String tomorrow = LocalDate.now(ZoneOffset.UTC).plusDays(1).toString();
        assertThat(backfill(tomorrow).exitCode()).isEqualTo(2);
    }

    @Test
    void onlyDaysThatFailedOrWereNeverRunAreRunWhenAsked() {
        List.of("2026-03-01", "2026-03-02", "2026-03-03").forEach(data::export);
        data.update(
                "update batch_job_execution set status = 'FAILED', exit_code = 'FAILED' where job_execution_id = 2");
        data.update("update history_export set status = 'EXPORTING' where history_day = '2026-03-02'");
        String range = "2026-03-01..2026-03-04";

        CommandLineAnswer plan = backfill(range, "--only-failed", "--dry-run");
        assertThat(plan.exitCode()).isZero();
        assertThat(plan.out())
                .containsPattern("2026-03-01 +COMPLETED +left out +not failed")
                .containsPattern("2026-03-02 +FAILED +to be run")
                .containsPattern("2026-03-04 +to be run")
                .contains("4 days, 2 left out, 2 to be run");
        assertThat(data.records(RUNS)).hasSize(3);

        CommandLineAnswer answer = backfill(range, "--only-failed", "--json");
        assertThat(answer.exitCode()).isZero();
        assertThat(days(answer))
                .containsExactly(
                        "2026-03-01 COMPLETED - -",
                        "2026-03-02 FAILED COMPLETED 0",
                        "2026-03-03 COMPLETED - -",
                        "2026-03-04 - COMPLETED 0");
        assertThat(data.records(RUNS)).hasSize(5);
    }

    @Test
    void aDryRunWhereNothingWasEverRunMakesNothing() {
        data = new DataFolder(folder.resolve("none"), TestDatabase.H2_SERVER);
        assertThat(backfill("2026-03-01..2026-03-02", "--dry-run").out()).contains("2 days, 2 to be run");
        assertThat(data.folder()).doesNotExist();
    }

    @Test
    void aJobWithoutADateIsRefusedWithTheListOfThoseThatHaveOne() {
        CommandLineAnswer answer = CommandLineAnswer.of(data, "backfill", "legacy-import", "2026-03-01..2026-03-02");
        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.err())
                .isEqualToIgnoringNewLines(
                        "daybook: legacy-import has no parameter date: expected one of history-export");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-02..2026-03-01",
                "march",
                "2026-03-01..",
                "2026-02-30",
                "2026-03-01..2026-03-02..2026-03-03"
            })
    void rangesThatAreNoneAreRefused(String range) {
        data = new DataFolder(folder.resolve("none"), TestDatabase.H2_SERVER);
        CommandLineAnswer answer = backfill(range);
        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.err()).contains(range);
        assertThat(data.folder()).doesNotExist();
    }

    @Test
    void theDateIsGivenByTheRangeAlone() {
        CommandLineAnswer answer = backfill("2026-03-01", "date=2026-03-02");
        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.err()).contains("date is given by the range");
    }
}
