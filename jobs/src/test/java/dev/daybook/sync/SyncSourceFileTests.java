package dev.daybook.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.daybook.failure.DaybookException;
import dev.daybook.failure.DaybookException.Kind;
import dev.daybook.feed.Feeds;
import dev.daybook.http.Listing;
import dev.daybook.http.Paging;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sources as YAML: the parser and the published schema say the same. */
class SyncSourceFileTests {

    private static final String SCHEMA = "/sources/source.schema.json";
    private static final Schema PUBLISHED = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SyncSourceFileTests.class.getResourceAsStream(SCHEMA));

    private static final String FOLDER = """
            source: prices
            kind: http-directory
            url: https://example.org/prices/
            files:
              - {name: "p-*", feed: productivity}
            """;

    private static final String DOCUMENTS = """
            source: prices
            kind: http-json
            url: https://example.org/api/
            documents:
              - {name: one, path: "v1/rows?a=b", rows: /data, feed: productivity}
            """;

    @TempDir
    private Path folder;

    private static SyncSource parse(String yaml) {
        return new SyncSourceFile(new Feeds(null)).parse("prices.yaml", yaml);
    }

    private static List<Error> errors(String yaml) {
        return PUBLISHED.validate(yaml, InputFormat.YAML);
    }

    @Test
    void whatIsNotSaidHasADefault() {
        SyncSource source = parse(FOLDER);

        assertThat(source.listing()).isEqualTo(Listing.IIS);
        assertThat(source.absences()).isEqualTo(2);
        assertThat(source.fullCheck()).isEqualTo(Duration.ofDays(7));
        assertThat(source.keep()).isEqualTo(Duration.ofDays(90));
        assertThat(source.onChange()).isNull();
        assertThat(source.request().pause()).isEqualTo(Duration.ofSeconds(1));
        assertThat(source.request().needsContact()).isFalse();
        assertThat(source.request().plainHttp()).isFalse();
        assertThat(source.feedOf("p-1.txt")).contains("productivity");
        assertThat(source.feedOf("q-1.txt")).isEmpty();
    }

    @Test
    void everythingThatIsSaidIsTaken() {
        SyncSource source = parse(FOLDER + """
                listing: autoindex
                contact: required
                headers: {Accept: text/plain}
                secretHeaders: {X-Key: "env:KEY"}
                request: {pauseMillis: 5, requests: 6, connectSeconds: 7, seconds: 8, tries: 9, backoffMillis: 10,
                  ceilingSeconds: 11, maxMebibytes: 12, plainHttp: true}
                absences: 3
                fullCheckDays: 4
                keepDays: 5
                onChange: {job: notebook-report, parameters: {report: prices}}
                """);

        assertThat(source.request())
                .isEqualTo(new SyncSource.Request(
                        Map.of("Accept", "text/plain"),
                        Map.of("X-Key", "env:KEY"),
                        true,
                        Duration.ofMillis(5),
                        6,
                        Duration.ofSeconds(7),
                        Duration.ofSeconds(8),
                        9,
                        Duration.ofMillis(10),
                        Duration.ofSeconds(11),
                        12L << 20,
                        true));
        assertThat(source.listing()).isEqualTo(Listing.AUTOINDEX);
        assertThat(List.of(
                        source.absences(),
                        source.fullCheck().toDays(),
                        source.keep().toDays()))
                .containsExactly(3, 4L, 5L);
        assertThat(source.onChange()).isEqualTo(new SyncSource.OnChange("notebook-report", Map.of("report", "prices")));
    }

    @Test
    void documentsMayComeInPages() {
        SyncSource source = parse(DOCUMENTS.replace(
                "feed: productivity", "pages: {by: cursor, parameter: after, next: /next, total: /total, most: 9}"));

        assertThat(source.documents())
                .containsExactly(new SyncSource.Document(
                        "one",
                        URI.create("https://example.org/api/v1/rows?a=b"),
                        "/data",
                        new Pages(new Paging.ByCursor("after", "/next"), "/total", 9),
                        null));
    }

    @ParameterizedTest
    @ValueSource(strings = {FOLDER, DOCUMENTS})
    void bothAcceptWhatIsSound(String yaml) {
        assertThat(errors(yaml)).isEmpty();
        assertThat(parse(yaml).name()).isEqualTo("prices");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bls-productivity", "population"})
    void bothAcceptTheBuiltInSources(String name) throws IOException {
        SyncSources sources = new SyncSources(folder, new Feeds(null));

        assertThat(errors(sources.builtIn(name))).isEmpty();
        assertThat(sources.get(name).url().getScheme()).isEqualTo("https");
    }

    @Test
    void theProductivitySourceLoadsNoFileThatRepeatsAnother() throws IOException {
        SyncSource source = new SyncSources(folder, new Feeds(null)).get("bls-productivity");

        assertThat(source.feedOf("pr.data.0.Current")).contains("productivity");
        assertThat(source.feedOf("pr.data.1.AllData")).isEmpty();
        assertThat(source.request().needsContact()).isTrue();
        assertThat(source.request().pause()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    /** @param seenBySchema whether the schema refuses it, too */
    record Broken(String yaml, String message, boolean seenBySchema) {}

    static Stream<Broken> broken() {
        return Stream.of(
                new Broken(FOLDER.replace("url:", "uri:"), "line 3", true),
                new Broken(FOLDER.replace("prices/\n", "prices\n"), "with a slash at its end", true),
                new Broken(FOLDER.replace("https", "ftp"), "line 3 column 6: url: expected an address", true),
                new Broken(FOLDER.replace("http-directory", "ftp"), "kind: expected one of http-directory", true),
                new Broken(FOLDER.replace("source: prices", "source: Prices"), "expected a name such as", true),
                new Broken(FOLDER.replace("feed: productivity", "feed: none"), "there is no feed none", false),
                new Broken(FOLDER.replace("feed:", "fed:"), "unknown key 'fed' (did you mean feed?)", true),
                new Broken(FOLDER + "documents: []\n", "unknown key 'documents'", true),
                new Broken(FOLDER + "absences: 0\n", "a whole number from 1 to 100", true),
                new Broken(FOLDER + "request: {pause: 3}\n", "unknown key 'pause'", true),
                new Broken(FOLDER + "secretHeaders: {X-Key: abc}\n", "expected where the secret is kept", true),
                new Broken(FOLDER + "onChange: {parameters: {}}\n", "the key 'job' is missing", true),
                new Broken(DOCUMENTS.replace("documents:", "files:"), "'documents' is missing", true),
                new Broken(DOCUMENTS.replace("rows: /data", "rows: data"), "expected a JSON pointer", true),
                new Broken(
                        DOCUMENTS.replace("v1/rows?a=b", "https://elsewhere.example/x"), "expected a place on", false),
                new Broken(DOCUMENTS.replace("feed:", "pages: {by: page}, feed:"), "by: expected one of number", true),
                new Broken(
                        DOCUMENTS + "  - {name: one, path: v2, rows: /data}\n",
                        "there are two documents 'one'",
                        false));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void whatIsWrongIsSaidWithItsPlace(Broken broken) {
        assertThatThrownBy(() -> parse(broken.yaml()))
                .isInstanceOfSatisfying(
                        DaybookException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFIGURATION))
                .hasMessageStartingWith("prices.yaml")
                .hasMessageContaining(broken.message());
        assertThat(errors(broken.yaml()).isEmpty()).isEqualTo(!broken.seenBySchema());
    }

    @Test
    void everyKeyIsDescribed() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("docs/sources.md"))) {
            root = root.getParent();
        }
        String documentation = Files.readString(root.resolve("docs/sources.md"), StandardCharsets.UTF_8);
        JsonNode schema = JsonMapper.builder().build().readTree(getClass().getResourceAsStream(SCHEMA));

        for (String place : List.of("/properties", "/properties/request/properties")) {
            assertThat(schema.at(place).propertyNames())
                    .allSatisfy(key -> assertThat(documentation).contains("`" + key + "`"));
        }
    }

    @Test
    void anOwnFileTakesThePlaceOfABuiltInOne() throws IOException {
        Files.writeString(folder.resolve("population.yaml"), DOCUMENTS.replace("prices", "population"));
        SyncSources sources = new SyncSources(folder, new Feeds(null));

        assertThat(sources.get("population").documents()).hasSize(1);
        assertThat(sources.names()).containsExactly("bls-productivity", "population");
        Files.writeString(folder.resolve("other.yaml"), DOCUMENTS);
        assertThatThrownBy(() -> sources.get("other")).hasMessageContaining("is source prices: expected source other");
        assertThatThrownBy(() -> sources.get("../other")).hasMessageContaining("there is no source ../other");
    }
}
