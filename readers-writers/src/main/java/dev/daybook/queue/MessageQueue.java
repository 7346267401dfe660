package dev.daybook.queue;

import dev.daybook.failure.DaybookException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageNotInflightException;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiptHandleIsInvalidException;
import software.amazon.awssdk.services.sqs.model.SqsException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A queue in SQS. Every failure is a {@link DaybookException} of kind UPSTREAM that names the queue. Thread-safe.
 */
public final class MessageQueue implements AutoCloseable {

    /** The longest SQS waits for a message, and hides one. */
    public static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private static final Duration LONGEST_HIDING = Duration.ofHours(12);
    private static final Duration LONGEST_CALL = Duration.ofMinutes(2);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final QueueSettings settings;
    private final SqsClient client;

    private MessageQueue(QueueSettings settings, SqsClient client) {
        this.settings = settings;
        this.client = client;
    }

    public static MessageQueue open(QueueSettings settings) {
        return new MessageQueue(settings, SqsConnection.open(settings));
    }

    public String name() {
        return settings.name();
    }

    /**
     * Puts a message into the queue.
     *
     * @param group messages of one group keep their order, in a queue of kind FIFO
     * @param id the same however often the message is sent: such a queue knows a repeat by it, for five minutes
     */
    public void send(String body, String group, String id) {
        SqsFailures.during(
                "sending to",
                settings,
                () -> client.sendMessage(request -> {
                    request.queueUrl(settings.url()).messageBody(body);
                    if (settings.url().endsWith(".fifo")) {
                        request.messageGroupId(group).messageDeduplicationId(id);
                    }
                }));
    }

    /**
     * Takes one message; more would wait here, hidden from others, while the first is worked on.
     *
     * @param wait until there is one; at most {@link #LONGEST_WAIT}
     * @param hidden for so long nobody else receives it
     */
    public Optional<Message> receive(Duration wait, Duration hidden) {
        List<software.amazon.awssdk.services.sqs.model.Message> received = SqsFailures.during(
                "receiving from",
                settings,
                () -> client.receiveMessage(request -> request.queueUrl(settings.url())
                                .maxNumberOfMessages(1)
                                .waitTimeSeconds(seconds(wait))
                                .visibilityTimeout(seconds(hidden))
                                .messageSystemAttributeNames(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT))
                        .messages());
        return received.stream().findFirst().map(MessageQueue::message);
    }

    private static Message message(software.amazon.awssdk.services.sqs.model.Message received) {
        String count = received.attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT);
        return new Message(
                received.messageId(),
                received.receiptHandle(),
                received.body(),
                count == null ? 1 : Integer.parseInt(count));
    }

    /**
     * @return false when it is hidden no longer, so that it may come again, or is gone
     */
    public boolean delete(Message message) {
        return ifHidden(
                "deleting a message of",
                () -> client.deleteMessage(
                        request -> request.queueUrl(settings.url()).receiptHandle(message.receipt())));
    }

    /**
     * Hides a message for so long from now on; for no time to return it at once.
     *
     * @return false when it is hidden no longer: somebody else may have received it since
     */
    public boolean hide(Message message, Duration duration) {
        return hide(message, duration, LONGEST_CALL);
    }

    /**
     * As {@link #hide(Message, Duration)}.
     *
     * @param within gives up after so long, all attempts included
     */
    public boolean hide(Message message, Duration duration, Duration within) {
        Duration hidden = duration.compareTo(LONGEST_HIDING) > 0 ? LONGEST_HIDING : duration;
        return ifHidden(
                "hiding a message of",
                () -> client.changeMessageVisibility(request -> request.queueUrl(settings.url())
                        .receiptHandle(message.receipt())
                        .visibilityTimeout(seconds(hidden))
                        .overrideConfiguration(call -> call.apiCallTimeout(within))));
    }

    private boolean ifHidden(String action, Runnable call) {
        return SqsFailures.during(action, settings, () -> {
            try {
                call.run();
                return true;
            } catch (MessageNotInflightException | ReceiptHandleIsInvalidException e) {
                return false;
            } catch (SqsException e) {
                // What SQS says of a receipt that has expired, and of a message hidden for 12 hours in all.
                if (SqsFailures.code(e).endsWith("InvalidParameterValue")) {
                    return false;
                }
                throw e;
            }
        });
    }

    public QueueState state() {
        Map<QueueAttributeName, String> attributes = SqsFailures.during(
                "looking at",
                settings,
                () -> client.getQueueAttributes(request -> request.queueUrl(settings.url())
                                .attributeNames(
                                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                                        QueueAttributeName.REDRIVE_POLICY))
                        .attributes());
        return new QueueState(
                number(attributes, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES),
                number(attributes, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE),
                maxReceiveCount(attributes.get(QueueAttributeName.REDRIVE_POLICY)));
    }

    private static int number(Map<QueueAttributeName, String> attributes, QueueAttributeName name) {
        return Integer.parseInt(attributes.getOrDefault(name, "0"));
    }

    private static @Nullable Integer maxReceiveCount(@Nullable String policy) {
        if (policy == null || policy.isBlank()) {
            return null;
        }
        return JSON.readTree(policy).path("maxReceiveCount").asInt();
    }

    private static int seconds(Duration duration) {
        return Math.toIntExact(duration.toSeconds());
    }

    @Override
    public void close() {
        client.close();
    }
}
