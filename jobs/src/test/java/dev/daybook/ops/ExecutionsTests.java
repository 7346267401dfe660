package dev.daybook.ops;

import static dev.daybook.testing.Visits.badRow;
import static dev.daybook.testing.Visits.file;
import static dev.daybook.testing.Visits.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.failure.DaybookException;
import dev.daybook.ops.ExecutionDetails.StepView;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.OnBothDatabases;
import dev.daybook.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

@OnBothDatabases
class ExecutionsTests {

    private static final String JANUARY = "05/01/20";

    @Parameter
    private TestDatabase database;

    @TempDir
    private Path folder;

    private DataFolder data;

    @BeforeEach
    void emptyFolder() {
        data = new DataFolder(folder.resolve("data"), database);
    }

    @Test
    void aRunIsShownWithItsCountsParametersAndSteps() {
        Path export = file(
                folder.resolve("x.csv"),
                row(JANUARY, "One"),
                row(JANUARY, "One"),
                row(JANUARY, "Two"),
                "",
                badRow(JANUARY, "Three"));
        ExecutionView run = data.load(export);
        ExecutionView shown = data.show(run.id());
        assertThat(shown.job()).isEqualTo("legacy-import");
        assertThat(shown.status()).isEqualTo("COMPLETED");
        assertThat(shown.exitCode()).isEqualTo(5);
        assertThat(shown.read()).isEqualTo(4);
        assertThat(shown.written()).isEqualTo(2);
        assertThat(shown.duplicate()).isEqualTo(1);
        assertThat(shown.rejected()).isEqualTo(1);
        assertThat(shown.ignored()).isZero();
        assertThat(shown.blank()).isEqualTo(1);
        assertThat(shown.input().file()).isEqualTo("file:" + export);
        assertThat(shown.times().startedAt()).isBeforeOrEqualTo(shown.times().endedAt());
        assertThat(shown.parameters()).containsEntry("key", "x.csv").containsEntry("revision", "0");
        assertThat(shown.details().steps()).extracting(StepView::name).containsExactly("stage", "publish", "finish");
        assertThat(shown.details().steps()).extracting(StepView::status).containsOnly("COMPLETED");
    }

    @Test
    void runsAreListedTheNewestFirst() {
        data.load(file(folder.resolve("x.csv"), row(JANUARY, "One")));
        data.load(file(folder.resolve("y.csv"), badRow(JANUARY, "Two")));
        data.load(file(folder.resolve("z.csv"), row(JANUARY, "Three")));
        assertThat(data.executions())
                .extracting(run -> run.parameters().get("key") + " " + run.status())
                .containsExactly("z.csv COMPLETED", "y.csv FAILED", "x.csv COMPLETED");
        List<ExecutionView> latest = data.withDatabase(source -> new Executions(source).latest(2));
        assertThat(latest).extracting(run -> run.parameters().get("key")).containsExactly("z.csv", "y.csv");
    }

    @Test
    void aRunNobodyStartedIsNotShown() {
        assertThatThrownBy(() -> data.show(4711))
                .isInstanceOfSatisfying(
                        DaybookException.class,
                        e -> assertThat(e.kind()).isEqualTo(DaybookException.Kind.CONFIGURATION))
                .hasMessage("there is no execution 4711: see `daybook executions`");
    }
}
