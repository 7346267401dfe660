package dev.daybook.http;

import java.time.Duration;
import java.util.Map;

/**
 * How a source is asked.
 *
 * @param headers sent with every request, the contact among them; never to another host
 * @param pause least time between the starts of two requests
 * @param budget most requests of a run, retries and redirects among them
 * @param connectTimeout until there is a connection
 * @param timeout from the request to the last byte
 * @param tries how often a request is made in all
 * @param backoff before the second try; doubled for each further one, with jitter
 * @param ceiling longest a try is waited for, also when the server asks for more
 * @param maxBytes most bytes of a document, packed or unpacked
 * @param plainHttp whether the source may be asked without TLS
 */
public record WebSettings(
        Map<String, String> headers,
        Duration pause,
        int budget,
        Duration connectTimeout,
        Duration timeout,
        int tries,
        Duration backoff,
        Duration ceiling,
        long maxBytes,
        boolean plainHttp) {

    public WebSettings {
        headers = Map.copyOf(headers);
        if (tries < 1 || budget < 1 || maxBytes < 1) {
            throw new IllegalArgumentException("tries, budget and maxBytes start at 1");
        }
    }

    /** Names the headers, whose values may be secret. */
    @Override
    public String toString() {
        return "WebSettings[headers=%s, pause=%s, budget=%d]".formatted(headers.keySet(), pause, budget);
    }
}
