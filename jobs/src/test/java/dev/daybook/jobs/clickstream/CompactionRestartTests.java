package dev.daybook.jobs.clickstream;

import static dev.daybook.jobs.clickstream.Deliveries.click;
import static dev.daybook.jobs.clickstream.Deliveries.order;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.failure.Failpoints;
import dev.daybook.ops.ExecutionView;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.DaybookProcess;
import dev.daybook.testing.DaybookProcess.Ended;
import dev.daybook.testing.DaybookProcess.Running;
import dev.daybook.testing.Leftovers;
import dev.daybook.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compactions that die at one of their borders, meet another one, or are read from meanwhile. */
class CompactionRestartTests {

    private static final String HOUR = "2026/03/02/10";

    @TempDir
    private Path folder;

    private DataFolder data;
    private Deliveries deliveries;

    @BeforeEach
    void emptyFolder() {
        data = new DataFolder(folder.resolve("data"), TestDatabase.H2_SERVER);
        deliveries = new Deliveries(folder.resolve("data/landing"));
    }

    /** So large that each is a group of its own. */
    private void deliver(int objects) {
        for (int object = 0; object < objects; object++) {
            String[] events = new String[110_000];
            for (int i = 0; i < events.length; i++) {
                String day = "2026-03-0" + (1 + i % 2);
                events[i] = i % 3 == 0
                        ? click(null, day + " 08:00:0" + i % 10, "x" + i % 7, i % 90)
                        : order("e" + (object * 100_000 + i), day + "T09:00:00Z", "item " + i % 11, 1 + i % 4)
                                .replace("}", i % 10 == 1 ? ",\"app\":1}" : "}");
            }
            deliveries.plain(HOUR, "object-" + object, events);
        }
    }

    private DaybookProcess process() {
        return new DaybookProcess(folder).with(data.environment());
    }

    private String[] arguments() {
        return new String[] {
            "run", "clickstream-compaction", "--data", data.folder().toString()
        };
    }

    private void compactAndDie(String failpoint) {
        Ended ended = process().with(Failpoints.VARIABLE, failpoint).run(arguments());
        assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(Failpoints.KILLED);
    }

    private List<String> state() {
        return data.query("select dt, count(*), count(distinct event_id), sum(hash(event_id, event_time, menu_item,"
                + " quantity, total, element_clicked, time_spent)::hugeint) from clickstream group by dt order by dt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunk-committed:2", "decided:1", "compaction-published"})
    void oneThatDiesAtABorderIsFinishedByTheNext(String failpoint) {
        requireFinishedByTheNext(failpoint);
    }

    @Tag("crash")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "compaction-planned",
                "segment-written:2",
                "partition-built:1",
                "record-written:2",
                "pointer-moved:1"
            })
    void oneThatDiesAtAnyOtherBorderIsToo(String failpoint) {
        requireFinishedByTheNext(failpoint);
    }

    private void requireFinishedByTheNext(String failpoint) {
        deliver(3);
        compactAndDie(failpoint);

        ExecutionView run = data.compact();

        assertThat(run.status()).isEqualTo("COMPLETED");
        assertThat(run.read()).isEqualTo(330_000);
        assertThat(run.read()).isEqualTo(run.written() + run.duplicate());
        assertThat(run.details().warnings())
                .containsExactly("22,002 events have fields the feed does not name: app (22,002)");
        List<String> after = state();
        assertThat(after).hasSize(2);
        assertThat(data.records("select count(*) from ledger")).containsExactly("1");
        data.maintain(Duration.ZERO);
        assertThat(Leftovers.of(data)).isEmpty();

        DataFolder whole = new DataFolder(folder.resolve("whole"), TestDatabase.H2_SERVER);
        deliveries = new Deliveries(folder.resolve("whole/landing"));
        data = whole;
        deliver(3);
        whole.compact();
        assertThat(after).isEqualTo(state());
    }

    @Test
    void finishedInputIsNotReadAgain() {
        deliver(4);
        compactAndDie("chunk-committed:2");

        data.compact();

        assertThat(data.records("select commit_count from batch_step_execution where step_name = 'stage'"
                        + " order by step_execution_id"))
                .containsExactly("2", "2");
        assertThat(data.records("select sum(read_rows) from delivery")).containsExactly("440000");
    }

    @Test
    void deliveriesThatArriveMeanwhileAreInTheNextCompaction() {
        deliver(1);
        compactAndDie("partition-built:1");
        deliveries.plain(HOUR, "new", order("new", "2026-03-02T09:00:00Z", "x", 1));

        assertThat(data.compact().read()).isEqualTo(110_000);
        assertThat(data.compact().read()).isEqualTo(1);

        assertThat(data.query("select count(*) from clickstream where event_id = 'new'"))
                .containsExactly("1");
    }

    @Test
    void anObjectThatChangesBeforeItIsReadIsRefusedAndTheOthersCount() {
        deliver(2);
        compactAndDie("compaction-planned");
        deliveries.plain(HOUR, "object-1", order("changed", "2026-03-02T09:00:00Z", "x", 1));

        assertThat(data.compact().read()).isEqualTo(110_000);

        assertThat(data.records("select state, read_rows from delivery order by ordinal"))
                .containsExactly("READ|110000", "REFUSED|0");
    }

    @Test
    void aHalfPublishedOneThatIsGivenUpIsNotDoubled() {
        deliver(2);
        compactAndDie("decided:1");
        data.compact("dedup", "content");

        assertThat(data.query("select count(*) from clickstream where event_id is null and dt = '2026-03-01'"))
                .containsExactly("36668");
        assertThat(data.records("select status from ledger order by load_id")).containsExactly("REFUSED", "LOADED");
        assertThat(data.records("select read_rows - written_rows - duplicate_rows from ledger where status = 'LOADED'"))
                .containsExactly("0");
    }

    @Test
    void ofTwoAtOnceOneIsRefusedAndNothingIsLostOrDoubled() throws Exception {
        deliver(3);
        Path mark = folder.resolve("held");
        Running first = process()
                .with(Failpoints.VARIABLE, "partition-built:1:hold:" + mark)
                .start(arguments());
        while (!Files.exists(mark) && first.process().isAlive()) {
            Thread.sleep(20);
        }
        deliveries.plain(HOUR, "more", order("more", "2026-03-02T09:00:00Z", "x", 1));
        Ended second = process().run(arguments());
        Files.delete(mark);
        Ended ended = first.await();

        assertThat(second.exitCode()).as(second.toString()).isEqualTo(3);
        assertThat(ended.exitCode()).as(ended.toString()).isZero();
        assertThat(data.compact().read()).isEqualTo(1);
        assertThat(data.query("select count(*) = count(distinct event_id) from clickstream where event_id is not null"))
                .containsExactly("true");
        assertThat(data.records("select sum(read_rows - written_rows - duplicate_rows) from ledger"))
                .containsExactly("0");
    }

    @Test
    void aReaderSeesEachDateAsItWasOrAsItIs() throws Exception {
        deliveries.plain(
                HOUR, "a", order("1", "2026-03-01T09:00:00Z", "x", 1), order("2", "2026-03-02T09:00:00Z", "x", 1));
        data.compact();
        AtomicBoolean isDone = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            for (int i = 0; i < 8; i++) {
                deliveries.plain(
                        HOUR,
                        "b" + i,
                        order("a" + i, "2026-03-01T09:00:00Z", "x", 1),
                        order("b" + i, "2026-03-01T09:00:00Z", "x", 1),
                        order("c" + i, "2026-03-02T09:00:00Z", "x", 1));
                data.compact();
            }
            isDone.set(true);
        });
        writer.start();
        int answers = 0;
        while (!isDone.get() && writer.isAlive()) {
            List<String> counts = data.query("select dt, count(*) from clickstream group by dt order by dt");
            assertThat(counts).hasSize(2);
            long first = Long.parseLong(counts.get(0).split("\\|")[1]);
            assertThat(first % 2).as("rows of the first date, " + counts).isEqualTo(1);
            answers++;
        }
        writer.join();
        assertThat(answers).isPositive();
        assertThat(data.query("select dt, count(*) from clickstream group by dt order by dt"))
                .containsExactly("2026-03-01|17", "2026-03-02|9");
    }
}
