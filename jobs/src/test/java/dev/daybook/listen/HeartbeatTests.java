package dev.daybook.listen;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.daybook.queue.Message;
import dev.daybook.queue.MessageQueue;
import dev.daybook.queue.QueueSettings;
import dev.daybook.testing.SqsServer;
import dev.daybook.testing.SqsServer.TestQueue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Beats on their way to a real queue, through a server that may keep one for itself. */
class HeartbeatTests {

    private static final Duration VISIBILITY = Duration.ofSeconds(8);
    private static final String HIDING = "AmazonSQS.ChangeMessageVisibility";

    private final TestQueue queue = SqsServer.shared().newQueue();
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger beats = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer between;

    @BeforeEach
    void startBetween() throws IOException {
        between = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        between.setExecutor(threads);
        between.createContext("/", this::pass);
        between.start();
    }

    @AfterEach
    void end() {
        end.countDown();
        between.stop(0);
        threads.shutdownNow();
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean isHiding = HIDING.equals(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
            if (isHiding && beats.incrementAndGet() == 1) {
                end.await();
                return;
            }
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create(queue.url()).resolve(exchange.getRequestURI()))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(
                            exchange.getRequestBody().readAllBytes()));
            for (String header : new String[] {"X-Amz-Target", "Content-Type", "Authorization", "X-Amz-Date"}) {
                request.header(header, exchange.getRequestHeaders().getFirst(header));
            }
            HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            answer.headers()
                    .firstValue("Content-Type")
                    .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aBeatThatIsNeverAnsweredHoldsUpNoneBehindIt() throws InterruptedException {
        URI through = URI.create("http://127.0.0.1:" + between.getAddress().getPort());
        queue.send("x");
        try (MessageQueue messages = MessageQueue.open(new QueueSettings(queue.url(), through, "eu-central-1"));
                MessageQueue other = MessageQueue.open(new QueueSettings(queue.url(), null, "eu-central-1"));
                Heartbeat heartbeat = new Heartbeat(messages, VISIBILITY, 1)) {
            Message message = messages.receive(Duration.ZERO, VISIBILITY).orElseThrow();
            try (Heartbeat.Beat beat = heartbeat.keepHidden(message)) {
                Thread.sleep(VISIBILITY.plusSeconds(4).toMillis());
                assertThat(beats).hasValueGreaterThanOrEqualTo(2);
                assertThat(other.receive(Duration.ZERO, VISIBILITY)).isEmpty();
            }
            assertThat(messages.delete(message)).isTrue();
        }
        assertThat(queue.size()).isZero();
    }
}
