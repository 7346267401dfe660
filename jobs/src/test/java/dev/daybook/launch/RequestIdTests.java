package dev.daybook.launch;

import static dev.daybook.testing.Visits.badRow;
import static dev.daybook.testing.Visits.file;
import static dev.daybook.testing.Visits.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.jobs.legacyimport.LegacyImport;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.OnBothDatabases;
import dev.daybook.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** A request that comes again under its id. */
@OnBothDatabases
class RequestIdTests {

    private static final String JANUARY = "05/01/20";

    @Parameter
    private TestDatabase database;

    @TempDir
    private Path folder;

    private DataFolder data;
    private Path export;

    @BeforeEach
    void emptyFolder() {
        data = new DataFolder(folder.resolve("data"), database);
        export = folder.resolve("x.csv");
    }

    private Launcher.Outcome run(String id, String key) {
        Map<String, String> parameters = Map.of("file", export.toString(), "key", key);
        return JobRunner.run(
                new LegacyImport(), new Request(parameters, "sqs:q", Source.SQS, id, null), data.settings());
    }

    @Test
    void isAnsweredByTheRunOnRecordEvenWhenItsFileIsGone() throws IOException {
        file(export, row(JANUARY, "One"));
        long execution = run("r-1", "x").executionId();
        Files.delete(export);
        assertThat(run("r-1", "x"))
                .isEqualTo(new Launcher.Outcome(execution, ExitCode.COMPLETED, "request r-1 was run already"));
        assertThat(run("r-1", "x").executionId()).isEqualTo(execution);
        assertThat(data.records("select decision, source, requested_by, request_id, job_execution_id from admission"
                        + " order by admission_id"))
                .containsExactly(
                        "STARTED|sqs|sqs:q|r-1|" + execution,
                        "DUPLICATE|sqs|sqs:q|r-1|" + execution,
                        "DUPLICATE|sqs|sqs:q|r-1|" + execution);
    }

    @Test
    void doesNotBringBackWhatWasReplacedSince() {
        file(export, row(JANUARY, "One"));
        run("r-1", "x");
        file(export, row(JANUARY, "Two"));
        run("r-2", "x");
        file(export, row(JANUARY, "One"));
        assertThat(run("r-1", "x").duplicateReason()).isNotNull();
        assertThat(data.customers()).containsExactly("Two legacy-visits/x");
    }

    @Test
    void isRunAgainWhenItHasFailedOrAsksForSomethingElse() {
        file(export, badRow(JANUARY, "One"));
        assertThat(run("r-1", "x").exitCode()).isEqualTo(ExitCode.FAILED);
        file(export, row(JANUARY, "One"));
        assertThat(run("r-1", "x")).satisfies(run -> {
            assertThat(run.exitCode()).isZero();
            assertThat(run.duplicateReason()).isNull();
        });
        assertThat(run("r-1", "y").duplicateReason()).isNull();
        assertThat(data.customers()).containsExactly("One legacy-visits/x");
    }
}
