package dev.daybook.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/**
 * Stands in for the public servers, which cannot be reached from where this is built: serves a folder of files that are
 * held in memory, with a listing in the form of IIS, and answers wrongly on demand. Requests are kept, so that a test can
 * count them.
 */
final class StandInServer implements AutoCloseable {

    static final String FOLDER = "/pub/data/";

    /** How documents are told apart. */
    enum Validator {
        NONE,
        STRONG_ETAG,
        WEAK_ETAG,
        LAST_MODIFIED
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Stored> files = new ConcurrentSkipListMap<>();
    private final Map<String, Queue<Fault>> faults = new ConcurrentHashMap<>();
    private final List<HttpExchange> requests = new CopyOnWriteArrayList<>();
    private volatile Validator validator = Validator.STRONG_ETAG;
    private volatile boolean packs;

    /** @param listedAt as the listing says it */
    private record Stored(byte[] content, String listedAt, int version) {}

    /**
     * @param query empty for none
     * @param headers the first value of each, by name as the JDK's server writes it
     */
    record Request(String path, String query, int status, Map<String, String> headers) {}

    StandInServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI folder() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + FOLDER);
    }

    URI file(String name) {
        return folder().resolve(name);
    }

    /** Puts or replaces a file. */
    void put(String name, String content, String listedAt) {
        files.compute(
                name,
                (n, before) -> new Stored(
                        content.getBytes(StandardCharsets.UTF_8), listedAt, before == null ? 1 : before.version() + 1));
    }

    void remove(String name) {
        files.remove(name);
    }

    void tellApartBy(Validator kind) {
        validator = kind;
    }

    void pack() {
        packs = true;
    }

    /** The next requests for a file, or for the listing when the name is empty, are answered so, one after another. */
    void fail(String name, Fault... with) {
        faults.computeIfAbsent(FOLDER + name, path -> new ConcurrentLinkedQueue<>())
                .addAll(List.of(with));
    }

    /** In the order they came. */
    List<Request> requests() {
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
            Fault fault = nextFault(path);
            byte[] content = content(path);
            if (fault != null) {
                fault.answer(exchange, content);
            } else {
                serve(exchange, path, content);
            }
        }
    }

    private Fault nextFault(String path) {
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

    private Stored stored(String path) {
        return path.startsWith(FOLDER) ? files.get(path.substring(FOLDER.length())) : null;
    }

    private void serve(HttpExchange exchange, String path, byte[] content) throws IOException {
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
        byte[] body = content;
        if (packs && "gzip".equals(exchange.getRequestHeaders().getFirst("Accept-Encoding"))) {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            body = gzip(content);
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
    String listing() {
        StringBuilder page = new StringBuilder(
                "<html><head><title>stand-in - %1$s</title></head><body><H1>stand-in - %1$s</H1><hr>\n\n<pre>"
                        .formatted(FOLDER));
        page.append("<A HREF=\"/pub/\">[To Parent Directory]</A><br><br>");
        files.forEach((name, file) -> page.append(" %s %12d <A HREF=\"%s%s\">%s</A><br>"
                .formatted(file.listedAt(), file.content().length, FOLDER, name, name)));
        return page.append("</pre><hr></body></html>").toString();
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
