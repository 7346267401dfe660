package dev.daybook.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.failure.DaybookException;
import dev.daybook.testing.SqsServer;
import dev.daybook.testing.SqsServer.TestQueue;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageQueueTests {

    private static final Duration NOT_AT_ALL = Duration.ZERO;
    private static final Duration A_MOMENT = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofMinutes(1);

    private static MessageQueue open(TestQueue queue) {
        return MessageQueue.open(new QueueSettings(queue.url(), null, "eu-central-1"));
    }

    @Test
    void aMessageIsReceivedOnceUntilItIsReturnedAndGoneWhenItIsDeleted() {
        TestQueue queue = SqsServer.shared().newQueue();
        queue.send("{\"text\": \"Müller & Söhne\"}");
        try (MessageQueue messages = open(queue)) {
            Message first = messages.receive(NOT_AT_ALL, LONG).orElseThrow();
            assertThat(first.body()).isEqualTo("{\"text\": \"Müller & Söhne\"}");
            assertThat(first.receiveCount()).isEqualTo(1);
            assertThat(messages.receive(NOT_AT_ALL, LONG)).isEmpty();
            assertThat(messages.state()).isEqualTo(new QueueState(0, 1, null));

            assertThat(messages.hide(first, NOT_AT_ALL)).isTrue();
            Message again = messages.receive(NOT_AT_ALL, LONG).orElseThrow();
            assertThat(again.id()).isEqualTo(first.id());
            assertThat(again.receiveCount()).isEqualTo(2);

            assertThat(messages.delete(again)).isTrue();
            assertThat(messages.delete(again)).isFalse();
            assertThat(messages.state()).isEqualTo(new QueueState(0, 0, null));
        }
    }

    @Test
    void aMessageThatIsHiddenForLongerStaysSo() throws InterruptedException {
        TestQueue queue = SqsServer.shared().newQueue();
        queue.send("x");
        try (MessageQueue messages = open(queue)) {
            Message message = messages.receive(NOT_AT_ALL, A_MOMENT).orElseThrow();
            assertThat(messages.hide(message, LONG)).isTrue();
            Thread.sleep(A_MOMENT.toMillis() + 500);
            assertThat(messages.receive(NOT_AT_ALL, LONG)).isEmpty();
        }
    }

    @Test
    void aMessageThatIsGoneCannotBeHidden() {
        TestQueue queue = SqsServer.shared().newQueue();
        queue.send("x");
        try (MessageQueue messages = open(queue)) {
            Message message = messages.receive(NOT_AT_ALL, LONG).orElseThrow();
            messages.delete(message);
            assertThat(messages.hide(message, LONG)).isFalse();
        }
    }

    @Test
    void waitingEndsWhenAMessageComes() throws InterruptedException {
        TestQueue queue = SqsServer.shared().newQueue();
        try (MessageQueue messages = open(queue)) {
            Thread sender = new Thread(() -> queue.send("late"));
            sender.start();
            Optional<Message> received = messages.receive(Duration.ofSeconds(15), LONG);
            sender.join();
            assertThat(received).map(Message::body).contains("late");
        }
    }

    @Test
    void aMessageThatIsReturnedTooOftenIsInTheDeadLetterQueue() {
        TestQueue queue = SqsServer.shared().newQueue(2);
        queue.send("poison");
        try (MessageQueue messages = open(queue)) {
            assertThat(messages.state().maxReceiveCount()).isEqualTo(2);
            for (int i = 0; i < 2; i++) {
                messages.hide(messages.receive(NOT_AT_ALL, LONG).orElseThrow(), NOT_AT_ALL);
            }
            assertThat(messages.receive(NOT_AT_ALL, LONG)).isEmpty();
        }
        assertThat(queue.size()).isZero();
        assertThat(queue.takeDeadLetters()).containsExactly("poison");
    }

    @Test
    void aQueueThatIsNotThereIsTold() {
        String url = SqsServer.shared().newQueue().url() + "-none";
        try (MessageQueue none = MessageQueue.open(new QueueSettings(url, null, "eu-central-1"))) {
            assertThatThrownBy(() -> none.receive(NOT_AT_ALL, LONG))
                    .isInstanceOfSatisfying(
                            DaybookException.class,
                            e -> assertThat(e.kind()).isEqualTo(DaybookException.Kind.CONFIGURATION))
                    .hasMessage("there is no queue %s: check the URL and its region, or create it", url);
        }
    }

    @Test
    void aServerThatDoesNotAnswerIsTold() {
        QueueSettings nobody = new QueueSettings("http://127.0.0.1:9/000000000000/daybook", null, "eu-central-1");
        try (MessageQueue queue = MessageQueue.open(nobody)) {
            assertThatThrownBy(queue::state)
                    .isInstanceOfSatisfying(
                            DaybookException.class, e -> assertThat(e.kind()).isEqualTo(DaybookException.Kind.UPSTREAM))
                    .hasMessageStartingWith(
                            "No answer from SQS while looking at queue http://127.0.0.1:9/000000000000/daybook: ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "daybook", "https://host", "https://host/", "ftp://host/queue", "https://host/a queue"})
    void whatIsNoQueueIsRefused(String url) {
        assertThatThrownBy(() -> new QueueSettings(url, null, "eu-central-1"))
                .isInstanceOf(DaybookException.class)
                .hasMessageStartingWith("expected the URL of a queue such as https://sqs.")
                .hasMessageEndingWith("found '" + url + "'");
    }

    @Test
    void theUrlOfAQueueTellsItsRegionAndServer() {
        QueueSettings aws =
                new QueueSettings("https://sqs.us-east-1.amazonaws.com/123456789012/daybook", null, "eu-central-1");
        assertThat(aws.queueRegion()).isEqualTo("us-east-1");
        assertThat(aws.server()).isEmpty();
        assertThat(aws.name()).isEqualTo("daybook");
        QueueSettings other = new QueueSettings("http://127.0.0.1:9324/000000000000/q", null, "eu-central-1");
        assertThat(other.queueRegion()).isEqualTo("eu-central-1");
        assertThat(other.server()).contains(URI.create("http://127.0.0.1:9324/"));
        URI endpoint = URI.create("https://vpce-1.sqs.us-east-1.vpce.amazonaws.com");
        assertThat(new QueueSettings(aws.url(), endpoint, "eu-central-1").server())
                .contains(endpoint);
    }
}
