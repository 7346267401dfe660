package dev.daybook.feed;

import dev.daybook.csv.Dialect;
import dev.daybook.failure.DaybookException;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a feed from YAML; its columns are read by {@link FeedFileColumns}, its encoding by
 * {@link FeedFileEncoding}. Every complaint names file and line. The same
 * rules stand in {@code feed.schema.json}, for editors.
 */
final class FeedFile {

    private static final String NAME = "[a-z0-9][a-z0-9-]*";
    private static final String SNAKE_CASE = "[a-z][a-z0-9_]*";

    private FeedFile() {}

    /**
     * @param file name for messages
     * @throws DaybookException of kind CONFIGURATION for the first thing that is wrong
     */
    static Feed parse(String file, String yaml) {
        YamlMap root = YamlMap.of(file, yaml, "a feed");
        Feed.Format format = root.choice("format", null, Feed.Format.values());
        Feed feed = new Feed(
                name(root, "feed"),
                root.text("description", ""),
                format,
                FeedFileEncoding.read(root.map("encoding")),
                layout(root.map("dialect"), format),
                FeedFileColumns.read(root),
                root.maps("exclude").stream().map(FeedFile::exclusion).toList(),
                root.choice("unknownColumns", Feed.UnknownColumns.IGNORE, Feed.UnknownColumns.values()),
                root.choice("duplicates", Feed.Duplicates.DROP, Feed.Duplicates.values()),
                root.has("zone")
                        ? root.convert("zone", "a time zone such as Europe/Berlin", ZoneId::of)
                        : ZoneOffset.UTC,
                snakeCase(root, "table"),
                root.has("id") ? snakeCase(root, "id") : null,
                partition(root),
                root.optional("sortBy"),
                thresholds(root.map("thresholds")),
                Delivery.read(root.map("delivery")),
                Amount.read(root.map("amount")),
                Events.read(root.map("events")),
                Tables.NONE);
        root.end();
        FeedFileChecks.check(root, feed);
        return feed;
    }

    private static String name(YamlMap map, String key) {
        return matching(map, key, NAME, "a name of lower-case letters, digits and dashes");
    }

    static String snakeCase(YamlMap map, String key) {
        return matching(map, key, SNAKE_CASE, "a name of lower-case letters, digits and underscores");
    }

    private static String matching(YamlMap map, String key, String pattern, String expected) {
        String name = map.text(key);
        if (!name.matches(pattern)) {
            throw map.errorAt(key, "%s: expected %s, found '%s'".formatted(key, expected, name));
        }
        return name;
    }

    private static Feed.Layout layout(@Nullable YamlMap map, Feed.Format format) {
        if (map == null) {
            return new Feed.Layout(
                    Dialect.RFC_4180,
                    Feed.Trim.NONE,
                    true,
                    0,
                    null,
                    List.of(""),
                    Feed.Ragged.REJECT,
                    Feed.Ragged.REJECT,
                    format == Feed.Format.JSON,
                    null);
        }
        Feed.Trim trim = map.choice("trim", Feed.Trim.NONE, Feed.Trim.values());
        Feed.Layout layout = new Feed.Layout(
                dialect(map, trim),
                trim,
                map.flag("header", true),
                map.number("preambleLines", 0, 0, 1_000_000),
                map.has("footer") ? map.convert("footer", "a regular expression", Pattern::compile) : null,
                map.has("nulls") ? map.texts("nulls") : List.of(""),
                map.choice("raggedShort", Feed.Ragged.REJECT, Feed.Ragged.REJECT, Feed.Ragged.PAD),
                map.choice(
                        "raggedLong",
                        Feed.Ragged.REJECT,
                        Feed.Ragged.REJECT,
                        Feed.Ragged.IGNORE_EMPTY,
                        Feed.Ragged.IGNORE),
                map.choice("types", Types.STRICT, Types.values()) == Types.STRICT && format == Feed.Format.JSON,
                map.has("rows") ? map.convert("rows", "the name of a key", FeedFile::key) : null);
        map.end();
        return layout;
    }

    private static String key(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException();
        }
        return text;
    }

    /** What values of JSON have to be. */
    private enum Types {
        STRICT,
        TEXT
    }

    private static Dialect dialect(YamlMap map, Feed.Trim trim) {
        char delimiter = character(map, "delimiter", ",");
        char quote = map.text("quote", "\"").equals("none") ? Dialect.NONE : character(map, "quote", "\"");
        Dialect.Escape escape = map.choice("escape", Dialect.Escape.DOUBLED, Dialect.Escape.values());
        try {
            return new Dialect(delimiter, quote, escape, trim != Feed.Trim.NONE);
        } catch (DaybookException e) {
            throw map.errorAt("delimiter", "delimiter: " + e.getMessage());
        }
    }

    static char character(YamlMap map, String key, String absent) {
        String text = map.text(key, absent);
        if (text.length() != 1) {
            throw map.errorAt(key, "%s: expected one character, found '%s'".formatted(key, text));
        }
        return text.charAt(0);
    }

    private static Feed.Exclusion exclusion(YamlMap map) {
        Feed.Exclusion exclusion = new Feed.Exclusion(
                map.text("column"), map.convert("matches", "a regular expression", Pattern::compile));
        map.end();
        return exclusion;
    }

    private static Feed.Partition partition(YamlMap root) {
        if (root.isScalar("partition")) {
            root.choice("partition", null, Feed.By.NONE);
            return Feed.Partition.NONE;
        }
        YamlMap map = root.map("partition");
        if (map == null) {
            throw root.isMissing("partition");
        }
        Feed.By by = map.choice("by", null, Feed.By.YEAR, Feed.By.MONTH, Feed.By.DAY, Feed.By.BUSINESS_DATE);
        Feed.Partition partition = new Feed.Partition(
                snakeCase(map, "column"), by == Feed.By.BUSINESS_DATE ? map.text("from", "") : map.text("from"), by);
        map.end();
        return partition;
    }

    private static Feed.Thresholds thresholds(@Nullable YamlMap map) {
        if (map == null) {
            return Feed.Thresholds.DEFAULT;
        }
        Feed.Thresholds thresholds = new Feed.Thresholds(
                share(map, "warn", Feed.Thresholds.DEFAULT.warn()), share(map, "fail", Feed.Thresholds.DEFAULT.fail()));
        map.end();
        return thresholds;
    }

    private static double share(YamlMap map, String key, double absent) {
        BigDecimal share = map.decimal(key);
        if (share == null) {
            return absent;
        }
        if (share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0) {
            throw map.errorAt(key, "%s: expected a share from 0 to 1, found '%s'".formatted(key, share));
        }
        return share.doubleValue();
    }
}
