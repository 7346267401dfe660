package dev.daybook.jobs.apisync;

import dev.daybook.failure.DaybookException;
import dev.daybook.http.WebClient;
import dev.daybook.http.WebSettings;
import dev.daybook.lease.RunLease;
import dev.daybook.settings.Secrets;
import dev.daybook.settings.Settings;
import dev.daybook.sync.SyncSource;
import dev.daybook.sync.SyncSource.Request;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The server of the run's source, asked by one client, so that the run has one budget. */
final class SourceServer implements AutoCloseable {

    private static final String ADDRESS = "[^\\s@<>,;:\"()]+@[^\\s@<>,;:\"()]+";
    private static final long LOOK_MILLIS = 100;

    private final Settings settings;
    private final Secrets secrets;
    private final RunLease lease;
    private @Nullable WebClient client;

    SourceServer(Settings settings, Secrets secrets, RunLease lease) {
        this.settings = settings;
        this.secrets = secrets;
        this.lease = lease;
    }

    /** @throws DaybookException of kind CONFIGURATION when it may not be asked, or not like this */
    WebClient connect(SyncSource source) {
        if (client == null) {
            WebClient.requireAllowed(source.url(), source.request().plainHttp());
            client = new WebClient(settings(source), this::pass);
        }
        return client;
    }

    /** How many requests this process has made. */
    int requests() {
        return client == null ? 0 : client.requests();
    }

    private WebSettings settings(SyncSource source) {
        Request request = source.request();
        return new WebSettings(
                headers(source),
                request.pause(),
                request.budget(),
                request.connectTimeout(),
                request.timeout(),
                request.tries(),
                request.backoff(),
                request.ceiling(),
                request.maxBytes(),
                request.plainHttp());
    }

    private Map<String, String> headers(SyncSource source) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("User-Agent", agent(source));
        headers.putAll(source.request().headers());
        source.request()
                .secretHeaders()
                .forEach((name, reference) -> headers.put(
                        name, secrets.get(reference, "header %s of source %s".formatted(name, source.name()))));
        headers.forEach((name, value) -> requireSendable(source, name, value));
        return headers;
    }

    /** Without the value, which may be secret. */
    private static void requireSendable(SyncSource source, String name, String value) {
        try {
            HttpRequest.newBuilder(source.url()).header(name, value);
        } catch (IllegalArgumentException e) {
            throw DaybookException.configuration(
                    "source %s: header %s cannot be sent, or its value has characters that cannot"
                            .formatted(source.name(), name));
        }
    }

    private String agent(SyncSource source) {
        String given = settings.contact();
        if (given == null) {
            if (source.request().needsContact()) {
                throw DaybookException.configuration(
                        "source %s asks for a contact, and none is set: set DAYBOOK_CONTACT to an e-mail address its people may write to, or to where one is kept: %s"
                                .formatted(source.name(), Secrets.FORMS));
            }
            return "Daybook";
        }
        String contact = Secrets.isReference(given) ? secrets.get(given, "DAYBOOK_CONTACT") : given;
        if (!contact.matches(ADDRESS)) {
            throw DaybookException.configuration(
                    "DAYBOOK_CONTACT: expected an e-mail address, or where one is kept: %s".formatted(Secrets.FORMS));
        }
        return "Daybook (%s)".formatted(contact);
    }

    /** Ends early by an exception when the run is told to stop. */
    private void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            lease.stopRequest().ifPresent(by -> {
                throw new DaybookException(DaybookException.Kind.STOPPED, "told to stop by " + by);
            });
            sleep(Math.min(LOOK_MILLIS, 1 + left / 1_000_000));
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DaybookException(DaybookException.Kind.STOPPED, "interrupted while waiting", e);
        }
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
    }
}
