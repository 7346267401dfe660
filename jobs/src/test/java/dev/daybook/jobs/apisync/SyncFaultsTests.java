package dev.daybook.jobs.apisync;

import static dev.daybook.jobs.apisync.PublishedFiles.NOTES;
import static dev.daybook.jobs.apisync.PublishedFiles.SOURCE;
import static dev.daybook.jobs.apisync.PublishedFiles.TEXT;
import static dev.daybook.jobs.apisync.PublishedFiles.VALUES;
import static dev.daybook.jobs.apisync.PublishedFiles.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.ops.ExecutionView;
import dev.daybook.standin.Fault;
import dev.daybook.testing.DataFolder;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong answers of a source: none is taken for data, and what was fetched before stays. */
class SyncFaultsTests {

    private static final String NEW_VALUES = values("1.5", "2.5", "3");

    @TempDir
    private Path folder;

    private DataFolder data;
    private PublishedFiles published;

    @BeforeEach
    void publish() {
        data = new DataFolder(folder.resolve("data"));
        published = new PublishedFiles(data);
        published.publishThree();
        assertThat(data.sync(SOURCE).status()).isEqualTo("COMPLETED");
        published.newRequests();
    }

    @AfterEach
    void stop() {
        published.close();
    }

    private void requireOld() {
        assertThat(published.table()).containsExactly("1.500", "2.250");
        assertThat(published.stagedSizes()).hasSize(3);
    }

    private void requireNew() {
        assertThat(published.table()).containsExactly("1.500", "2.500", "3.000");
    }

    private static String httpDate(Instant time) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
    }

    static Stream<List<Fault>> faultsThatPass() {
        return Stream.of(
                List.of(Fault.status(500)),
                List.of(Fault.status(503), Fault.status(500)),
                List.of(Fault.status(429, "1")),
                List.of(Fault.status(429, httpDate(Instant.now()))),
                List.of(Fault.truncated()),
                List.of(Fault.truncatedGzip()),
                List.of(Fault.redirect("/pub/data/" + VALUES)));
    }

    @ParameterizedTest
    @MethodSource("faultsThatPass")
    void whatPassesCostsOneMoreRequestEach(List<Fault> faults) {
        published.put(VALUES, NEW_VALUES);
        published.server.fail(VALUES, faults.toArray(Fault[]::new));

        assertThat(data.sync(SOURCE).status()).isEqualTo("COMPLETED");

        List<String> requests = new ArrayList<>(List.of("", VALUES));
        faults.forEach(fault -> requests.add(VALUES));
        assertThat(published.newRequests()).isEqualTo(requests);
        requireNew();
    }

    /** A fault, and what the run says of it. */
    record Lasting(Fault fault, int times, String message) {}

    static Stream<Lasting> faultsThatLast() {
        return Stream.of(
                new Lasting(Fault.status(500), 3, "tried 3 times"),
                new Lasting(Fault.status(429, "3600"), 1, "it asks to wait 3,6"),
                new Lasting(Fault.status(429, httpDate(Instant.now().plusSeconds(7_200))), 1, "it asks to wait 7,"),
                new Lasting(Fault.truncated(), 3, "was cut off"),
                new Lasting(Fault.page("text/html"), 1, "found an HTML page"),
                new Lasting(Fault.page("text/plain"), 1, "found an HTML page"),
                new Lasting(Fault.body("text/plain", values("1")), 1, "the listing says"),
                new Lasting(Fault.status(403), 1, "check the source's contact"),
                new Lasting(Fault.status(404), 1, "there is no such document"),
                new Lasting(Fault.redirect("http://elsewhere.example/" + VALUES), 1, "not the source's host"));
    }

    @ParameterizedTest
    @MethodSource("faultsThatLast")
    void whatLastsFailsTheRunAndTheNextOneFetchesTheFile(Lasting lasting) {
        published.put(VALUES, NEW_VALUES);
        for (int i = 0; i < lasting.times(); i++) {
            published.server.fail(VALUES, lasting.fault());
        }

        ExecutionView run = data.sync(SOURCE);

        assertThat(run.status()).isEqualTo("FAILED");
        assertThat(run.message()).contains(VALUES).contains(lasting.message());
        requireOld();
        assertThat(published.announcements()).hasSize(1);
        published.newRequests();

        assertThat(data.sync(SOURCE).status()).isEqualTo("COMPLETED");
        assertThat(published.newRequests()).containsExactly("", VALUES);
        requireNew();
        assertThat(published.announcements()).hasSize(2);
    }

    @Test
    void aBodyThatDripsIsGivenUp() {
        published.put(VALUES, NEW_VALUES);
        CountDownLatch released = new CountDownLatch(1);
        published.server.fail(VALUES, Fault.drip(released));

        assertThat(data.sync(SOURCE).status()).isEqualTo("COMPLETED");

        released.countDown();
        assertThat(published.newRequests()).containsExactly("", VALUES, VALUES);
        requireNew();
    }

    @Test
    void packedAnswersAreKeptUnpacked() {
        published.server.pack();
        published.put(VALUES, NEW_VALUES);

        assertThat(data.sync(SOURCE).status()).isEqualTo("COMPLETED");

        assertThat(published.stagedSizes()).contains((long) NEW_VALUES.length());
        requireNew();
    }

    static Stream<Lasting> wrongListings() {
        return Stream.of(
                new Lasting(Fault.truncated(), 3, "was cut off"),
                new Lasting(
                        Fault.body("text/html", "<html><body>We are moving house</html"),
                        1,
                        "does not end with </html>"),
                new Lasting(
                        Fault.body("text/html", "<html><pre><a href=\"/pub/data/pr.txt\">pr.txt</a> 3 kB</pre></html>"),
                        1,
                        "no row of a known form"),
                new Lasting(Fault.body("text/html", "<html><body>Come back later</body></html>"), 1, "lists no file"),
                new Lasting(Fault.status(500), 3, "the server failed"));
    }

    @ParameterizedTest
    @MethodSource("wrongListings")
    void fromAListingThatIsCutOffOrOtherwiseNothingIsConcluded(Lasting lasting) {
        published.server.remove(TEXT);
        data.sync(SOURCE);
        for (int i = 0; i < lasting.times(); i++) {
            published.server.fail("", lasting.fault());
        }

        ExecutionView run = data.sync(SOURCE);

        assertThat(run.status()).isEqualTo("FAILED");
        assertThat(run.message()).contains(lasting.message());
        assertThat(published.state())
                .containsExactly(
                        VALUES + "|false|0|there|true", NOTES + "|false|0|there|true", TEXT + "|false|1|there|true");
        requireOld();
    }

    @Test
    void afterTooManyRequestsTheNextRunGoesOnWithTheFileThatWasRefused() {
        for (int i = 1; i <= 12; i++) {
            published.put("file-%02d".formatted(i), "content %d\n".formatted(i));
        }
        published.server.fail("file-07", Fault.status(429, "3600"));

        ExecutionView run = data.sync(SOURCE);

        assertThat(run.status()).isEqualTo("FAILED");
        assertThat(published.newRequests())
                .containsExactly("", "file-01", "file-02", "file-03", "file-04", "file-05", "file-06", "file-07");
        assertThat(published.stagedSizes()).hasSize(3 + 6);
        assertThat(data.records("select count(*) from sync_file where is_due = true"))
                .containsExactly("6");
        assertThat(published.announcements()).hasSize(1);

        assertThat(data.sync(SOURCE).status()).isEqualTo("COMPLETED");

        assertThat(published.newRequests())
                .containsExactly("", "file-07", "file-08", "file-09", "file-10", "file-11", "file-12");
        assertThat(published.stagedSizes()).hasSize(3 + 12);
        assertThat(published.announcements()).hasSize(2).last().isEqualTo("published has changed: 12 files");
    }

    @Test
    void aRunNeverAsksMoreOftenThanItsSourceAllows() {
        published.limitRequests(3);
        for (int i = 1; i <= 4; i++) {
            published.put("file-" + i, "content " + i);
        }

        ExecutionView run = data.sync(SOURCE);

        assertThat(run.message()).contains("3 requests were made");
        assertThat(published.newRequests()).containsExactly("", "file-1", "file-2");
        assertThat(data.sync(SOURCE).status()).isEqualTo("COMPLETED");
        assertThat(published.newRequests()).containsExactly("", "file-3", "file-4");
    }
}
