package dev.daybook.ops;

import static dev.daybook.testing.Visits.file;
import static dev.daybook.testing.Visits.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.launch.ExitCode;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.DaybookProcess;
import dev.daybook.testing.DaybookProcess.Ended;
import dev.daybook.testing.DaybookProcess.Running;
import dev.daybook.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A scheduler that launches twice: two processes with the same request at the same moment (TRAPS B3). */
class EqualRequestsTests {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(names = {"H2_SERVER", "POSTGRESQL"})
    void ofTwoProcessesOneRunsTheRequest(TestDatabase database) {
        requestTwice(database, 2);
    }

    @ParameterizedTest
    @Tag("crash")
    @EnumSource(names = {"H2_SERVER", "POSTGRESQL"})
    void ofTwoProcessesOneRunsTheRequestFiftyTimes(TestDatabase database) {
        requestTwice(database, 50);
    }

    private void requestTwice(TestDatabase database, int rounds) {
        DataFolder data = new DataFolder(folder.resolve(database.name()), database);
        for (int round = 1; round <= rounds; round++) {
            Path export = file(folder.resolve("x%d.csv".formatted(round)), row("05/01/20", "Customer " + round));
            Running one = start(data, export);
            Running other = start(data, export);
            List<Ended> answers = List.of(one.await(), other.await());
            assertThat(answers)
                    .as(answers.toString())
                    .anyMatch(answer -> answer.exitCode() == ExitCode.COMPLETED)
                    .allMatch(answer ->
                            List.of(ExitCode.COMPLETED, ExitCode.REFUSED).contains(answer.exitCode()));
            assertThat(data.executions()).as("round %d", round).hasSize(round);
            List<String> decisions = data.records("select decision from admission order by admission_id desc");
            assertThat(decisions).as("round %d", round).hasSize(2 * round);
            assertThat(decisions.subList(0, 2)).containsOnlyOnce("STARTED").containsAnyOf("DUPLICATE", "REFUSED");
        }
        assertThat(data.customers()).hasSize(rounds);
    }

    private Running start(DataFolder data, Path export) {
        return new DaybookProcess(folder)
                .with(data.environment())
                .start(
                        "run",
                        "legacy-import",
                        "file=" + export,
                        "--data",
                        data.folder().toString());
    }
}
