package dev.daybook.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.failure.DaybookException;
import dev.daybook.failure.DaybookException.Kind;
import dev.daybook.http.WebAnswer.Document;
import dev.daybook.http.WebAnswer.Unchanged;
import dev.daybook.standin.Fault;
import dev.daybook.standin.StandInServer;
import dev.daybook.standin.StandInServer.Form;
import dev.daybook.standin.StandInServer.Request;
import dev.daybook.standin.StandInServer.Validator;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No time passes here: pauses are noted instead of made, by a clock that they move. */
class WebClientTests {

    private static final String CONTENT = "series_id        \tyear\r\nPRS30006011      \t1995\r\n".repeat(50);
    private static final String CONTACT = "someone@example.org";
    private static final Instant START = Instant.parse("2026-10-21T07:27:30Z");

    @TempDir
    private Path folder;

    private final List<Duration> pauses = new ArrayList<>();
    private StandInServer server;
    private WebClient client;
    private Instant now = START;

    @BeforeEach
    void start() {
        server = new StandInServer();
        server.put("a", CONTENT, "9/3/2026 8:30 AM");
        client = client(settings(Duration.ZERO, 100, Duration.ofMinutes(1), 1_000_000));
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private WebClient client(WebSettings settings) {
        InstantSource clock = () -> now;
        return new WebClient(settings, this::pass, clock, new Random(7));
    }

    private void pass(Duration time) {
        pauses.add(time);
        now = now.plus(time);
    }

    private static WebSettings settings(Duration pause, int budget, Duration timeout, long maxBytes) {
        return new WebSettings(
                Map.of("User-Agent", "Daybook (" + CONTACT + ")"),
                pause,
                budget,
                Duration.ofSeconds(20),
                timeout,
                3,
                Duration.ofSeconds(2),
                Duration.ofSeconds(60),
                maxBytes,
                false);
    }

    private WebAnswer get(Validators known) {
        return client.get(server.file("a"), known, folder.resolve("a"));
    }

    private Document get() {
        return (Document) get(Validators.NONE);
    }

    private void assertIsWhole(Document document) throws IOException {
        assertThat(Files.readString(document.file())).isEqualTo(CONTENT);
        assertThat(document.size()).isEqualTo(CONTENT.length());
        assertThat(document.sha256()).isEqualTo(sha256(CONTENT));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Integer> statuses() {
        return server.requests().stream().map(Request::status).toList();
    }

    @Test
    void fetchesADocumentAndSaysWhoAsks() throws IOException {
        assertIsWhole(get());
        assertThat(server.requests().get(0).headers()).containsEntry("User-agent", "Daybook (" + CONTACT + ")");
    }

    @ParameterizedTest
    @EnumSource(value = Validator.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void whatHasNotChangedIsNotFetchedAgain(Validator validator) {
        server.tellApartBy(validator);
        Validators known = get().validators();

        assertThat(get(known)).isInstanceOf(Unchanged.class);
        server.put("a", "new", "9/3/2026 8:30 AM");

        assertThat(get(known))
                .isInstanceOfSatisfying(
                        Document.class, document -> assertThat(document.size()).isEqualTo(3));
        assertThat(statuses()).containsExactly(200, 304, 200);
    }

    @Test
    void withoutValidatorsTheHashTells() {
        server.tellApartBy(Validator.NONE);
        Document first = get();

        assertThat(first.validators()).isEqualTo(Validators.NONE);
        assertThat(get(first.validators()))
                .isInstanceOfSatisfying(
                        Document.class, again -> assertThat(again.sha256()).isEqualTo(first.sha256()));
    }

    @Test
    void unpacksWhatComesPacked() throws IOException {
        server.pack();

        assertIsWhole(get());
    }

    @Test
    void waitsAsLongAsTheServerAsksInSeconds() throws IOException {
        server.fail("a", Fault.status(429, "17"));

        assertIsWhole(get());
        assertThat(pauses).containsExactly(Duration.ofSeconds(17));
    }

    @Test
    void waitsUntilTheDateTheServerNames() throws IOException {
        server.fail("a", Fault.status(503, "Wed, 21 Oct 2026 07:28:00 GMT"));

        assertIsWhole(get());
        assertThat(pauses).containsExactly(Duration.ofSeconds(30));
    }

    @Test
    void aDateThatIsPastAndOneThatIsNoneCostNoMoreThanABackoff() throws IOException {
        server.fail("a", Fault.status(503, "Wed, 21 Oct 2020 07:28:00 GMT"), Fault.status(429, "soon"));

        assertIsWhole(get());
        assertThat(pauses.get(0)).isZero();
        assertThat(pauses.get(1)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
    }

    @Test
    void whoAsksForMoreThanTheCeilingIsNotWaitedFor() {
        server.fail("a", Fault.status(429, "3600"));

        assertThatThrownBy(this::get)
                .hasMessageContaining("asks to wait 3,600 s, more than the 60 s")
                .hasMessageContaining("2026-10-21T08:27:30Z");
        assertThat(pauses).isEmpty();
        assertThat(statuses()).containsExactly(429);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503})
    void triesAgainWithLongerPausesThenGivesUp(int status) {
        server.fail("a", Fault.status(status), Fault.status(status), Fault.status(status));

        assertThatThrownBy(this::get)
                .hasMessageContaining(status + ", ")
                .hasMessageContaining("tried 3 times")
                .satisfies(e -> assertThat(((DaybookException) e).kind()).isEqualTo(Kind.UPSTREAM));
        assertThat(statuses()).containsExactly(status, status, status);
        assertThat(pauses).hasSize(2);
        assertThat(pauses.get(0)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(pauses.get(1)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
    }

    @Test
    void refusalsAreNotTriedAgainAndEachHasItsMessage() {
        server.fail("a", Fault.status(403), Fault.status(401), Fault.status(404));

        assertThatThrownBy(this::get).hasMessageContaining("403").hasMessageContaining("contact");
        assertThatThrownBy(this::get).hasMessageContaining("401").hasMessageContaining("secrets");
        assertThatThrownBy(this::get).hasMessageContaining("404, there is no such document");
        assertThat(statuses()).containsExactly(403, 401, 404);
    }

    @Test
    void aBodyThatIsCutOffIsNoDocument() throws IOException {
        server.fail("a", Fault.truncated(), Fault.truncatedGzip());

        assertIsWhole(get());
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void aBodyThatIsAlwaysCutOffIsToldAsThat() {
        server.fail("a", Fault.truncated(), Fault.truncated(), Fault.truncated());

        assertThatThrownBy(this::get).hasMessageContaining("was cut off").hasMessageContaining("tried 3 times");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html; charset=utf-8", "text/plain"})
    void aPageIsNotTakenForDataWhateverItCallsItself(String type) {
        server.fail("a", Fault.page(type));

        assertThatThrownBy(this::get).hasMessageContaining("expected data, found an HTML page with status 200");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aServerThatDripsIsNotWaitedForForever() throws IOException {
        CountDownLatch released = new CountDownLatch(1);
        server.fail("a", Fault.drip(released));
        try (WebClient hasty = client(settings(Duration.ZERO, 100, Duration.ofSeconds(2), 1_000_000))) {
            assertIsWhole((Document) hasty.get(server.file("a"), Validators.NONE, folder.resolve("a")));
        } finally {
            released.countDown();
        }
        assertThat(pauses).hasSize(1);
    }

    @Test
    void aDocumentThatIsTooLargeIsRefusedPackedOrNot() {
        try (WebClient small = client(settings(Duration.ZERO, 100, Duration.ofMinutes(1), 1_000))) {
            assertThatThrownBy(() -> small.get(server.file("a"), Validators.NONE, folder.resolve("a")))
                    .hasMessageContaining("larger than the 1,000 bytes");
            server.pack();
            assertThatThrownBy(() -> small.get(server.file("a"), Validators.NONE, folder.resolve("a")))
                    .hasMessageContaining("larger than the 1,000 bytes");
        }
    }

    @Test
    void followsARedirectOnTheSameHost() throws IOException {
        server.fail("a", Fault.redirect("b"));
        server.put("b", CONTENT, "9/3/2026 8:30 AM");

        assertIsWhole(get());
        assertThat(statuses()).containsExactly(302, 200);
    }

    @Test
    void neverFollowsOneToAnotherHostSoThatTheContactStays() {
        try (StandInServer other = new StandInServer()) {
            other.put("a", CONTENT, "9/3/2026 8:30 AM");
            server.fail("a", Fault.redirect(other.file("a").toString()));

            assertThatThrownBy(this::get).hasMessageContaining("not the source's host");
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void redirectsInACircleEnd() {
        server.fail("a", Fault.redirect("a"), Fault.redirect("a"), Fault.redirect("a"), Fault.redirect("a"));
        server.fail("a", Fault.redirect("a"), Fault.redirect("a"), Fault.redirect("a"), Fault.redirect("a"));

        assertThatThrownBy(this::get).hasMessageContaining("more than 5 redirects");
        assertThat(server.requests()).hasSize(6);
    }

    @Test
    void keepsThePauseBetweenRequests() {
        try (WebClient polite = client(settings(Duration.ofSeconds(1), 100, Duration.ofMinutes(1), 1_000_000))) {
            polite.get(server.file("a"), Validators.NONE, folder.resolve("a"));
            polite.get(server.file("a"), Validators.NONE, folder.resolve("a"));
            now = now.plusMillis(400);
            polite.get(server.file("a"), Validators.NONE, folder.resolve("a"));
        }

        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofMillis(600));
    }

    @Test
    void aRunHasABudgetOfRequestsTriesIncluded() {
        server.fail("a", Fault.status(500));
        try (WebClient poor = client(settings(Duration.ZERO, 2, Duration.ofMinutes(1), 1_000_000))) {
            poor.get(server.file("a"), Validators.NONE, folder.resolve("a"));
            assertThatThrownBy(() -> poor.get(server.file("a"), Validators.NONE, folder.resolve("a")))
                    .hasMessageContaining("2 requests were made");
        }
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void whatIsNotEncryptedIsRefusedUnlessItIsThisMachine() {
        assertThatThrownBy(() -> WebClient.requireAllowed(URI.create("http://data.example/"), false))
                .hasMessageContaining("expected https");
        WebClient.requireAllowed(URI.create("http://data.example/"), true);
        WebClient.requireAllowed(URI.create("http://127.0.0.1:8080/"), false);
        assertThatThrownBy(() -> WebClient.requireAllowed(URI.create("ftp://data.example/"), true))
                .hasMessageContaining("expected an address");
        assertThatThrownBy(() -> WebClient.requireAllowed(URI.create("https://me:secret@data.example/"), true))
                .hasMessageContaining("without a user");
    }

    @Test
    void readsTheListingOfTheStandIn() throws IOException {
        server.put("b", "12", "9/4/2026 9:30 AM");
        Document page = client.page(server.folder(), folder.resolve("page"));

        assertThat(Listing.IIS.read(server.folder(), Files.readString(page.file())))
                .containsExactly(
                        new ListedFile("a", (long) CONTENT.length(), "9/3/2026 8:30 AM"),
                        new ListedFile("b", 2L, "9/4/2026 9:30 AM"));
    }

    @Test
    void readsTheIndexOfTheStandIn() throws IOException {
        server.put("a", "123", "03-Sep-2026 08:30");
        server.listAs(Form.AUTOINDEX);
        Document page = client.page(server.folder(), folder.resolve("page"));

        assertThat(Listing.AUTOINDEX.read(server.folder(), Files.readString(page.file())))
                .containsExactly(new ListedFile("a", 3L, "03-Sep-2026 08:30"));
    }

    @Test
    void aRateLimitHoldsUntilItIsLifted() throws IOException {
        server.answerAtMost(1, Fault.tooManyRequests(START.plusSeconds(3600)));

        assertIsWhole(get());
        assertThatThrownBy(this::get).hasMessageContaining("429").hasMessageContaining("2026-10-21T08:27:30Z");
        assertThatThrownBy(this::get).hasMessageContaining("429");
        server.answerAtMost(1, Fault.status(500));

        assertIsWhole(get());
        assertThat(statuses()).containsExactly(200, 429, 429, 200);
    }

    @Test
    void whoAsksTooSoonIsToldToWait() throws IOException {
        server.requirePause(Duration.ofSeconds(40));
        assertIsWhole(get());
        assertThatThrownBy(this::get).hasMessageContaining("429").hasMessageContaining("tried 3 times");
        assertThat(pauses)
                .hasSize(2)
                .allSatisfy(pause -> assertThat(pause).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(40)));

        server.requirePause(Duration.ZERO);
        assertIsWhole(get());
    }

    @Test
    void aFolderThatIsPublishedAgainListsAnewWhatHasChanged() throws IOException {
        Path first = Files.createDirectory(folder.resolve("first"));
        Files.writeString(first.resolve("same"), "1");
        Files.writeString(first.resolve("changed"), "2");
        Files.writeString(first.resolve("gone"), "3");
        server.publish(first, "9/3/2026 8:30 AM");
        Files.writeString(first.resolve("changed"), "4");
        Files.writeString(first.resolve("new"), "56");
        Files.delete(first.resolve("gone"));
        server.publish(first, "9/4/2026 9:30 AM");

        assertThat(Listing.IIS.read(server.folder(), server.listing()))
                .containsExactly(
                        new ListedFile("changed", 1L, "9/4/2026 9:30 AM"),
                        new ListedFile("new", 2L, "9/4/2026 9:30 AM"),
                        new ListedFile("same", 1L, "9/3/2026 8:30 AM"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nothingIsConcludedFromAListingThatIsCutOffOrLooksDifferent(boolean isCut) throws IOException {
        server.fail("", isCut ? Fault.shortened() : Fault.edited("9/3/2026", "2026-09-03T"));
        String page = Files.readString(
                client.page(server.folder(), folder.resolve("page")).file());

        assertThatThrownBy(() -> Listing.IIS.read(server.folder(), page)).hasMessageContaining("Nothing is concluded");
    }

    @Test
    void aServerThatIsNotThereIsTriedAgain() {
        URI gone = server.file("a");
        server.close();

        assertThatThrownBy(() -> client.get(gone, Validators.NONE, folder.resolve("a")))
                .hasMessageContaining("no answer")
                .hasMessageContaining("tried 3 times");
    }
}
