package dev.daybook.feed;

import dev.daybook.row.ColumnType;
import dev.daybook.row.ColumnType.Kind;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads the columns of a feed file, each by itself. */
final class FeedFileColumns {

    private static final int MOST = 1_000_000;

    private FeedFileColumns() {}

    static List<FeedColumn> read(YamlMap root) {
        if (!root.has("columns")) {
            throw root.isMissing("columns");
        }
        List<FeedColumn> columns =
                root.maps("columns").stream().map(FeedFileColumns::column).toList();
        if (columns.isEmpty()) {
            throw root.errorAt("columns", "columns: expected at least one");
        }
        return columns;
    }

    private static FeedColumn column(YamlMap map) {
        char grouping = map.has("grouping") ? mark(map, "grouping", "") : 0;
        FeedColumn column = new FeedColumn(
                FeedFile.snakeCase(map, "name"),
                map.texts("from"),
                map.number("position", 0, 1, MOST),
                map.flag("optional", false),
                map.convert("type", "a type", ColumnType::parse),
                map.texts("formats", DatePattern::new, "a date format"),
                map.number("pivot", FeedColumn.DEFAULT_PIVOT, 1, 9900),
                year(map.map("year")),
                map.has("precision") ? FeedFile.snakeCase(map, "precision") : null,
                map.flag("nullable", false),
                map.optional("default"),
                map.flag("carryForward", false),
                map.texts("allowed"),
                map.flag("caseInsensitive", false),
                map.pairs("map"),
                grouping,
                mark(map, "decimalMark", grouping == '.' ? "," : "."),
                map.decimal("min"),
                map.decimal("max"),
                map.number("maxLength", 0, 1, MOST),
                units(map),
                map.has("references") ? map.convert("references", "table.column", FeedFileColumns::reference) : null,
                map.optional("value"));
        map.end();
        checkType(map, column);
        checkSource(map, column);
        return column;
    }

    private static Map<String, BigDecimal> units(YamlMap map) {
        Map<String, BigDecimal> units = new LinkedHashMap<>();
        map.pairs("units").forEach((unit, factor) -> {
            if (unit.isBlank() || !factor.matches("\\d+(\\.\\d+)?")) {
                throw map.errorAt(
                        "units",
                        "units: expected numbers by unit such as TB: 1000, found '%s: %s'".formatted(unit, factor));
            }
            units.put(unit, new BigDecimal(factor));
        });
        return units;
    }

    private static String reference(String text) {
        if (!text.matches("[a-z][a-z0-9_]*\\.[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    private static char mark(YamlMap map, String key, String absent) {
        char mark = FeedFile.character(map, key, absent);
        if (Character.isDigit(mark) || mark == '-' || mark == '+') {
            throw map.errorAt(
                    key, "%s: expected a character that is no digit or sign, found '%s'".formatted(key, mark));
        }
        return mark;
    }

    private static FeedColumn.@Nullable YearRule year(@Nullable YamlMap map) {
        if (map == null) {
            return null;
        }
        FeedColumn.YearRule rule = new FeedColumn.YearRule(
                map.texts(
                        "fileName",
                        FeedFileColumns::withGroup,
                        "a regular expression with the year in its first group"),
                map.optional("parameter"));
        map.end();
        if (rule.fileName().isEmpty() && rule.parameter() == null) {
            throw map.errorAt("fileName", "year: expected fileName, parameter or both");
        }
        return rule;
    }

    private static Pattern withGroup(String regex) {
        Pattern pattern = Pattern.compile(regex);
        if (pattern.matcher("").groupCount() == 0) {
            throw new PatternSyntaxException("no group", regex, -1);
        }
        return pattern;
    }

    /** Keys that mean something for some types only. */
    private static void checkType(YamlMap map, FeedColumn column) {
        Kind kind = column.type().kind();
        boolean isNumber = kind == Kind.INT || kind == Kind.BIGINT || kind == Kind.DECIMAL;
        allowOnly(map, column.isDated(), "dates and timestamps", "formats", "pivot", "year", "precision");
        allowOnly(map, isNumber, "numbers", "grouping", "decimalMark", "min", "max", "units");
        allowOnly(map, kind == Kind.STRING, "strings", "allowed", "caseInsensitive", "maxLength", "references");
        if (column.isDated() && column.formats().isEmpty()) {
            throw map.errorAt("formats", "formats: expected at least one for a " + column.type());
        }
        if (column.year() == null && !column.formats().stream().allMatch(DatePattern::hasYear)) {
            throw map.errorAt(
                    "formats", "formats: expected a year in each, or the key `year` to say where it is found");
        }
        if (column.grouping() == column.decimalMark()) {
            throw map.errorAt("grouping", "grouping: expected another character than the decimal mark");
        }
        if (column.min() != null && column.max() != null && column.min().compareTo(column.max()) > 0) {
            throw map.errorAt(
                    "min", "min: expected at most the max %s, found '%s'".formatted(column.max(), column.min()));
        }
    }

    private static void allowOnly(YamlMap map, boolean applies, String types, String... keys) {
        for (String key : keys) {
            if (!applies && map.has(key)) {
                throw map.errorAt(
                        key, "%s: expected for %s only, found in a %s".formatted(key, types, map.text("type")));
            }
        }
    }

    /** Keys that depend on whether the column is in the file. */
    private static void checkSource(YamlMap map, FeedColumn column) {
        if (column.value() != null) {
            refuse(
                    map,
                    "a constant column",
                    "from",
                    "position",
                    "optional",
                    "default",
                    "carryForward",
                    "map",
                    "nullable");
        } else if (!column.isInFile()) {
            refuse(map, "a column without `from` or `position`", "optional", "carryForward", "map");
        }
        if (map.has("from") && column.from().isEmpty()) {
            throw map.errorAt("from", "from: expected at least one name");
        }
        boolean hasValue = column.value() != null || column.defaultText() != null || column.nullable();
        if (!column.isInFile() && !hasValue) {
            throw map.isMissing("from");
        }
        if (column.optional() && !hasValue) {
            throw map.errorAt(
                    "optional", "optional: expected `nullable: true` or a `default` for files without the column");
        }
    }

    private static void refuse(YamlMap map, String what, String... keys) {
        for (String key : keys) {
            if (map.has(key) && !(key.equals("nullable") && !map.flag(key, false))) {
                throw map.errorAt(key, "%s: means nothing for %s".formatted(key, what));
            }
        }
    }
}
