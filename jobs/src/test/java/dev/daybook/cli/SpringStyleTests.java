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
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Started as Spring Boot starts batch jobs, Daybook does what {@code run} does. */
class SpringStyleTests {

    private static final String NAMED = "--spring.batch.job.name=legacy-import";
    private static final String VARIABLE = "SPRING_BATCH_JOB_NAME";

    @TempDir
    private Path folder;

    @Test
    void theNameOfAJobAndItsParametersBecomeARequest() {
        assertThat(SpringStyle.withVerb(Map.of(), NAMED, "file=x", "--data", "d", "--json"))
                .containsExactly("run", "legacy-import", "file=x", "--data", "d", "--json");
        assertThat(SpringStyle.withVerb(Map.of(), "file=x", NAMED)).containsExactly("run", "legacy-import", "file=x");
        assertThat(SpringStyle.withVerb(Map.of(VARIABLE, "legacy-import"), "file=x"))
                .containsExactly("run", "legacy-import", "file=x");
        assertThat(SpringStyle.withVerb(Map.of(VARIABLE, "history-export"))).containsExactly("run", "history-export");
        assertThat(SpringStyle.withVerb(Map.of(VARIABLE, "history-export"), NAMED, "file=x"))
                .containsExactly("run", "legacy-import", "file=x");
    }

    @Test
    void aVerbStaysWhatItIs() {
        assertThat(SpringStyle.withVerb(Map.of(VARIABLE, "history-export"), "run", "legacy-import", "file=x"))
                .containsExactly("run", "legacy-import", "file=x");
        assertThat(SpringStyle.withVerb(Map.of(VARIABLE, "history-export"), "--help"))
                .containsExactly("--help");
        assertThat(SpringStyle.withVerb(Map.of())).isEmpty();
    }

    @Test
    void exitCodesAreThoseOfRun() {
        DaybookProcess daybook = new DaybookProcess(folder)
                .with("DAYBOOK_DATA", folder.resolve("data").toString());
        Path export = file(folder.resolve("x.csv"), row("05/01/20", "One"), badRow("05/01/20", "Bad"));
        Ended run = daybook.run(NAMED, "file=" + export, "feed=legacy-visits");
        assertThat(run.exitCode()).as(run.toString()).isEqualTo(5);
        assertThat(new DataFolder(folder.resolve("data"), TestDatabase.H2_SERVER).customers())
                .containsExactly("One legacy-visits/x.csv");
        Ended failed = daybook.run(NAMED, "file=" + folder.resolve("none.csv"));
        assertThat(failed.exitCode()).as(failed.toString()).isEqualTo(1);
    }

    @Test
    void withoutTheNameOfAJobTheNamesAreListed() {
        DaybookProcess daybook = new DaybookProcess(folder);
        for (String[] unnamed :
                new String[][] {{"file=x"}, {"--spring.batch.job.name=", "file=x"}, {"--spring.batch.job.name"}}) {
            Ended ended = daybook.run(unnamed);
            assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(2);
            assertThat(ended.err()).startsWith("daybook: no job was named: expected one of legacy-import, ");
        }
        Ended unknown = daybook.run("--spring.batch.job.name=legacy", "file=x");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).startsWith("daybook: there is no job legacy: expected one of legacy-import, ");
    }
}
