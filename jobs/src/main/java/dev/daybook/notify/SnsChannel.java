package dev.daybook.notify;

import dev.daybook.failure.DaybookException;
import java.net.URI;
import java.text.Normalizer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.SnsClientBuilder;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/** Topics of SNS, each asked in its own region. */
final class SnsChannel implements Channel {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration SILENCE_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** {@code arn:partition:sns:region:account:name}. */
    private static final int REGION_IN_ARN = 3;

    /** SNS takes fewer than this. */
    private static final int MAX_SUBJECT = 99;

    private final @Nullable URI endpoint;
    private final Map<String, SnsClient> clients = new HashMap<>();

    /** @param endpoint another server that speaks SNS; null for AWS */
    SnsChannel(@Nullable URI endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public void send(OutboxRow notice) {
        String topic = notice.recipients();
        try {
            SnsClient client = clients.computeIfAbsent(topic.split(":")[REGION_IN_ARN], this::open);
            client.publish(request(notice, topic));
        } catch (SdkException e) {
            throw new DaybookException(
                    DaybookException.Kind.UPSTREAM, "topic %s: %s".formatted(topic, e.getMessage()), e);
        }
    }

    /** A topic of kind FIFO knows a repeat by the message's id, for five minutes. */
    private static PublishRequest request(OutboxRow notice, String topic) {
        PublishRequest.Builder request = PublishRequest.builder()
                .topicArn(topic)
                .subject(subject(notice.subject()))
                .message(notice.body())
                .messageAttributes(Map.of(
                        "kind", attribute(notice.kind().word()),
                        "job", attribute(notice.job()),
                        "messageId", attribute(notice.messageId())));
        if (topic.endsWith(".fifo")) {
            request.messageGroupId(notice.job()).messageDeduplicationId(notice.messageId());
        }
        return request.build();
    }

    private static MessageAttributeValue attribute(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }

    /** SNS takes ASCII alone; letters lose their accents, what is left of others is a question mark. */
    static String subject(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replace("…", "...")
                .replaceAll("[^\\x20-\\x7e]", "?");
        return plain.length() <= MAX_SUBJECT ? plain : plain.substring(0, MAX_SUBJECT - 3) + "...";
    }

    private SnsClient open(String region) {
        SnsClientBuilder builder = SnsClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .socketTimeout(SILENCE_TIMEOUT))
                .overrideConfiguration(configuration -> configuration.apiCallTimeout(PATIENCE))
                .region(Region.of(region));
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        return builder.build();
    }

    @Override
    public void close() {
        clients.values().forEach(SnsClient::close);
    }
}
