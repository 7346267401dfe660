package dev.daybook.ops;

import static dev.daybook.testing.Visits.file;
import static dev.daybook.testing.Visits.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.failure.DaybookException;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.OnBothDatabases;
import dev.daybook.testing.Operators;
import dev.daybook.testing.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.springframework.boot.logging.LoggingSystem;

/** Two who want the same at the same moment (TRAPS B3): one run, and an answer to the other. */
@OnBothDatabases
class RaceTests {

    /** The other one comes while the first is at work, or when it is done. */
    private static final List<List<String>> ANSWERS =
            List.of(List.of("COMPLETED", "DUPLICATE"), List.of("COMPLETED", "REFUSED"));

    @Parameter
    private TestDatabase database;

    @TempDir
    private Path folder;

    private DataFolder data;
    private Path export;

    @BeforeEach
    void emptyFolder() {
        data = new DataFolder(folder.resolve("data"), database);
        export = file(folder.resolve("x.csv"), row("05/01/20", "One"));
    }

    @Test
    void ofTwoRestartsOneRuns() throws Exception {
        restartTwice(3);
    }

    @Test
    @Tag("crash")
    void ofTwoRestartsOneRunsAHundredTimes() throws Exception {
        restartTwice(100);
    }

    private void restartTwice(int rounds) throws Exception {
        data.load(export);
        for (int round = 0; round < rounds; round++) {
            data.update("update batch_job_execution set status = 'FAILED', exit_code = 'FAILED'");
            data.update("update batch_step_execution set status = 'FAILED' where step_name = 'finish'");
            data.update("update ledger set status = 'LOADING'");
            long latest = data.executions().get(0).id();
            List<String> answers =
                    atOnce(() -> new Operators(data).restart(latest).status());
            assertThat(answers).as("round %d", round).isIn(ANSWERS);
            assertThat(data.executions()).hasSize(round + 2);
        }
        assertThat(data.customers()).containsExactly("One legacy-visits/x.csv");
    }

    @Test
    void ofTwoEqualRequestsOneIsRun() throws Exception {
        requestTwice(3);
    }

    @Test
    @Tag("crash")
    void ofTwoEqualRequestsOneIsRunFiftyTimes() throws Exception {
        requestTwice(50);
    }

    private void requestTwice(int rounds) throws Exception {
        data.load(export);
        for (int round = 0; round < rounds; round++) {
            String key = "key" + round;
            List<String> answers = atOnce(() -> data.load(export, "key", key).status());
            assertThat(answers).as("round %d", round).isIn(ANSWERS);
            assertThat(data.executions()).hasSize(round + 2);
            assertThat(data.records("select decision from admission order by admission_id desc"))
                    .as("round %d", round)
                    .hasSize(2 * round + 3)
                    .first()
                    .isIn("DUPLICATE", "REFUSED", "STARTED");
        }
        assertThat(data.records("select count(*) from ledger where status = 'LOADED' or status = 'DUPLICATE_CONTENT'"))
                .containsExactly(String.valueOf(rounds + 1));
    }

    /**
     * What two threads that begin at once are answered, in the order of the alphabet. Boot would configure logging anew for
     * each, which two at once cannot bear.
     */
    private static List<String> atOnce(Callable<String> work) throws Exception {
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
        CyclicBarrier barrier = new CyclicBarrier(2);
        Callable<String> answer = () -> {
            barrier.await();
            try {
                return work.call();
            } catch (DaybookException e) {
                return e.kind().name();
            }
        };
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<String>> both = threads.invokeAll(List.of(answer, answer));
            List<String> answers =
                    new ArrayList<>(List.of(both.get(0).get(), both.get(1).get()));
            answers.sort(null);
            return answers;
        } finally {
            System.clearProperty(LoggingSystem.SYSTEM_PROPERTY);
            threads.shutdownNow();
        }
    }
}
