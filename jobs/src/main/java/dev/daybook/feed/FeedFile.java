package dev.daybook.feed;

import dev.daybook.csv.Dialect;
import dev.daybook.failure.DaybookException;
import dev.daybook.row.ColumnType;
import dev.daybook.row.ColumnType.Kind;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Reads a feed from YAML. Every complaint names file and line. */
final class FeedFile {

    private static final String NAME = "[a-z0-9][a-z0-9-]*";
    private static final String SNAKE_CASE = "[a-z][a-z0-9_]*";

    /** Two-digit years mean 1970 to 2069 unless the feed says otherwise, as in POSIX but one year off. */
    private static final int DEFAULT_PIVOT = 1970;

    private FeedFile() {}

    /**
     * @param file name for messages
     * @throws DaybookException of kind CONFIGURATION for the first thing that is wrong
     */
    static Feed parse(String file, String yaml) {
        YamlMap root = new YamlMap(file, compose(file, yaml));
        String format = root.text("format");
        if (!format.equals("csv")) {
            throw root.errorAt("format", "format: expected csv, found '" + format + "'");
        }
        List<FeedColumn> columns = root.maps("columns").stream().map(FeedFile::column).toList();
        if (columns.isEmpty()) {
            throw root.errorAt("columns", "columns: expected at least one");
        }
        Feed feed = new Feed(
                name(root, "feed", NAME),
                root.text("description", ""),
                encoding(root.map("encoding")),
                layout(root.map("dialect")),
                columns,
                root.maps("exclude").stream().map(FeedFile::exclusion).toList(),
                root.choice("unknownColumns", Feed.UnknownColumns.class, Feed.UnknownColumns.IGNORE),
                root.choice("duplicates", Feed.Duplicates.class, Feed.Duplicates.DROP),
                root.has("zone") ? root.convert("zone", "a time zone", ZoneId::of) : ZoneOffset.UTC,
                name(root, "table", SNAKE_CASE),
                root.has("id") ? name(root, "id", SNAKE_CASE) : null,
                partition(root, columns),
                root.optional("sortBy"),
                thresholds(root.map("thresholds")));
        root.end();
        check(root, feed);
        return feed;
    }

    private static Node compose(String file, String yaml) {
        try {
            Node node = new Yaml(new LoaderOptions()).compose(new StringReader(yaml));
            if (node == null) {
                throw DaybookException.configuration(file + " is empty: expected a feed");
            }
            return node;
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw DaybookException.configuration("%s line %d: no valid YAML: %s".formatted(file, line, e.getProblem()));
        }
    }

    private static String name(YamlMap map, String key, String pattern) {
        String name = map.text(key);
        if (!name.matches(pattern)) {
            throw map.errorAt(key, "%s: expected a name like %s, found '%s'".formatted(key, pattern, name));
        }
        return name;
    }

    private static Feed.Encoding encoding(@Nullable YamlMap map) {
        if (map == null) {
            return new Feed.Encoding(StandardCharsets.UTF_8, null, false);
        }
        String malformed = map.text("malformed", "reject-row");
        if (!malformed.equals("reject-row") && !malformed.equals("reject-file")) {
            throw map.errorAt("malformed", "malformed: expected reject-row or reject-file, found '" + malformed + "'");
        }
        Feed.Encoding encoding = new Feed.Encoding(
                map.has("charset") ? map.convert("charset", "a charset", Charset::forName) : StandardCharsets.UTF_8,
                map.has("fallback") ? map.convert("fallback", "a charset", Charset::forName) : null,
                malformed.equals("reject-file"));
        map.end();
        return encoding;
    }

    private static Feed.Layout layout(@Nullable YamlMap map) {
        if (map == null) {
            return new Feed.Layout(
                    Dialect.RFC_4180, Feed.Trim.NONE, true, 0, null, List.of(""), Feed.Ragged.REJECT, Feed.Ragged.REJECT);
        }
        Feed.Trim trim = map.choice("trim", Feed.Trim.class, Feed.Trim.NONE);
        String quote = map.text("quote", "\"");
        Dialect dialect = new Dialect(
                character(map, "delimiter", ","),
                quote.equals("none") ? Dialect.NONE : character(map, "quote", "\""),
                map.choice("escape", Dialect.Escape.class, Dialect.Escape.DOUBLED),
                trim != Feed.Trim.NONE);
        Feed.Layout layout = new Feed.Layout(
                dialect,
                trim,
                map.flag("header", true),
                map.number("preambleLines", 0),
                map.has("footer") ? map.convert("footer", "a regular expression", Pattern::compile) : null,
                map.has("nulls") ? map.texts("nulls") : List.of(""),
                map.choice("raggedShort", Feed.Ragged.class, Feed.Ragged.REJECT),
                map.choice("raggedLong", Feed.Ragged.class, Feed.Ragged.REJECT));
        map.end();
        return layout;
    }

    private static char character(YamlMap map, String key, String absent) {
        String text = map.text(key, absent);
        if (text.length() != 1) {
            throw map.errorAt(key, "%s: expected one character, found '%s'".formatted(key, text));
        }
        return text.charAt(0);
    }

    private static FeedColumn column(YamlMap map) {
        FeedColumn column = new FeedColumn(
                name(map, "name", SNAKE_CASE),
                map.texts("from"),
                map.number("position", 0),
                map.flag("optional", false),
                map.convert("type", "a type", ColumnType::parse),
                map.texts("formats", DatePattern::new, "a date format"),
                map.number("pivot", DEFAULT_PIVOT),
                year(map.map("year")),
                map.has("precision") ? name(map, "precision", SNAKE_CASE) : null,
                map.flag("nullable", false),
                map.optional("default"),
                map.flag("carryForward", false),
                map.texts("allowed"),
                map.flag("caseInsensitive", false),
                map.pairs("map"),
                map.has("grouping") ? character(map, "grouping", ",") : 0,
                map.has("min") ? map.convert("min", "a number", BigDecimal::new) : null,
                map.has("max") ? map.convert("max", "a number", BigDecimal::new) : null,
                map.number("maxLength", 0),
                map.optional("value"));
        map.end();
        boolean needsFormats = column.type().kind() == Kind.DATE || column.type().kind() == Kind.TIMESTAMP;
        if (needsFormats == column.formats().isEmpty()) {
            throw map.errorAt(
                    "formats",
                    needsFormats
                            ? "formats: expected at least one for a " + column.type()
                            : "formats: means something for dates and timestamps only");
        }
        return column;
    }

    private static FeedColumn.@Nullable YearRule year(@Nullable YamlMap map) {
        if (map == null) {
            return null;
        }
        FeedColumn.YearRule rule = new FeedColumn.YearRule(
                map.texts("fileName", Pattern::compile, "a regular expression"), map.optional("parameter"));
        map.end();
        return rule;
    }

    private static Feed.Exclusion exclusion(YamlMap map) {
        Feed.Exclusion exclusion = new Feed.Exclusion(
                map.text("column"), map.convert("matches", "a regular expression", Pattern::compile));
        map.end();
        return exclusion;
    }

    private static Feed.Partition partition(YamlMap root, List<FeedColumn> columns) {
        if (root.isScalar("partition") && root.text("partition").equals("none")) {
            return Feed.Partition.NONE;
        }
        YamlMap map = root.map("partition");
        if (map == null) {
            throw root.errorAt("partition", "the key 'partition' is missing: expected none, or column, from and by");
        }
        Feed.Partition partition = new Feed.Partition(
                name(map, "column", SNAKE_CASE), map.text("from"), map.choice("by", Feed.By.class, null));
        map.end();
        boolean isDated = columns.stream()
                .anyMatch(c -> c.name().equals(partition.from()) && !c.formats().isEmpty() && !c.nullable());
        if (!isDated) {
            throw map.errorAt("from", "from: expected a date or timestamp column that is never absent, found '%s'"
                    .formatted(partition.from()));
        }
        return partition;
    }

    private static Feed.Thresholds thresholds(@Nullable YamlMap map) {
        if (map == null) {
            return Feed.Thresholds.DEFAULT;
        }
        Feed.Thresholds thresholds = new Feed.Thresholds(
                map.has("warn") ? map.convert("warn", "a share from 0 to 1", Double::parseDouble) : Feed.Thresholds.DEFAULT.warn(),
                map.has("fail") ? map.convert("fail", "a share from 0 to 1", Double::parseDouble) : Feed.Thresholds.DEFAULT.fail());
        map.end();
        return thresholds;
    }

    /** What no single key shows. */
    private static void check(YamlMap root, Feed feed) {
        try {
            feed.schema().layout();
        } catch (RuntimeException e) {
            throw root.errorAt("columns", "columns: " + e.getMessage());
        }
        List<String> names = new ArrayList<>(feed.columns().stream().map(FeedColumn::name).toList());
        if (feed.sortBy() != null && !names.contains(feed.sortBy())) {
            throw root.errorAt("sortBy", "sortBy: expected one of %s, found '%s'".formatted(names, feed.sortBy()));
        }
        if (!feed.layout().header()) {
            for (FeedColumn column : feed.columns()) {
                if (column.isInFile() && column.position() == 0) {
                    throw root.errorAt("columns",
                            "column %s: without a header every column needs a position".formatted(column.name()));
                }
            }
        }
    }
}
