package dev.daybook.standin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.daybook.standin.PublishedFiles.Stored;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for the public servers: serves one folder of files that are held in memory, with a listing, to this machine alone,
 * and answers wrongly on demand. Requests are kept, so that they can be counted.
 */
public final class StandInServer implements AutoCloseable {

    public static final String FOLDER = "/pub/data/";

    /** How documents are told apart. */
    public enum Validator {
        NONE,
        STRONG_ETAG,
        WEAK_ETAG,
        LAST_MODIFIED
    }

    /** How the folder is listed. */
    public enum Form {
        /** Times as {@code 9/3/2026  8:30 AM}. */
        IIS,
        /** Times as {@code 03-Sep-2026 08:30}. */
        AUTOINDEX
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final PublishedFiles files = new PublishedFiles();
    private final Map<String, Queue<Fault>> faults = new ConcurrentHashMap<>();
    private final List<HttpExchange> requests = new CopyOnWriteArrayList<>();
    private final RateLimit limit = new RateLimit();
    private volatile Validator validator = Validator.STRONG_ETAG;
    private volatile Form form = Form.IIS;
    private volatile boolean packs;

    /**
     * @param query empty for none
     * @param status -1 while it is not answered
     * @param headers the first value of each, by name as the JDK's server writes it
     */
    public record Request(String path, String query, int status, Map<String, String> headers) {}

    /** Starts on a free port. */
    public StandInServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public URI folder() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + FOLDER);
    }

    public URI file(String name) {
        return folder().resolve(name);
    }

    /** Puts or replaces a file. */
    public void put(String name, String content, String listedAt) {
        files.put(name, content.getBytes(StandardCharsets.UTF_8), listedAt);
    }

    public void put(String name, Path content, String listedAt) {
        files.put(name, read(content), listedAt);
    }

    /**
     * Serves the files of a folder and no others, by their names below it. Those that are there already and the same stay
     * listed as they were; later changes of the folder are not seen.
     */
    public void publish(Path source, String listedAt) {
        Map<String, byte[]> contents = new TreeMap<>();
        try (Stream<Path> all = Files.walk(source)) {
            all.filter(Files::isRegularFile)
                    .forEach(file -> contents.put(
                            source.relativize(file).toString().replace(File.separatorChar, '/'), read(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        files.replaceAll(contents, listedAt);
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void remove(String name) {
        files.remove(name);
    }

    public void tellApartBy(Validator kind) {
        validator = kind;
    }

    public void listAs(Form kind) {
        form = kind;
    }

    public void pack() {
        packs = true;
    }

    /** Answers so many more requests, and each behind them by {@code then}, until this is called again. */
    public void answerAtMost(int more, Fault then) {
        limit.answerAtMost(more, then);
    }

    /** Refuses, with 429, requests that come sooner after the one before. */
    public void requirePause(Duration pause) {
        limit.requirePause(pause);
    }

    /** The next requests for a file, or for the listing when the name is empty, are answered so, one after another. */
    public void fail(String name, Fault... with) {
        faults.computeIfAbsent(FOLDER + name, path -> new ConcurrentLinkedQueue<>())
                .addAll(List.of(with));
    }

    /** In the order they came. */
    public List<Request> requests() {
        return requests.stream().map(StandInServer::request).toList();
    }

    private static Request request(HttpExchange exchange) {
        URI uri = exchange.getRequestURI();
        Map<String, String> headers = new TreeMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        return new Request(uri.getPath(), query, exchange.getResponseCode(), headers);
    }

    /** A request counts before it is answered: whoever has the answer finds it. */
    private void handle(HttpExchange exchange) throws IOException {
        requests.add(exchange);
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            Fault refused = limit.refuse();
            Fault fault = refused == null ? nextFault(path) : refused;
            if (fault != null) {
                fault.answer(exchange, content(path));
            } else {
                serve(exchange, path);
            }
        }
    }

    private @Nullable Fault nextFault(String path) {
        Queue<Fault> left = faults.get(path);
        return left == null ? null : left.poll();
    }

    private byte[] content(String path) {
        if (path.equals(FOLDER)) {
            return listing().getBytes(StandardCharsets.UTF_8);
        }
        Stored stored = stored(path);
        return stored == null ? new byte[0] : stored.content();
    }

    private @Nullable Stored stored(String path) {
        return path.startsWith(FOLDER) ? files.get(path.substring(FOLDER.length())) : null;
    }

    private void serve(HttpExchange exchange, String path) throws IOException {
        Stored stored = stored(path);
        boolean isListing = path.equals(FOLDER);
        if (stored == null && !isListing) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        if (stored != null && isKnown(exchange, stored)) {
            exchange.sendResponseHeaders(304, -1);
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", isListing ? "text/html" : "text/plain");
        byte[] body = stored == null ? listing().getBytes(StandardCharsets.UTF_8) : stored.content();
        if (packs && "gzip".equals(exchange.getRequestHeaders().getFirst("Accept-Encoding"))) {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            body = gzip(body);
        }
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private boolean isKnown(HttpExchange exchange, Stored stored) {
        String etag = (validator == Validator.WEAK_ETAG ? "W/" : "") + "\"v" + stored.version() + "\"";
        String modified = "Thu, 03 Sep 2026 12:30:%02d GMT".formatted(stored.version());
        return switch (validator) {
            case NONE -> false;
            case STRONG_ETAG, WEAK_ETAG -> {
                exchange.getResponseHeaders().set("ETag", etag);
                yield etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
            }
            case LAST_MODIFIED -> {
                exchange.getResponseHeaders().set("Last-Modified", modified);
                yield modified.equals(exchange.getRequestHeaders().getFirst("If-Modified-Since"));
            }
        };
    }

    /** The page of the folder as it is now. */
    public String listing() {
        return form == Form.IIS ? files.listing(FOLDER) : files.index(FOLDER);
    }

    static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(content);
        }
        return packed.toByteArray();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
