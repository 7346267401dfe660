package dev.daybook.testing;

import dev.daybook.store.S3Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * S3Mock in a process of its own, one per test JVM, ended with it. It serves path-style requests, checks no credentials
 * and is not atomic under concurrent conditional writes: do not test races with it.
 */
public final class S3Server {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String REGION = "eu-central-1";

    private static S3Server shared;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path folder;
    private final int port;
    private final Process process;

    private S3Server() throws IOException {
        folder = Files.createTempDirectory("s3mock");
        port = freePort();
        process = start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::end));
    }

    /** The server of this JVM, ready to answer. The first call starts it and makes the SDK in this JVM use its credentials. */
    public static synchronized S3Server shared() {
        if (shared == null) {
            try {
                S3Server server = new S3Server();
                server.awaitReady();
                System.setProperty("aws.accessKeyId", "test");
                System.setProperty("aws.secretAccessKey", "test");
                shared = server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return shared;
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public S3Settings settings() {
        return new S3Settings(endpoint(), REGION, true);
    }

    /** What a child process needs in its environment to use this server with the SDK or the AWS command line. */
    public Map<String, String> environment() {
        return Map.of(
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test",
                "AWS_REGION", REGION,
                "AWS_ENDPOINT_URL_S3", endpoint().toString(),
                "AWS_EC2_METADATA_DISABLED", "true");
    }

    /** Makes an empty bucket and returns its name. */
    public String newBucket() {
        String bucket = "test-" + UUID.randomUUID();
        HttpRequest request = HttpRequest.newBuilder(endpoint().resolve("/" + bucket))
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            int status = http.send(request, BodyHandlers.discarding()).statusCode();
            if (status != 200) {
                throw new IllegalStateException(
                        "S3Mock answered %d to the creation of bucket %s".formatted(status, bucket));
            }
            return bucket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Process start() throws IOException {
        Path objects = Files.createDirectory(folder.resolve("objects"));
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-jar",
                jar().toString(),
                "--com.adobe.testing.s3mock.httpPort=" + port,
                "--server.port=0",
                "--com.adobe.testing.s3mock.store.root=" + objects,
                "--com.adobe.testing.s3mock.store.retain-files-on-exit=true");
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
    }

    private void awaitReady() throws IOException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!answers()) {
            if (!process.isAlive() || Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("S3Mock did not start:\n" + Files.readString(log()));
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private boolean answers() {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(endpoint().resolve("/")).build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void end() {
        process.destroyForcibly().onExit().join();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted((one, other) -> other.compareTo(one))
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path log() {
        return folder.resolve("s3mock.log");
    }

    private static Path jar() {
        Path inside = Path.of("target", "test-servers", "s3mock-exec.jar");
        for (Path from = Path.of("").toAbsolutePath(); from != null; from = from.getParent()) {
            if (Files.exists(from.resolve(inside))) {
                return from.resolve(inside);
            }
        }
        throw new IllegalStateException("There is no %s above %s: run mvn generate-test-resources"
                .formatted(inside, Path.of("").toAbsolutePath()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
