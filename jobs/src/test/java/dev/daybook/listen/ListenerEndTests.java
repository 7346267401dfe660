package dev.daybook.listen;

import static dev.daybook.testing.Visits.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.failure.Failpoints;
import dev.daybook.ops.ExecutionView;
import dev.daybook.store.StoredObject;
import dev.daybook.testing.DaybookProcess;
import dev.daybook.testing.DaybookProcess.Ended;
import dev.daybook.testing.SqsServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A listener that ends, by itself or not, while a run of its is under way. */
class ListenerEndTests {

    private static final String JANUARY = "05/01/20";
    private static final String SEQUENCER = "0055AED6DCD90281E5";
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    private Path folder;

    private Scene scene;
    private Path held;

    @BeforeEach
    void oneMessage() {
        scene = new Scene(folder, 10);
        held = folder.resolve("held");
        StoredObject object = scene.deliver("x.csv", row(JANUARY, "One"));
        scene.announce(object, SEQUENCER);
    }

    /** A listener whose run waits in the middle of publishing. */
    private DaybookProcess.Running heldListener(DaybookProcess process, String... options) throws InterruptedException {
        DaybookProcess.Running listener =
                process.with(Failpoints.VARIABLE, "decided:1:hold:" + held).start(listen(options));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(held)) {
            assertThat(listener.process().isAlive()).isTrue();
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(20);
        }
        return listener;
    }

    private static String[] listen(String... options) {
        List<String> words = new ArrayList<>(List.of("listen"));
        words.addAll(List.of(options));
        return words.toArray(String[]::new);
    }

    private void assertLoadedOnce() {
        assertThat(scene.data().customers()).containsExactly("One legacy-visits/x.csv");
        assertThat(scene.data().ledger()).containsExactly("x.csv|0|LOADED");
        assertThat(scene.queue().size()).isZero();
        assertThat(scene.queue().deadLetters()).isZero();
        assertThat(scene.keys("landing")).isEmpty();
        assertThat(scene.keys("staging")).isEmpty();
    }

    @Test
    void toldToStopItStopsItsRunAndReturnsTheMessage() throws Exception {
        DaybookProcess.Running listener = heldListener(scene.process().with("DAYBOOK_STOP_SECONDS", "8"));
        long start = System.nanoTime();
        listener.process().destroy();
        Ended ended = listener.await();
        assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(4);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(12));
        assertThat(ended.err())
                .contains("told to stop by SIGTERM", "ended with exit code 4", "is returned and comes back in 0 s");
        assertThat(scene.data().executions()).extracting(ExecutionView::status).containsExactly("STOPPED");
        assertThat(scene.queue().size()).isEqualTo(1);
        Files.delete(held);

        assertThat(scene.drain().exitCode()).isZero();
        assertLoadedOnce();
        assertThat(scene.data().executions()).extracting(ExecutionView::status).containsExactly("COMPLETED", "STOPPED");
    }

    @Test
    void toldToStopWhileNothingRunsItEndsWithoutDelay() throws Exception {
        DaybookProcess.Running listener = scene.process()
                .with("DAYBOOK_STOP_SECONDS", "4")
                .start("listen", "--queue", SqsServer.shared().newQueue().url());
        while (!Files.readString(listener.err()).contains("listening to")) {
            assertThat(listener.process().isAlive()).isTrue();
            Thread.sleep(50);
        }
        listener.process().destroy();
        Ended ended = listener.await();
        assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(4);
        assertThat(ended.err()).contains("has no dead-letter queue", "stopped: 0 messages dealt with, 0 returned");
    }

    @Test
    void whatOneWorkerFailsWithAbandonsNoRunOfAnother() throws Exception {
        scene.announce(scene.deliver("y.csv", row(JANUARY, "Two")), SEQUENCER);
        // Of the two runs one is held, and the other fails over that again and again.
        DaybookProcess.Running listener = heldListener(scene.process().with("DAYBOOK_LISTEN_AT_ONCE", "2"), "--drain");
        scene.queue().delete();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.readString(listener.err()).contains("those at work are finished")) {
            assertThat(listener.process().isAlive()).isTrue();
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(50);
        }
        assertThat(listener.process().isAlive()).isTrue();
        Files.delete(held);
        Ended ended = listener.await();
        assertThat(ended.exitCode()).as(ended.toString()).isIn(1, 2);
        assertThat(ended.err()).contains("legacy-import ended with exit code 0");
        assertThat(scene.data().customers()).hasSize(1);
        assertThat(scene.data().records("select count(*) from ledger where status = 'LOADED'"))
                .containsExactly("1");
    }

    @Test
    void aMessageStaysHiddenHoweverLongItsRunTakes() throws Exception {
        DaybookProcess.Running listener =
                heldListener(scene.process().with("DAYBOOK_LISTEN_VISIBILITY_SECONDS", "2"), "--drain");
        Thread.sleep(Duration.ofSeconds(5).toMillis());
        assertThat(scene.drain().err())
                .contains(
                        "nothing more can be received, but about 1 hidden messages come back",
                        ": 0 messages dealt with, 0 returned");
        Files.delete(held);
        assertThat(listener.await().exitCode()).isZero();
        assertLoadedOnce();
        assertThat(scene.admissions()).containsExactly("STARTED|sqs|1");
    }

    @Test
    void killedItLeavesItsRunAndTheMessageComesBack() throws Exception {
        DaybookProcess.Running listener = heldListener(scene.process().with("DAYBOOK_LISTEN_VISIBILITY_SECONDS", "3"));
        List<ProcessHandle> runs = listener.process().descendants().toList();
        listener.kill();
        listener.process().waitFor();
        DaybookProcess.Running next = scene.process().start("listen", "--drain");
        awaitRefusal(next);
        Files.delete(held);
        runs.forEach(run -> run.onExit().join());
        assertThat(next.await().exitCode()).isZero();
        while (scene.queue().size() > 0) {
            assertThat(scene.drain().exitCode()).isZero();
        }
        assertLoadedOnce();
        assertThat(scene.data().records("select decision from admission order by admission_id"))
                .startsWith("STARTED", "REFUSED")
                .endsWith("DUPLICATE")
                .doesNotHaveDuplicates();
    }

    /** The message may still be hidden when a draining listener looks for it. */
    private void awaitRefusal(DaybookProcess.Running next) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.readString(next.err()).contains("ended with exit code 3")) {
            assertThat(next.process().isAlive()).isTrue();
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(50);
        }
    }
}
