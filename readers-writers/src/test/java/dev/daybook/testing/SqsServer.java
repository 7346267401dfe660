package dev.daybook.testing;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** ElasticMQ in this JVM, one for all tests: it keeps queues in memory, speaks SQS and checks no credentials. */
public final class SqsServer {

    private static final String REGION = "eu-central-1";
    private static final int MOST_AT_ONCE = 10;

    private static SqsServer shared;

    private final URI endpoint;
    private final SqsClient client;

    private SqsServer() {
        SQSRestServer server = SQSRestServerBuilder.withDynamicPort()
                .withInterface("127.0.0.1")
                .start();
        endpoint = URI.create(
                "http://127.0.0.1:" + server.waitUntilStarted().localAddress().getPort());
        client = SqsClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .region(Region.of(REGION))
                .endpointOverride(endpoint)
                .build();
        Runtime.getRuntime().addShutdownHook(new Thread(server::stopAndWait));
    }

    /** The server of this JVM. The first call starts it and makes the SDK in this JVM use its credentials. */
    public static synchronized SqsServer shared() {
        if (shared == null) {
            System.setProperty("aws.accessKeyId", "test");
            System.setProperty("aws.secretAccessKey", "test");
            shared = new SqsServer();
        }
        return shared;
    }

    /** What a child process needs in its environment to use the server. */
    public Map<String, String> environment() {
        return Map.of(
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test",
                "AWS_REGION", REGION,
                "AWS_EC2_METADATA_DISABLED", "true");
    }

    /** Makes an empty queue without a dead-letter queue. */
    public TestQueue newQueue() {
        return new TestQueue(create(Map.of()), null);
    }

    /** Makes an empty queue whose messages go to a dead-letter queue of their own after so many receipts. */
    public TestQueue newQueue(int maxReceiveCount) {
        String dead = create(Map.of());
        String arn = client.getQueueAttributes(
                        request -> request.queueUrl(dead).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        String policy = "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":\"%d\"}".formatted(arn, maxReceiveCount);
        return new TestQueue(create(Map.of(QueueAttributeName.REDRIVE_POLICY, policy)), dead);
    }

    private String create(Map<QueueAttributeName, String> attributes) {
        return client.createQueue(request ->
                        request.queueName("test-" + UUID.randomUUID()).attributes(attributes))
                .queueUrl();
    }

    /** A queue and its dead-letter queue, as a sender and an operator see them. */
    public final class TestQueue {

        private final String url;
        private final String dead;

        private TestQueue(String url, String dead) {
            this.url = url;
            this.dead = dead;
        }

        public String url() {
            return url;
        }

        public void send(String body) {
            client.sendMessage(request -> request.queueUrl(url).messageBody(body));
        }

        public void delete() {
            client.deleteQueue(request -> request.queueUrl(url));
        }

        /** Messages in the queue, those somebody works on included. */
        public int size() {
            return size(url);
        }

        public int deadLetters() {
            return size(dead);
        }

        /** Takes all messages out of the queue. */
        public List<String> takeAll() {
            return takeAll(url);
        }

        /** Takes all messages out of the dead-letter queue. */
        public List<String> takeDeadLetters() {
            return takeAll(dead);
        }

        private List<String> takeAll(String queue) {
            List<String> bodies = new ArrayList<>();
            while (true) {
                List<Message> received = client.receiveMessage(
                                request -> request.queueUrl(queue).maxNumberOfMessages(MOST_AT_ONCE))
                        .messages();
                if (received.isEmpty()) {
                    return bodies;
                }
                for (Message message : received) {
                    bodies.add(message.body());
                    client.deleteMessage(request -> request.queueUrl(queue).receiptHandle(message.receiptHandle()));
                }
            }
        }

        private int size(String queue) {
            return client
                    .getQueueAttributes(request -> request.queueUrl(queue)
                            .attributeNames(
                                    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                                    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED))
                    .attributes()
                    .values()
                    .stream()
                    .mapToInt(Integer::parseInt)
                    .sum();
        }
    }
}
