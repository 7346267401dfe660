package dev.daybook.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Hand-written, as there is no server for them to be had here: answers for services of AWS that speak JSON 1.1 (Glue,
 * Athena). Each request and each answer is checked against AWS's description of the service. Not done: signatures,
 * permissions, limits, answers that become true with a delay.
 */
public final class AwsServer implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<AwsService> services;
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Deque<Fault>> faults = new HashMap<>();
    private final List<String> violations = new CopyOnWriteArrayList<>();

    /** Ready to answer. Makes the SDK in this JVM use credentials, of which nothing is checked. */
    public AwsServer(AwsService... services) {
        this.services = List.of(services);
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Something that goes wrong with a call. */
    private record Fault(boolean isCarriedOut, String error, Runnable meanwhile) {}

    /** The next calls of an operation are not carried out, for there were too many. */
    public void throttle(String operation, int times) {
        for (int i = 0; i < times; i++) {
            add(operation, new Fault(false, "ThrottlingException", () -> {}));
        }
    }

    /** The next call of an operation is carried out, and its answer is lost. */
    public void loseAnswer(String operation) {
        add(operation, new Fault(true, "", () -> {}));
    }

    /** Before the next call of an operation is carried out, something else happens. */
    public void before(String operation, Runnable meanwhile) {
        add(operation, new Fault(true, "none", meanwhile));
    }

    private synchronized void add(String operation, Fault fault) {
        faults.computeIfAbsent(operation, unused -> new ArrayDeque<>()).add(fault);
    }

    private synchronized Fault fault(String operation) {
        Fault fault = faults.getOrDefault(operation, new ArrayDeque<>()).poll();
        return fault == null ? new Fault(true, "none", () -> {}) : fault;
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What a child process needs in its environment to use this server. */
    public Map<String, String> environment() {
        return Map.of(
                "AWS_ENDPOINT_URL_GLUE", endpoint().toString(),
                "AWS_ENDPOINT_URL_ATHENA", endpoint().toString());
    }

    /** Names of the operations called, in order. */
    public List<String> calls() {
        return calls;
    }

    /** What was said, to this server or by it, that the descriptions do not allow. */
    public List<String> violations() {
        return violations;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
            String operation = target.substring(target.indexOf('.') + 1);
            calls.add(operation);
            Fault fault = fault(operation);
            fault.meanwhile().run();
            if (!fault.isCarriedOut()) {
                send(exchange, error(fault.error(), "Rate exceeded"));
                return;
            }
            Answer answer = answer(target, operation, (ObjectNode) JSON.readTree(body));
            if (!fault.error().isEmpty()) {
                send(exchange, answer);
            }
        } catch (RuntimeException e) {
            violations.add("the server failed: " + e);
            throw e;
        }
    }

    private record Answer(int status, JsonNode body) {}

    private Answer answer(String target, String operation, ObjectNode request) {
        AwsService service = services.stream()
                .filter(one -> target.equals(one.model().targetPrefix() + "." + operation)
                        && one.model().has(operation))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(target + " is not served here"));
        List<String> wrong = service.model().problemsOfInput(operation, request);
        if (!wrong.isEmpty()) {
            wrong.forEach(problem -> violations.add(operation + " request " + problem));
            return error(service.invalidInput(), wrong.toString());
        }
        try {
            ObjectNode answer = service.answer(operation, request);
            service.model()
                    .problemsOfOutput(operation, answer)
                    .forEach(problem -> violations.add(operation + " answer " + problem));
            return new Answer(200, answer);
        } catch (AwsError e) {
            if (!service.model().mayEndWith(operation, e.code())) {
                violations.add(operation + " does not end with " + e.code());
            }
            return error(e.code(), e.getMessage());
        }
    }

    private static Answer error(String code, String message) {
        return new Answer(
                400,
                JSON.createObjectNode()
                        .put("__type", code)
                        .put("message", message)
                        .put("Message", message));
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = JSON.writeValueAsBytes(answer.body());
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        services.forEach(AwsService::close);
    }
}
