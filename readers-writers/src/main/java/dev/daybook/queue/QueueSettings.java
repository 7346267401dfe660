package dev.daybook.queue;

import dev.daybook.failure.DaybookException;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a queue. Credentials come from the AWS SDK's default chain, as for S3.
 *
 * @param url as SQS gives it, such as {@code https://sqs.eu-central-1.amazonaws.com/123456789012/daybook}
 * @param endpoint that answers for the queue, where it is not the host of the URL; null for that
 * @param region of queues whose URL names none
 */
public record QueueSettings(String url, @Nullable URI endpoint, String region) {

    private static final Pattern QUEUE = Pattern.compile("https?://[^\\s/]+/\\S*[^\\s/]");
    private static final Pattern AWS_HOST = Pattern.compile("sqs\\.([a-z0-9-]+)\\.amazonaws\\.com(\\.cn)?");

    /** @throws DaybookException of kind CONFIGURATION for a URL that is no queue's */
    public QueueSettings {
        if (!QUEUE.matcher(url).matches()) {
            throw DaybookException.configuration(
                    "expected the URL of a queue such as https://sqs.eu-central-1.amazonaws.com/123456789012/daybook, found '%s'"
                            .formatted(url));
        }
    }

    /** The last part of the URL. */
    public String name() {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    /** Where the queue itself is, which wins over any other region set. */
    String queueRegion() {
        Matcher host = awsHost();
        return host.matches() ? host.group(1) : region;
    }

    /** Empty for AWS at its usual address. */
    Optional<URI> server() {
        if (endpoint != null) {
            return Optional.of(endpoint);
        }
        return awsHost().matches()
                ? Optional.empty()
                : Optional.of(URI.create(url).resolve("/"));
    }

    private Matcher awsHost() {
        return AWS_HOST.matcher(String.valueOf(URI.create(url).getHost()));
    }
}
