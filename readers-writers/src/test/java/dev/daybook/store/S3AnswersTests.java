package dev.daybook.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.daybook.failure.DaybookException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that S3 gives rarely and S3Mock never. */
class S3AnswersTests {

    private static final Location OBJECT = Location.parse("s3://lake/a.txt", Path.of("/"));
    private static final byte[] CONTENT = "content".getBytes(UTF_8);

    private final List<String> requests = new ArrayList<>();
    private HttpServer server;
    private S3ObjectStore store;
    private Answer answer;

    private interface Answer {
        void to(HttpExchange request) throws IOException;
    }

    @BeforeEach
    void start() throws IOException {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", request -> {
            try (request) {
                request.getRequestBody().readAllBytes();
                requests.add(request.getRequestMethod());
                answer.to(request);
            }
        });
        server.start();
        URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        store = S3ObjectStore.connect(new S3Settings(endpoint, "eu-central-1", true));
    }

    @AfterEach
    void stop() {
        store.close();
        server.stop(0);
    }

    @Test
    void recognisesItsOwnWriteWhenTheAnswerWasLost() {
        List<String> tokens = new ArrayList<>();
        answer = request -> {
            if (request.getRequestMethod().equals("PUT")) {
                tokens.add(request.getRequestHeaders().getFirst("x-amz-meta-daybook-write"));
                respond(request, tokens.size() == 1 ? 500 : 412, "");
            } else {
                request.getResponseHeaders().add("x-amz-meta-daybook-write", tokens.get(0));
                describe(request);
            }
        };

        assertThat(store.putIfAbsent(OBJECT, CONTENT))
                .get()
                .extracting(StoredObject::version)
                .isEqualTo("tag");
        assertThat(requests).containsExactly("PUT", "PUT", "HEAD");
    }

    @Test
    void knowsAForeignWrite() {
        answer = request -> {
            if (request.getRequestMethod().equals("PUT")) {
                respond(request, 412, "PreconditionFailed");
            } else {
                describe(request);
            }
        };
        assertThat(store.putIfAbsent(OBJECT, CONTENT)).isEmpty();
    }

    @Test
    void asksAgainWhileAnotherConditionalWriteIsUnderWay() {
        answer = request -> {
            request.getResponseHeaders().add("ETag", "\"tag\"");
            respond(request, requests.size() == 1 ? 409 : 200, "ConditionalRequestConflict");
        };
        assertThat(store.putIfAbsent(OBJECT, CONTENT)).isPresent();
        assertThat(requests).containsExactly("PUT", "PUT");
    }

    @Test
    void saysWhatToAllow() {
        answer = request -> respond(request, 403, "AccessDenied");
        assertThatExceptionOfType(DaybookException.class)
                .isThrownBy(() -> store.open(OBJECT, 0))
                .withMessageStartingWith("S3 answered 403 AccessDenied while reading s3://lake/a.txt: allow this role")
                .matches(failure -> failure.kind() == DaybookException.Kind.STORAGE);
    }

    @Test
    void neverPublishesAfterAPartFailed() throws IOException {
        answer = request -> respond(request, 403, "AccessDenied");
        try (Upload upload = store.upload(OBJECT)) {
            assertThatExceptionOfType(DaybookException.class)
                    .isThrownBy(() -> upload.stream().write(new byte[8 << 20]));
            assertThatExceptionOfType(DaybookException.class)
                    .isThrownBy(upload::commit)
                    .withMessageContaining("an earlier part of it failed");
        }
    }

    @Test
    void resumesABrokenDownloadOnTheSameVersion() throws IOException {
        List<String> conditions = new ArrayList<>();
        answer = request -> {
            conditions.add(request.getRequestHeaders().getFirst("Range") + " "
                    + request.getRequestHeaders().getFirst("If-Match"));
            request.getResponseHeaders().add("ETag", "\"tag\"");
            boolean first = requests.size() == 1;
            request.sendResponseHeaders(first ? 200 : 206, first ? CONTENT.length : CONTENT.length - 3);
            request.getResponseBody().write(CONTENT, first ? 0 : 3, first ? 3 : CONTENT.length - 3);
            request.getResponseBody().flush();
        };
        try (InputStream in = store.open(OBJECT, 0)) {
            assertThat(in.readAllBytes()).isEqualTo(CONTENT);
        }
        assertThat(conditions).containsExactly("null null", "bytes=3-6 \"tag\"");
    }

    private static void describe(HttpExchange request) throws IOException {
        request.getResponseHeaders().add("ETag", "\"tag\"");
        request.getResponseHeaders().add("Content-Length", "7");
        request.getResponseHeaders().add("Last-Modified", "Sun, 01 Mar 2026 10:00:00 GMT");
        request.sendResponseHeaders(200, -1);
    }

    private static void respond(HttpExchange request, int status, String code) throws IOException {
        byte[] body = "<Error><Code>%s</Code></Error>".formatted(code).getBytes(UTF_8);
        request.sendResponseHeaders(status, body.length);
        request.getResponseBody().write(body);
    }
}
