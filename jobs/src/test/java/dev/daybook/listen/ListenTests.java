package dev.daybook.listen;

import static dev.daybook.testing.Visits.badRow;
import static dev.daybook.testing.Visits.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.store.StoredObject;
import dev.daybook.testing.DaybookProcess.Ended;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages in a real queue about objects in a real bucket, a listener in a process of its own, its runs in others. */
class ListenTests {

    private static final String JANUARY = "05/01/20";
    private static final String FIRST = "0055AED6DCD90281E5";
    private static final String SECOND = "0055AED6DCD90281E6";
    private static final String THIRD = "0055AED6DCD90281E7";

    @TempDir
    private Path folder;

    private Scene scene;

    @BeforeEach
    void emptyBucketAndQueue() {
        scene = new Scene(folder, 3);
    }

    private Ended drain() {
        Ended ended = scene.drain();
        assertThat(ended.exitCode()).as(ended.toString()).isZero();
        return ended;
    }

    private void assertNothingIsLeft() {
        assertThat(scene.queue().size()).isZero();
        assertThat(scene.queue().deadLetters()).isZero();
        assertThat(scene.keys("landing")).isEmpty();
        assertThat(scene.keys("staging")).isEmpty();
    }

    @Test
    void whatS3TellsOfIsLoadedWhateverItIsCalled() {
        StoredObject odd = scene.deliver("in/a b+c=d%41 ü.csv", row(JANUARY, "One"));
        StoredObject plain = scene.deliver("plain.csv", row(JANUARY, "Two"), badRow(JANUARY, "Bad"));
        scene.queue().send(S3Events.TEST);
        scene.queue().send(S3Events.notification(Scene.created(odd, FIRST), Scene.created(plain, FIRST)));

        // A container has no locale.
        Ended ended = scene.process().with("LC_ALL", "C").run("listen", "--drain");

        assertThat(ended.exitCode()).as(ended.toString()).isZero();
        assertThat(ended.err()).contains("nothing to do: test event of bucket drop", "exit code 0", "exit code 5");
        assertThat(scene.data().customers())
                .containsExactly("One legacy-visits/a b+c=d%41 ü.csv", "Two legacy-visits/plain.csv");
        assertThat(scene.keys("processed"))
                .hasSize(2)
                .anyMatch(key -> key.endsWith("-a b+c=d%41 ü.csv"))
                .anyMatch(key -> key.endsWith("-plain.csv"));
        assertThat(scene.admissions()).containsExactly("STARTED|sqs|1", "STARTED|sqs|2");
        assertThat(scene.data().records("select distinct requested_by from admission"))
                .singleElement()
                .satisfies(by -> assertThat(scene.queue().url()).endsWith(by.substring("sqs:".length())));
        assertNothingIsLeft();
    }

    @Test
    void aMessageThatIsSentTwiceAndTwiceAgainAfterwardsHasOneEffect() {
        StoredObject object = scene.deliver("x.csv", row(JANUARY, "One"));
        for (int round = 0; round < 2; round++) {
            scene.announce(object, FIRST);
            scene.announce(object, FIRST);
            drain();
        }
        assertThat(scene.data().customers()).containsExactly("One legacy-visits/x.csv");
        assertThat(scene.data().ledger()).containsExactly("x.csv|0|LOADED");
        assertThat(scene.admissions())
                .containsExactly("STARTED|sqs|1", "DUPLICATE|sqs|1", "DUPLICATE|sqs|1", "DUPLICATE|sqs|1");
        assertNothingIsLeft();
    }

    @Test
    void anOlderEventThatComesLateChangesNothing() {
        StoredObject old = scene.deliver("x.csv", row(JANUARY, "Old"));
        StoredObject young = scene.deliver("x.csv", row(JANUARY, "Young"));
        scene.announce(young, SECOND);
        drain();
        scene.announce(old, FIRST);
        drain();
        assertThat(scene.data().customers()).containsExactly("Young legacy-visits/x.csv");
        assertThat(scene.admissions()).containsExactly("STARTED|sqs|1", "DUPLICATE|sqs|1");
        assertNothingIsLeft();

        StoredObject third = scene.deliver("x.csv", row(JANUARY, "Third"));
        scene.announce(third, THIRD);
        drain();
        assertThat(scene.data().customers()).containsExactly("Third legacy-visits/x.csv");
        assertThat(scene.data().ledger()).containsExactly("x.csv|0|SUPERSEDED", "x.csv|1|LOADED");
    }

    @Test
    void theEventOfAnObjectThatAnEarlierOneHasBroughtInIsADuplicate() {
        StoredObject old = scene.deliver("x.csv", row(JANUARY, "Old"));
        StoredObject young = scene.deliver("x.csv", row(JANUARY, "Young"));
        scene.announce(old, FIRST);
        drain();
        assertThat(scene.data().customers()).containsExactly("Young legacy-visits/x.csv");
        scene.announce(young, SECOND);
        drain();
        assertThat(scene.data().ledger()).containsExactly("x.csv|0|LOADED");
        assertThat(scene.admissions()).containsExactly("STARTED|sqs|1", "DUPLICATE|sqs|1");
        assertNothingIsLeft();
    }

    @Test
    @Tag("crash")
    void aRunThatDiedAfterItsFileLeftTheLandingZoneIsDone() {
        StoredObject object = scene.deliver("x.csv", row(JANUARY, "One"));
        scene.announce(object, FIRST);
        Ended ended = scene.process().with("DAYBOOK_FAILPOINT", "left-landing").run("listen", "--drain");
        assertThat(ended.exitCode()).as(ended.toString()).isZero();
        assertThat(ended.err()).contains("exit code 137", "was run already");
        assertThat(scene.data().customers()).containsExactly("One legacy-visits/x.csv");
        assertNothingIsLeft();
    }

    @Test
    void eventsOfEventBridgeThroughSnsAndOfOursAreUnderstood() {
        StoredObject bridged = scene.deliver("a b+c%20=ü.csv", row(JANUARY, "One"));
        StoredObject enveloped = scene.deliver("y.csv", row(JANUARY, "Two"));
        StoredObject named = scene.deliver("z.csv", row(JANUARY, "Three"));
        scene.queue().send(S3Events.eventBridge(bridged.location(), bridged.version(), FIRST));
        scene.queue().send(S3Events.sns(S3Events.notification(Scene.created(enveloped, FIRST))));
        String ours =
                "{\"job\":\"legacy-import\",\"parameters\":{\"file\":\"%s\",\"key\":\"third\"},\"requestId\":\"r-3\"}"
                        .formatted(named.location());
        scene.queue().send(ours);
        drain();
        scene.queue().send(ours);
        drain();
        assertThat(scene.data().customers())
                .containsExactly(
                        "One legacy-visits/a b+c%20=ü.csv", "Three legacy-visits/third", "Two legacy-visits/y.csv");
        assertThat(scene.data()
                        .records("select decision, job_execution_id from admission where request_id = 'r-3'"
                                + " order by admission_id"))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("DUPLICATE|");
        assertNothingIsLeft();
    }

    @Test
    void anEventWithoutASequencerThatBringsAnOldVersionBackIsNone() {
        for (String customer : new String[] {"Old", "Young", "Old"}) {
            scene.announce(scene.deliver("x.csv", row(JANUARY, customer)), "");
            drain();
            assertThat(scene.data().customers()).containsExactly(customer + " legacy-visits/x.csv");
        }
        assertThat(scene.data().ledger()).containsExactly("x.csv|0|SUPERSEDED", "x.csv|1|SUPERSEDED", "x.csv|2|LOADED");
        assertThat(scene.admissions()).containsExactly("STARTED|sqs|1", "STARTED|sqs|2", "STARTED|sqs|3");
        assertNothingIsLeft();
    }

    @Test
    void aRecordThatIsNotUnderstoodHoldsUpNoneOfTheOthers() {
        StoredObject one = scene.deliver("x.csv", row(JANUARY, "One"));
        StoredObject two = scene.deliver("y.csv", row(JANUARY, "Two"));
        String message = S3Events.notification(
                Scene.created(one, FIRST), "{\"eventVersion\":\"2.1\"}", Scene.created(two, FIRST));
        scene.queue().send(message);
        assertThat(drain().err()).contains("is not understood in part: expected a text at /eventName, found none");
        assertThat(scene.data().customers()).containsExactly("One legacy-visits/x.csv", "Two legacy-visits/y.csv");
        assertThat(scene.data().ledger()).containsExactly("x.csv|0|LOADED", "y.csv|0|LOADED");
        assertThat(scene.queue().size()).isZero();
        assertThat(scene.queue().takeDeadLetters()).containsExactly(message);
        assertThat(scene.keys("landing")).isEmpty();
    }

    @Test
    void aMessageNobodyCanUseIsInTheDeadLetterQueueAtOnce() {
        StoredObject object = scene.deliver("x.csv", row(JANUARY, "One"));
        StoredObject unrouted = scene.deliver("x.txt", row(JANUARY, "Two"));
        scene.queue().send("hello");
        scene.queue().send("{\"job\":\"weekly-sale\"}");
        scene.announce(unrouted, FIRST);
        scene.announce(object, FIRST);
        Ended ended = drain();
        assertThat(ended.err())
                .contains(
                        "is not understood: expected JSON: ",
                        "there is no job weekly-sale: expected one of legacy-import",
                        "no route is for " + unrouted.location() + ": add one to routes.yaml",
                        "is returned and comes back in 0 s; it was received 3 times of 3 before it goes to the dead-letter queue");
        assertThat(scene.data().customers()).containsExactly("One legacy-visits/x.csv");
        assertThat(scene.queue().size()).isZero();
        assertThat(scene.queue().takeDeadLetters()).hasSize(3).contains("hello", "{\"job\":\"weekly-sale\"}");
    }

    @Test
    void theMessageOfARunThatFailsComesBackUntilTheFileIsMended() throws InterruptedException {
        StoredObject broken = scene.deliver("x.csv", badRow(JANUARY, "One"));
        scene.announce(broken, FIRST);
        Ended failed =
                scene.process().with("DAYBOOK_LISTEN_BACKOFF_SECONDS", "4").run("listen", "--drain");
        assertThat(failed.exitCode()).as(failed.toString()).isZero();
        assertThat(failed.err())
                .contains("has no row that can be loaded", "ended with exit code 1", "comes back in 4 s");
        assertThat(scene.queue().size()).isEqualTo(1);
        assertThat(scene.queue().deadLetters()).isZero();

        scene.deliver("x.csv", row(JANUARY, "Mended"));
        Thread.sleep(Duration.ofSeconds(4).toMillis());
        drain();
        assertThat(scene.data().customers()).containsExactly("Mended legacy-visits/x.csv");
        assertThat(scene.queue().size()).isZero();
        assertThat(scene.queue().deadLetters()).isZero();
        assertThat(scene.keys("landing")).isEmpty();
    }

    @Test
    @Tag("crash")
    void aRunThatAlwaysFailsHasItsMessageInTheDeadLetterQueue() {
        StoredObject broken = scene.deliver("x.csv", badRow(JANUARY, "One"));
        String message = S3Events.notification(Scene.created(broken, FIRST));
        scene.queue().send(message);
        while (scene.queue().size() > 0) {
            drain();
        }
        assertThat(scene.queue().takeDeadLetters()).containsExactly(message);
        assertThat(scene.admissions()).containsExactly("STARTED|sqs|1", "STARTED|sqs|2", "STARTED|sqs|3");
        assertThat(scene.keys("landing")).hasSize(1);
    }

    @Test
    void aQueueThatIsNotThereOrNotNamedIsRefused() {
        Ended none = scene.process().run("listen", "--queue", scene.queue().url() + "-none");
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err())
                .startsWith("daybook: there is no queue " + scene.queue().url() + "-none: check the URL");
        Ended unnamed = new dev.daybook.testing.DaybookProcess(folder).run("listen");
        assertThat(unnamed.exitCode()).isEqualTo(2);
        assertThat(unnamed.err()).isEqualTo("daybook: no queue was named: give its URL by --queue or DAYBOOK_QUEUE\n");
    }
}
