package dev.daybook.queue;

import java.time.Duration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;

/** How this application talks to SQS. */
final class SqsConnection {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** Longer than the server may wait for a message before it answers. */
    private static final Duration SILENCE_TIMEOUT = MessageQueue.LONGEST_WAIT.plusSeconds(20);

    private SqsConnection() {}

    static SqsClient open(QueueSettings settings) {
        SqsClientBuilder builder = SqsClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .socketTimeout(SILENCE_TIMEOUT))
                .region(Region.of(settings.queueRegion()));
        settings.server().ifPresent(builder::endpointOverride);
        return builder.build();
    }
}
