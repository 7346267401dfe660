package dev.daybook.reporting;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.daybook.failure.DaybookException;
import dev.daybook.render.Viewer;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the viewer and the reports zone to browsers of this machine, for reading. */
public final class ReportServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ReportServer.class);
    private static final Set<String> HOSTS = Set.of("127.0.0.1", "localhost");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "json", "application/json",
            "ipynb", "application/x-ipynb+json",
            "pdf", "application/pdf",
            "parquet", "application/vnd.apache.parquet");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final ObjectStore store;
    private final Location zone;

    /** @param port 0 for any that is free */
    public ReportServer(ObjectStore store, Location zone, int port) {
        this.store = store;
        this.zone = zone;
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
        } catch (IOException e) {
            throw new DaybookException(
                    DaybookException.Kind.CONFIGURATION,
                    "Port %d cannot be listened to: %s. Name another with --port".formatted(port, e.getMessage()),
                    e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:%d/".formatted(server.getAddress().getPort()));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String file = path.equals("/") ? "index.html" : path.substring(1);
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            exchange.getResponseHeaders().set("Cache-Control", "no-cache");
            if (!isOurHost(exchange)) {
                refuse(exchange, 421, "this server answers for 127.0.0.1 and localhost");
            } else if (!exchange.getRequestMethod().equals("GET")) {
                refuse(exchange, 405, "reports can be read, by GET");
            } else if (Viewer.FILES.contains(file)) {
                send(exchange, file, Viewer.read(file));
            } else {
                sendStored(exchange, file);
            }
        } catch (DaybookException e) {
            log.warn("{}: {}", exchange.getRequestURI(), e.getMessage());
        }
    }

    /** A page elsewhere must not read reports through a name that leads here. */
    private static boolean isOurHost(HttpExchange exchange) {
        String host = String.valueOf(exchange.getRequestHeaders().getFirst("Host"));
        return HOSTS.contains(host.replaceFirst(":\\d+$", ""));
    }

    private void sendStored(HttpExchange exchange, String file) throws IOException {
        Location place;
        try {
            place = zone.resolve(file);
        } catch (DaybookException e) {
            refuse(exchange, 404, "no such report");
            return;
        }
        if (store.head(place).isEmpty()) {
            refuse(exchange, 404, "no such report");
            return;
        }
        try (InputStream in = store.open(place, 0)) {
            send(exchange, file, in.readAllBytes());
        }
    }

    private static void send(HttpExchange exchange, String file, byte[] content) throws IOException {
        String extension = file.substring(file.lastIndexOf('.') + 1);
        exchange.getResponseHeaders().set("Content-Type", TYPES.getOrDefault(extension, "application/octet-stream"));
        exchange.sendResponseHeaders(200, content.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(content);
        }
    }

    private static void refuse(HttpExchange exchange, int status, String why) throws IOException {
        byte[] text = why.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(status, text.length);
        exchange.getResponseBody().write(text);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
