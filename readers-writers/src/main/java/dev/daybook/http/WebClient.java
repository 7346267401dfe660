package dev.daybook.http;

import dev.daybook.failure.DaybookException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one source, for one run: politely, within its budget, and again where that may help. Redirects are followed on the
 * source's own host alone, so that its headers go nowhere else. Not thread-safe.
 */
public final class WebClient implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WebClient.class);
    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;
    private static final int MAX_REDIRECTS = 5;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final WebSettings settings;
    private final Wait wait;
    private final RateBudget budget;
    private final Backoff backoff;
    private final InstantSource clock;
    private final HttpClient client;
    private final ScheduledExecutorService timer;
    private final BodyReader bodies;

    public WebClient(WebSettings settings, Wait wait) {
        this(settings, wait, InstantSource.system(), RandomGenerator.getDefault());
    }

    WebClient(WebSettings settings, Wait wait, InstantSource clock, RandomGenerator random) {
        this.settings = settings;
        this.wait = wait;
        this.clock = clock;
        this.budget = new RateBudget(settings.pause(), settings.budget(), wait, clock);
        this.backoff = new Backoff(settings.backoff(), settings.ceiling(), random);
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.connectTimeout())
                .build();
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "http-timer");
            thread.setDaemon(true);
            return thread;
        });
        this.bodies = new BodyReader(timer, settings.timeout(), settings.maxBytes());
    }

    /**
     * Refuses what may not be asked: plain HTTP where the source does not say so, unless it is this machine.
     *
     * @throws DaybookException of kind CONFIGURATION
     */
    public static void requireAllowed(URI uri, boolean plainHttp) {
        boolean isPlain = "http".equalsIgnoreCase(uri.getScheme());
        boolean isSecure = "https".equalsIgnoreCase(uri.getScheme());
        if (uri.getHost() == null || uri.getUserInfo() != null || !isPlain && !isSecure) {
            throw DaybookException.configuration(
                    "expected an address such as https://host/path, without a user, found '%s'".formatted(uri));
        }
        if (isPlain && !plainHttp && !LOOPBACK.contains(uri.getHost())) {
            throw DaybookException.configuration(
                    "%s is asked without TLS: expected https, or plainHttp: true in the source".formatted(uri));
        }
    }

    /** The document, unless it is what {@code known} stands for. */
    public WebAnswer get(URI uri, Validators known, Path to) {
        return get(uri, known, to, false);
    }

    /** A page of HTML, such as a listing. */
    public WebAnswer.Document page(URI uri, Path to) {
        return (WebAnswer.Document) get(uri, Validators.NONE, to, true);
    }

    private WebAnswer get(URI uri, Validators known, Path to, boolean html) {
        requireAllowed(uri, settings.plainHttp());
        for (int failures = 1; ; failures++) {
            try {
                return attempt(uri, known, to, html);
            } catch (TryAgain e) {
                pauseAfter(e, failures);
            }
        }
    }

    private void pauseAfter(TryAgain failure, int failures) {
        Duration asked = failure.after();
        if (failures == settings.tries()) {
            throw new DaybookException(
                    DaybookException.Kind.UPSTREAM,
                    "%s; tried %d times. What was fetched stays: run it again later"
                            .formatted(failure.reason(), failures),
                    failure);
        }
        if (asked != null && asked.compareTo(settings.ceiling()) > 0) {
            throw new DaybookException(
                    DaybookException.Kind.UPSTREAM,
                    "%s; it asks to wait %,d s, more than the %,d s a run waits. What was fetched stays: run it again after %s"
                            .formatted(
                                    failure.reason(),
                                    asked.toSeconds(),
                                    settings.ceiling().toSeconds(),
                                    clock.instant().plus(asked)),
                    failure);
        }
        Duration pause = asked != null ? asked : backoff.after(failures);
        log.info("{}; trying again in {} ms", failure.reason(), pause.toMillis());
        wait.pass(pause);
    }

    private WebAnswer attempt(URI uri, Validators known, Path to, boolean html) throws TryAgain {
        URI at = uri;
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            budget.take();
            HttpResponse<InputStream> response = send(at, known);
            int status = response.statusCode();
            if (status == OK) {
                return bodies.read(at, response, to, html);
            }
            drop(response);
            if (status == NOT_MODIFIED && !known.isEmpty()) {
                return new WebAnswer.Unchanged();
            }
            if (!REDIRECTS.contains(status)) {
                throw Refusals.of(at, response, clock.instant());
            }
            at = onSameHost(at, response.headers().firstValue("Location").orElse(""));
        }
        throw Refusals.upstream("%s: more than %d redirects".formatted(uri, MAX_REDIRECTS));
    }

    /**
     * Where {@code location}, given by the server at {@code from}, leads.
     *
     * @throws DaybookException of kind UPSTREAM when it is another host, or not encrypted any more
     */
    static URI onSameHost(URI from, String location) {
        URI to;
        try {
            to = from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw Refusals.upstream("%s: sent to '%s', which is no address".formatted(from, location));
        }
        boolean isSameHost = from.getHost().equalsIgnoreCase(to.getHost()) && port(from) == port(to);
        boolean isSameScheme = from.getScheme().equalsIgnoreCase(to.getScheme());
        if (!isSameHost || !isSameScheme) {
            throw Refusals.upstream(
                    "%s: sent to %s, which is not the source's host: not followed. Change the source's address if that is right"
                            .formatted(from, to));
        }
        return to;
    }

    private static int port(URI uri) {
        int byScheme = "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
        return uri.getPort() < 0 ? byScheme : uri.getPort();
    }

    private HttpResponse<InputStream> send(URI uri, Validators known) throws TryAgain {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).timeout(settings.timeout()).header("Accept-Encoding", "gzip");
        settings.headers().forEach(request::header);
        if (known.etag() != null) {
            request.header("If-None-Match", known.etag());
        } else if (known.lastModified() != null) {
            request.header("If-Modified-Since", known.lastModified());
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new TryAgain("%s: no answer (%s)".formatted(uri, reason(e)), null, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DaybookException(DaybookException.Kind.UPSTREAM, uri + ": interrupted", e);
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static void drop(HttpResponse<InputStream> response) {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Validators validators(HttpResponse<?> response) {
        return new Validators(
                response.headers().firstValue("ETag").orElse(null),
                response.headers().firstValue("Last-Modified").orElse(null));
    }

    /** How many were made so far, retries and redirects among them. */
    public int requests() {
        return budget.used();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
