package dev.daybook.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.http.Paging.ByCursor;
import dev.daybook.http.Paging.ByLink;
import dev.daybook.http.Paging.ByNumber;
import dev.daybook.http.Paging.ByOffset;
import dev.daybook.standin.Fault;
import dev.daybook.standin.StandInServer;
import dev.daybook.standin.StandInServer.Request;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stand-in answers requests for one path with pages in turn; which page was asked for is in the queries it keeps. */
class PageWalkTests {

    @TempDir
    private Path folder;

    private final List<String> rows = new ArrayList<>();
    private StandInServer server;
    private WebClient client;

    @BeforeEach
    void start() {
        server = new StandInServer();
        client = new WebClient(
                new WebSettings(
                        Map.of(),
                        Duration.ZERO,
                        100,
                        Duration.ofSeconds(20),
                        Duration.ofMinutes(1),
                        1,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        100_000,
                        false),
                time -> {});
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private void answer(String... pages) {
        for (String page : pages) {
            server.fail("rows", Fault.body("application/json", page));
        }
    }

    private long walk(Paging paging, String total) {
        return new PageWalk(client, paging, "/data", total, 10)
                .read(server.file("rows"), folder.resolve("page"), row -> rows.add(row.toString()));
    }

    private List<String> queries() {
        return server.requests().stream().map(Request::query).toList();
    }

    @Test
    void byNumberUntilAPageIsEmpty() {
        answer("{\"data\":[1,2]}", "{\"data\":[3]}", "{\"data\":[]}");

        assertThat(walk(new ByNumber("page", 1), null)).isEqualTo(3);
        assertThat(rows).containsExactly("1", "2", "3");
        assertThat(queries()).containsExactly("page=1", "page=2", "page=3");
    }

    @Test
    void byOffsetOfTheRowsRead() {
        answer("{\"data\":[1,2],\"total\":3}", "{\"data\":[3],\"total\":3}", "{\"data\":[],\"total\":3}");

        assertThat(walk(new ByOffset("offset"), "/total")).isEqualTo(3);
        assertThat(queries()).containsExactly("offset=0", "offset=2", "offset=3");
    }

    @Test
    void byCursorWhichIsEncoded() {
        answer("{\"data\":[1],\"meta\":{\"next\":\"a&b\"}}", "{\"data\":[2],\"meta\":{\"next\":null}}");

        assertThat(walk(new ByCursor("after", "/meta/next"), null)).isEqualTo(2);
        assertThat(queries()).containsExactly("", "after=a%26b");
    }

    @Test
    void byLinkOnTheSourcesHostAlone() {
        answer("{\"data\":[1],\"next\":\"rows?from=x\"}", "{\"data\":[2],\"next\":\"https://elsewhere.example/\"}");

        assertThatThrownBy(() -> walk(new ByLink("/next"), null)).hasMessageContaining("not the source's host");
        assertThat(queries()).containsExactly("", "from=x");
        assertThat(rows).containsExactly("1", "2");
    }

    @Test
    void aPageThatRepeatsEndsTheWalk() {
        answer("{\"data\":[1,2]}", "{\"data\":[1,2]}");

        assertThatThrownBy(() -> walk(new ByNumber("page", 0), null)).hasMessageContaining("repeats an earlier page");
    }

    @Test
    void aTotalThatChangesOrDoesNotComeOutIsNotBelieved() {
        answer("{\"data\":[1],\"total\":2}", "{\"data\":[2],\"total\":3}");
        assertThatThrownBy(() -> walk(new ByNumber("page", 0), "/total"))
                .hasMessageContaining("the total changed on the way from 2 to 3");

        answer("{\"data\":[1],\"total\":2}", "{\"data\":[],\"total\":2}");
        assertThatThrownBy(() -> walk(new ByNumber("page", 0), "/total"))
                .hasMessageContaining("2 rows were told and 1 read");
    }

    @Test
    void aSourceThatDoesNotEndIsLeft() {
        for (int page = 0; page < 11; page++) {
            answer("{\"data\":[" + page + "]}");
        }

        assertThatThrownBy(() -> walk(new ByNumber("page", 0), null)).hasMessageContaining("more than 10 pages");
        assertThat(server.requests()).hasSize(11);
    }

    @Test
    void anotherLayoutIsNoEmptyPage() {
        answer("{\"rows\":[1]}");
        assertThatThrownBy(() -> walk(new ByNumber("page", 0), null))
                .hasMessageContaining("expected an array at '/data', found nothing");

        answer("{\"data\":[1");
        assertThatThrownBy(() -> walk(new ByNumber("page", 0), null)).hasMessageContaining("expected JSON");
    }
}
