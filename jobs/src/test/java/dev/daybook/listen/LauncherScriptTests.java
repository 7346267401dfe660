package dev.daybook.listen;

import static dev.daybook.testing.Sales.sale;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.daybook.testing.S3Server;
import dev.daybook.testing.Sales;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./daybook listen} as somebody types it: the script, its extracted layout, its flags, and SIGTERM to all that. */
@Tag("crash")
class LauncherScriptTests {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    @Test
    void itLoadsWhatIsDeliveredAndEndsWhenItIsToldTo() throws Exception {
        Path script = Path.of("../daybook").toAbsolutePath().normalize();
        assumeTrue(Files.exists(Path.of("target/daybook.jar")), "SKIPPED: `mvn package` first");
        Scene scene = new Scene(folder, 3).withRoutes("""
                routes:
                  - {key: "sales-*.json", job: daily-sales-load}
                  - {key: "catalogue-*.csv", job: daily-sales-load, parameters: {feed: products}}
                """);
        scene.announce(
                scene.deliver(Sales.catalogue(folder, "2024-04-01", "D1,2.50"), "catalogue-2024-04-01.csv"), "01");
        Path log = folder.resolve("listener.log");
        ProcessBuilder builder = new ProcessBuilder(script.toString(), "listen")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(S3Server.shared().environment());
        builder.environment().putAll(scene.data().environment());
        builder.environment().put("DAYBOOK_DATA", scene.data().folder().toString());
        builder.environment().put("DAYBOOK_QUEUE", scene.queue().url());
        builder.environment().put("DAYBOOK_BUILD", "never");
        Process listener = builder.start();
        try {
            await(listener, log, "daily-sales-load ended with exit code 0");
            scene.announce(
                    scene.deliver(
                            Sales.file(folder, "2024-04-18", sale("O1", "D1", 2, "2024-04-18 10:00:00")),
                            "sales-2024-04-18.json"),
                    "02");
            while (scene.queue().size() > 0) {
                assertThat(listener.isAlive()).isTrue();
                Thread.sleep(100);
            }
            listener.destroy();
            assertThat(listener.waitFor(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS))
                    .isTrue();
            assertThat(listener.exitValue()).as(Files.readString(log)).isEqualTo(4);
        } finally {
            listener.destroyForcibly();
        }
        assertThat(Files.readString(log)).contains("told to stop by SIGTERM", "stopped: 2 messages dealt with");
        assertThat(scene.data().query("select order_id, revenue from sales")).containsExactly("O1|5.00");
        assertThat(scene.keys("landing")).isEmpty();
    }

    private static void await(Process listener, Path log, String line) throws Exception {
        while (!Files.readString(log).contains(line)) {
            assertThat(listener.isAlive()).as(Files.readString(log)).isTrue();
            Thread.sleep(100);
        }
    }
}
