package dev.daybook.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.failure.DaybookException;
import dev.daybook.row.Column;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedFileTests {

    static List<BrokenFeed> brokenFeeds() {
        return BrokenFeed.ALL;
    }

    @ParameterizedTest
    @MethodSource("brokenFeeds")
    void mistakeIsNamedWithFileLineAndWhatWasExpected(BrokenFeed broken) {
        assertThatThrownBy(() -> FeedFile.parse("my/sales.yaml", broken.yaml()))
                .isInstanceOf(DaybookException.class)
                .satisfies(
                        e -> assertThat(((DaybookException) e).kind()).isEqualTo(DaybookException.Kind.CONFIGURATION))
                .extracting(Throwable::getMessage)
                .asString()
                .startsWith("my/sales.yaml line " + broken.line() + " column ")
                .contains(": " + broken.message());
    }

    @Test
    void soundFeedIsRead() {
        Feed feed = FeedFile.parse("sales.yaml", BrokenFeed.SOUND);
        assertThat(feed.name()).isEqualTo("sales");
        assertThat(feed.layout().dialect().delimiter()).isEqualTo(';');
        assertThat(feed.layout().dialect().quote()).isEqualTo('\'');
        assertThat(feed.layout().trim()).isEqualTo(Feed.Trim.ALL);
        assertThat(feed.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(feed.columns().get(1).from()).containsExactly("Product", "Article");
        assertThat(feed.partition()).isEqualTo(new Feed.Partition("sale_month", "sold_at", Feed.By.MONTH));
        assertThat(feed.thresholds()).isEqualTo(new Feed.Thresholds(0.05, 0.5));
        assertThat(feed.schema().columns())
                .extracting(Column::name, c -> c.type().toString(), Column::nullable)
                .extracting(Object::toString)
                .containsExactly(
                        "(\"sale_id\", \"string\", false)",
                        "(\"sold_at\", \"timestamp\", false)",
                        "(\"product\", \"string\", true)",
                        "(\"price\", \"decimal(18,2)\", true)",
                        "(\"till\", \"int\", false)",
                        "(\"source\", \"string\", false)");
    }

    @Test
    void shortestFeedHasTheDocumentedDefaults() {
        Feed feed = FeedFile.parse("f.yaml", """
                feed: f
                format: csv
                table: f
                partition: none
                columns:
                  - {name: a, from: A, type: string}
                """);
        assertThat(feed.encoding()).isEqualTo(new Feed.Encoding(StandardCharsets.UTF_8, null, false));
        assertThat(feed.layout().header()).isTrue();
        assertThat(feed.layout().trim()).isEqualTo(Feed.Trim.NONE);
        assertThat(feed.layout().raggedShort()).isEqualTo(Feed.Ragged.REJECT);
        assertThat(feed.layout().raggedLong()).isEqualTo(Feed.Ragged.REJECT);
        assertThat(feed.unknownColumns()).isEqualTo(Feed.UnknownColumns.IGNORE);
        assertThat(feed.duplicates()).isEqualTo(Feed.Duplicates.DROP);
        assertThat(feed.zone().getId()).isEqualTo("Z");
        assertThat(feed.thresholds()).isEqualTo(new Feed.Thresholds(0.05, 1));
        assertThat(feed.columns().get(0).nullable()).isFalse();
        assertThat(feed.columns().get(0).pivot()).isEqualTo(1970);
    }

    @ParameterizedTest
    @ValueSource(strings = {"feed: [", "a: b: c", "\tfeed: x", "feed: \"x", "feed: x\n--- \nfeed: y", "feed: \u0001"})
    void whatIsNoYamlIsCalledSo(String yaml) {
        assertThatThrownBy(() -> FeedFile.parse("f.yaml", yaml))
                .isInstanceOf(DaybookException.class)
                .hasMessageStartingWith("f.yaml")
                .hasMessageContaining("no valid YAML");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing yet\n"})
    void emptyFileIsCalledSo(String yaml) {
        assertThatThrownBy(() -> FeedFile.parse("f.yaml", yaml)).hasMessage("f.yaml is empty: expected a feed");
    }

    @Test
    void textInsteadOfAFeedIsCalledSo() {
        assertThatThrownBy(() -> FeedFile.parse("f.yaml", "a sentence"))
                .hasMessage("f.yaml line 1 column 1: expected `key: value` pairs");
    }

    @Test
    void sixtyFiveColumnsAreTooMany() {
        StringBuilder columns = new StringBuilder("feed: f\nformat: csv\ntable: f\npartition: none\ncolumns:\n");
        for (int i = 0; i < 65; i++) {
            columns.append("  - {name: c%d, from: C%d, type: string}\n".formatted(i, i));
        }
        assertThatThrownBy(() -> FeedFile.parse("f.yaml", columns.toString()))
                .hasMessage("f.yaml line 6 column 3: columns: a row has 1 to 64 columns, not 65");
    }

    @Test
    void withoutHeaderNamesMeanNothing() {
        String headerless = """
                feed: f
                format: csv
                table: f
                partition: none
                dialect: {header: false}
                columns:
                  - {name: a, position: 1, type: string}
                """;
        assertThat(FeedFile.parse("f.yaml", headerless).columns()).hasSize(1);
        assertThatThrownBy(() -> FeedFile.parse("f.yaml", headerless + "unknownColumns: keep\n"))
                .hasMessageStartingWith("f.yaml line 8 column 17: unknownColumns: expected ignore or reject");
        assertThatThrownBy(() -> FeedFile.parse("f.yaml", headerless + "exclude: [{column: b, matches: x}]\n"))
                .hasMessage("f.yaml line 8 column 20: column: expected one of [a], found 'b'");
    }

    @Test
    void builtInFeedsLoad() throws IOException {
        Feeds feeds = new Feeds(null);
        assertThat(feeds.names())
                .containsExactly(
                        "legacy-visits",
                        "ministers-meetings",
                        "daily-sales",
                        "products",
                        "restocks",
                        "retail-online",
                        "visits",
                        "clickstream",
                        "productivity",
                        "productivity-series",
                        "productivity-measure",
                        "productivity-sector",
                        "productivity-class",
                        "productivity-duration",
                        "productivity-period",
                        "productivity-seasonal",
                        "productivity-footnote",
                        "population",
                        "population-state");
        for (String name : feeds.names()) {
            assertThat(feeds.get(name).name()).isEqualTo(name);
        }
    }

    @Test
    void feedsOfAFolderComeFirstAndByName(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("sales.yaml"), BrokenFeed.SOUND);
        Files.writeString(folder.resolve("tills.yaml"), BrokenFeed.SOUND);
        Feeds feeds = new Feeds(folder);
        assertThat(feeds.names())
                .containsExactly(
                        "sales",
                        "tills",
                        "legacy-visits",
                        "ministers-meetings",
                        "daily-sales",
                        "products",
                        "restocks",
                        "retail-online",
                        "visits",
                        "clickstream",
                        "productivity",
                        "productivity-series",
                        "productivity-measure",
                        "productivity-sector",
                        "productivity-class",
                        "productivity-duration",
                        "productivity-period",
                        "productivity-seasonal",
                        "productivity-footnote",
                        "population",
                        "population-state");
        assertThat(feeds.get("sales").table()).isEqualTo("sales");
        assertThat(feeds.get(folder.resolve("tills.yaml").toString()).name()).isEqualTo("sales");
        assertThatThrownBy(() -> feeds.get("tills"))
                .hasMessage(
                        folder.resolve("tills.yaml") + " is feed sales: expected feed tills, as the file is called");
        assertThatThrownBy(() -> feeds.get("sails"))
                .hasMessage(
                        "there is no feed sails: expected one of sales, tills, legacy-visits, ministers-meetings, daily-sales, products, restocks, retail-online, visits, clickstream, productivity, productivity-series, productivity-measure, productivity-sector, productivity-class, productivity-duration, productivity-period, productivity-seasonal, productivity-footnote, population, population-state, or the path of a feed file");
        assertThatThrownBy(() -> feeds.get("gone.yaml")).hasMessage("there is no feed file gone.yaml");
    }

    @Test
    void feedFileInAnotherEncodingIsCalledSo(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("f.yaml");
        Files.write(file, "feed: \u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> new Feeds(null).get(file.toString())).hasMessage(file + ": expected UTF-8 text");
    }
}
