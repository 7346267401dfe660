package dev.daybook.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The published schema and the parser say the same. */
class FeedSchemaTests {

    private static final String SCHEMA = "/feeds/feed.schema.json";
    private static final Schema PUBLISHED = published();

    private static Schema published() {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        return registry.getSchema(FeedSchemaTests.class.getResourceAsStream(SCHEMA));
    }

    static List<Path> feedsOfTheRepository() throws IOException {
        List<Path> feeds = new ArrayList<>();
        for (String folder : List.of("jobs/src/main/resources/feeds", "jobs/src/test/resources")) {
            try (Stream<Path> files = Files.walk(Folders.ROOT.resolve(folder))) {
                files.filter(file -> file.getParent().getFileName().toString().equals("feeds"))
                        .filter(file -> file.toString().endsWith(".yaml"))
                        .sorted()
                        .forEach(feeds::add);
            }
        }
        return feeds;
    }

    static List<BrokenFeed> brokenFeeds() {
        return BrokenFeed.ALL;
    }

    @Test
    void thereAreFeedsToCompare() throws IOException {
        assertThat(feedsOfTheRepository()).hasSizeGreaterThanOrEqualTo(12);
        assertThat(BrokenFeed.ALL.stream().filter(BrokenFeed::seenBySchema)).hasSizeGreaterThan(40);
    }

    @ParameterizedTest
    @MethodSource("feedsOfTheRepository")
    void bothAcceptTheFeedsOfTheRepository(Path feed) throws IOException {
        assertThat(errors(Files.readString(feed))).isEmpty();
        assertThat(new Feeds(null).get(feed.toString())).isNotNull();
    }

    @Test
    void bothAcceptTheSoundFeed() {
        assertThat(errors(BrokenFeed.SOUND)).isEmpty();
    }

    /** The parser's refusals are tested in {@link FeedFileTests}. */
    @ParameterizedTest
    @MethodSource("brokenFeeds")
    void schemaRefusesTheBrokenFeedsItCanSee(BrokenFeed broken) {
        assertThat(errors(broken.yaml()).isEmpty()).isEqualTo(!broken.seenBySchema());
    }

    @Test
    void everyKeyIsDescribedInTheSchemaAndInTheDocumentation() throws IOException {
        String documentation = Files.readString(Folders.ROOT.resolve("docs/feeds.md"));
        List<String> keys = new ArrayList<>();
        try (InputStream in = FeedSchemaTests.class.getResourceAsStream(SCHEMA)) {
            JsonNode schema = new JsonMapper().readTree(in);
            schema.get("properties").properties().forEach(key -> collect(key.getKey(), key.getValue(), keys));
            collect("columns.items", schema.get("$defs").get("column"), keys);
        }
        assertThat(keys).hasSizeGreaterThan(50);
        assertThat(keys).allSatisfy(key -> assertThat(documentation).contains("`" + key + "`"));
    }

    @Test
    void bothAcceptTheExampleOfTheDocumentation() throws IOException {
        String documentation = Files.readString(Folders.ROOT.resolve("docs/feeds.md"));
        int start = documentation.indexOf("```yaml\n") + "```yaml\n".length();
        String example = documentation.substring(start, documentation.indexOf("```", start));
        assertThat(errors(example)).isEmpty();
        assertThat(FeedFile.parse("docs/feeds.md", example).name()).isEqualTo("till-receipts");
    }

    private static void collect(String key, JsonNode node, List<String> keys) {
        if (!key.contains(".")) {
            assertThat(node.path("description").asString("")).as(key).endsWith(".");
            keys.add(key);
        }
        List<JsonNode> parts = new ArrayList<>(List.of(node, node.path("items")));
        node.path("anyOf").forEach(parts::add);
        for (JsonNode part : parts) {
            part.path("properties").properties().forEach(inner -> collect(inner.getKey(), inner.getValue(), keys));
        }
    }

    private static List<Error> errors(String yaml) {
        return PUBLISHED.validate(yaml, InputFormat.YAML);
    }
}
