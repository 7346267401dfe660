package dev.daybook.cli;

import static dev.daybook.testing.Visits.badRow;
import static dev.daybook.testing.Visits.file;
import static dev.daybook.testing.Visits.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.testing.DataFolder;
import dev.daybook.testing.DaybookProcess;
import dev.daybook.testing.DaybookProcess.Ended;
import dev.daybook.testing.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a run writes to standard error: lines for people, lines that are data, a line that is drawn again and again. */
class RunOutputTests {

    private static final String JANUARY = "05/01/20";
    private static final String FEBRUARY = "05/02/20";
    private static final String DRAWN = "\r\u001b[?7l";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    private DaybookProcess daybook() {
        return new DaybookProcess(folder)
                .with("DAYBOOK_DATA", folder.resolve("data").toString());
    }

    private Path threeRowsOneBad() {
        return file(
                folder.resolve("x.csv"),
                row(JANUARY, "One"),
                row(JANUARY, "One"),
                row(FEBRUARY, "Two"),
                badRow(JANUARY, "Three"));
    }

    /** Enough for a run that is worth watching. */
    private Path manyRows() {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 300_000; i++) {
            rows.add(row(i % 2 == 0 ? JANUARY : FEBRUARY, "Customer " + i));
        }
        return file(folder.resolve("x.csv"), rows);
    }

    @Test
    void eachStepIsSummedUpOnALine() {
        Ended run = daybook().run("run", "legacy-import", "file=" + threeRowsOneBad());
        assertThat(run.exitCode()).as(run.toString()).isEqualTo(5);
        assertThat(run.err()).doesNotContain("\u001b").doesNotContain("rows/s,");
        assertThat(run.err().lines().filter(line -> line.contains("COMPLETED in")))
                .hasSize(3)
                .satisfiesExactly(
                        stage -> assertThat(stage)
                                .matches("[\\d:]{8} INFO  stage COMPLETED in [\\d.]+ s: 4 read, 1 rejected, 0 ignored,"
                                        + " 0 blank; [\\d,]+ rows/s"),
                        publish -> assertThat(publish)
                                .matches("[\\d:]{8} INFO  publish COMPLETED in [\\d.]+ s: 2 written, 1 duplicate;"
                                        + " [\\d,]+ rows/s"),
                        finish -> assertThat(finish).matches("[\\d:]{8} INFO  finish COMPLETED in [\\d.]+ s"));
    }

    @Test
    void linesThatAreDataCarryTheRunAndTheCounts() {
        Ended run = daybook().with("DAYBOOK_LOG", "json").run("run", "legacy-import", "file=" + threeRowsOneBad());
        assertThat(run.exitCode()).as(run.toString()).isEqualTo(5);
        List<JsonNode> lines = run.err().lines().map(JSON::readTree).toList();
        assertThat(lines).isNotEmpty().allSatisfy(line -> {
            assertThat(line.get("time").asString()).matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z");
            assertThat(line.get("level").asString()).isEqualTo("INFO");
            assertThat(line.get("message").asString()).isNotEmpty();
            assertThat(line.get("job").asString()).isEqualTo("legacy-import");
            assertThat(line.get("execution").asString()).isEqualTo("1");
        });
        List<JsonNode> steps = lines.stream().filter(line -> line.has("step")).toList();
        assertThat(steps)
                .extracting(line ->
                        line.get("step").asString() + " " + line.get("status").asString())
                .containsExactly("stage COMPLETED", "publish COMPLETED", "finish COMPLETED");
        JsonNode stage = steps.get(0);
        assertThat(stage.get("read").asLong()).isEqualTo(4);
        assertThat(stage.get("rejected").asLong()).isEqualTo(1);
        assertThat(stage.get("ignored").asLong()).isZero();
        assertThat(stage.get("durationMs").isIntegralNumber()).isTrue();
        assertThat(stage.get("rowsPerSecond").isIntegralNumber()).isTrue();
        assertThat(steps.get(1).get("written").asLong()).isEqualTo(2);
        assertThat(steps.get(1).get("duplicate").asLong()).isEqualTo(1);
    }

    @Test
    void anInputErrorIsDataWithoutAStackTrace() {
        Path bad = file(folder.resolve("x.csv"), badRow(JANUARY, "One"));
        Ended run = daybook().with("DAYBOOK_LOG", "json").run("run", "legacy-import", "file=" + bad);
        assertThat(run.exitCode()).as(run.toString()).isEqualTo(1);
        List<JsonNode> lines = run.err().lines().map(JSON::readTree).toList();
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0).get("status").asString()).isEqualTo("FAILED");
        assertThat(lines.get(0).get("reason").asString())
                .contains("has no row that can be loaded: 1 read, 1 rejected, 0 ignored");
        assertThat(run.err()).doesNotContain("Exception").doesNotContain("stackTrace");
        assertThat(daybook().run("show", "1").out())
                .contains("step      stage    FAILED")
                .doesNotContain("Exception")
                .doesNotContain("\tat ");

        Ended refused = daybook().with("DAYBOOK_LOG", "json").run("run", "legacy-import", "file=none.csv");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(JSON.readTree(refused.err()).get("message").asString()).startsWith("No such file");
        Ended unknown = daybook().with("DAYBOOK_LOG", "xml").run("executions");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err().strip()).isEqualTo("daybook: DAYBOOK_LOG: expected text or json, found 'xml'");
    }

    @Test
    void aTerminalHasOneLineThatIsTakenAwayBeforeAnythingElseIsWritten() {
        Ended run = daybook()
                .with("DAYBOOK_TERMINAL", "true")
                .with("TERM", "xterm")
                .run("run", "legacy-import", "file=" + manyRows());
        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.err()).contains(DRAWN + "stage    [", " rows/s");
        assertThat(run.err().lines().filter(line -> line.contains("INFO")))
                .isNotEmpty()
                .allSatisfy(line -> {
                    int erased = line.lastIndexOf("\u001b[K");
                    assertThat(line.substring(erased < 0 ? 0 : erased + 3)).matches("[\\d:]{8} INFO  .*");
                });
        int lastDrawn = run.err().lastIndexOf(DRAWN);
        assertThat(run.err().substring(lastDrawn)).contains("\r\u001b[K");
        assertThat(run.out()).startsWith("legacy-import: execution 1 COMPLETED").doesNotContain("\u001b");

        DataFolder data = new DataFolder(folder.resolve("data"), TestDatabase.H2_SERVER);
        assertThat(data.records("select step_name, unit, done = total from run_progress"))
                .containsExactly("publish|partitions|true");
        Ended progress = daybook().run("progress", "1");
        assertThat(progress.out())
                .startsWith("legacy-import: execution 1 COMPLETED; seen last: publish 100 %, 300,000 rows, ")
                .endsWith("see `daybook show 1`" + System.lineSeparator());
    }

    @Test
    void aDumbTerminalAndAPipeHaveNone() {
        Ended dumb = daybook()
                .with("DAYBOOK_TERMINAL", "true")
                .with("TERM", "dumb")
                .run("run", "legacy-import", "file=" + threeRowsOneBad());
        assertThat(dumb.err()).doesNotContain("\u001b").doesNotContain("\r");
        Ended none = daybook().with("TERM", "xterm").run("run", "legacy-import", "file=" + threeRowsOneBad());
        assertThat(none.err()).doesNotContain("\u001b").doesNotContain("\r");
        assertThat(Terminal.isThere(
                        java.util.Map.of("DAYBOOK_TERMINAL", "true", "TERM", "xterm", "DAYBOOK_LOG", "json")))
                .isFalse();
    }
}
