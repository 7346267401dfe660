package dev.daybook.feed;

import dev.daybook.failure.DaybookException;
import dev.daybook.feed.Reject.Rule;
import dev.daybook.row.Column;
import dev.daybook.row.ColumnType;
import dev.daybook.row.RowBuffer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What no single key of a feed file shows. */
final class FeedFileChecks {

    /** Any year will do to see whether a text is a date. */
    private static final int SOME_YEAR = 2000;

    private final YamlMap root;
    private final Feed feed;

    private FeedFileChecks(YamlMap root, Feed feed) {
        this.root = root;
        this.feed = feed;
    }

    static void check(YamlMap root, Feed feed) {
        FeedFileChecks checks = new FeedFileChecks(root, feed);
        checks.checkSchema();
        checks.checkPartition();
        checks.checkHeaderless();
        checks.checkJson();
        checks.checkRules();
        checks.checkEvents();
        checks.checkTexts();
    }

    private void checkSchema() {
        List<String> columns = feed.columns().stream().map(FeedColumn::name).toList();
        try {
            feed.schema().layout();
        } catch (DaybookException | IllegalArgumentException e) {
            throw root.errorAt("columns", "columns: " + e.getMessage());
        }
        if (feed.sortBy() != null && !columns.contains(feed.sortBy())) {
            throw root.errorAt("sortBy", "sortBy: expected one of %s, found '%s'".formatted(columns, feed.sortBy()));
        }
    }

    private void checkPartition() {
        Feed.Partition partition = feed.partition();
        if (partition.by() == Feed.By.NONE) {
            return;
        }
        if (partition.by() == Feed.By.BUSINESS_DATE) {
            checkBusinessDate();
            return;
        }
        boolean isDated = feed.columns().stream()
                .anyMatch(c -> c.name().equals(partition.from()) && c.isDated() && !c.nullable());
        if (!isDated) {
            throw at(
                    "partition",
                    "from",
                    "expected a date or timestamp column that is never absent, found '%s'",
                    partition.from());
        }
        if (feed.schema().columns().stream().map(Column::name).anyMatch(partition.column()::equals)) {
            throw at("partition", "column", "expected a name no other column has, found '%s'", partition.column());
        }
    }

    private void checkBusinessDate() {
        if (feed.delivery() == null) {
            throw at("partition", "by", "expected the key `delivery` for it, found '%s'", "business-date");
        }
        if (!feed.partition().from().isEmpty()) {
            throw at(
                    "partition",
                    "from",
                    "means nothing by business-date, found '%s'",
                    feed.partition().from());
        }
    }

    private void checkRules() {
        Delivery delivery = feed.delivery();
        if (delivery != null && delivery.column() != null) {
            String name = delivery.column();
            if (feed.columns().stream().noneMatch(c -> c.name().equals(name) && c.isDated())) {
                throw at("delivery", "column", "expected a date or timestamp column, found '%s'", name);
            }
        }
        Amount amount = feed.amount();
        if (amount == null) {
            return;
        }
        requireNumber("total", amount.total());
        requireNumber("quantity", amount.quantity());
        requireNumber("price", amount.price());
        if (amount.catalogue() != null
                && feed.columns().stream().filter(c -> c.references() != null).count() != 1) {
            throw at("amount", "catalogue", "expected one column with `references`, found '%s'", amount.catalogue());
        }
    }

    private void checkEvents() {
        for (int i = 0; i < feed.columns().size(); i++) {
            if (!feed.zone().normalized().equals(ZoneOffset.UTC)
                    && feed.columns().get(i).formats().stream().anyMatch(DatePattern::hasOffset)) {
                throw column(i).errorAt("formats", "formats: an offset (X) goes with the zone UTC only");
            }
        }
        Events events = feed.events();
        if (events == null) {
            if (feed.unknownColumns() == Feed.UnknownColumns.COUNT) {
                throw root.errorAt("unknownColumns", "unknownColumns: expected `events` in the feed for count");
            }
            return;
        }
        refuse(root.map("dialect"), "means nothing in a feed with `events`", "rows");
        List<String> texts = feed.columns().stream()
                .filter(c -> c.type().kind() == ColumnType.Kind.STRING && c.isInFile())
                .map(FeedColumn::name)
                .toList();
        if (!texts.contains(events.id())) {
            throw at("events", "id", "expected a column of text that is read from the file, found '%s'", events.id());
        }
        String time = feed.partition().from();
        boolean isTimed = feed.partition().by() == Feed.By.DAY
                && time.equals(feed.sortBy())
                && feed.columns().stream()
                        .anyMatch(c -> c.name().equals(time) && c.type().kind() == ColumnType.Kind.TIMESTAMP);
        if (!isTimed) {
            throw at(
                    "partition",
                    "from",
                    "expected a timestamp that partitions by day and is `sortBy` too, for there are `events`, found '%s'",
                    time);
        }
        List<String> names = feed.columns().stream().map(FeedColumn::name).toList();
        events.forms().stream()
                .flatMap(List::stream)
                .filter(name -> !names.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw at("events", "forms", "expected columns of the feed, found '%s'", name);
                });
    }

    private void requireNumber(String key, String name) {
        boolean isNumber = feed.columns().stream()
                .anyMatch(c -> c.name().equals(name)
                        && !c.isDated()
                        && c.type().kind() != ColumnType.Kind.STRING
                        && c.type().kind() != ColumnType.Kind.BOOLEAN
                        && c.value() == null);
        if (!isNumber) {
            throw at("amount", key, "expected a column of numbers, found '%s'", name);
        }
    }

    private DaybookException at(String mapKey, String key, String message, String found) {
        YamlMap map = root.map(mapKey);
        return (map == null ? root : map).errorAt(key, key + ": " + message.formatted(found));
    }

    /** Without a header, names mean nothing. */
    private void checkHeaderless() {
        if (feed.layout().header()) {
            return;
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < feed.columns().size(); i++) {
            FeedColumn column = feed.columns().get(i);
            names.add(column.name());
            if (column.isInFile() && column.position() == 0) {
                throw column(i)
                        .errorAt(
                                "from",
                                "column %s: expected a position, since the file has no header"
                                        .formatted(column.name()));
            }
        }
        for (int i = 0; i < feed.exclusions().size(); i++) {
            String column = feed.exclusions().get(i).column();
            if (!names.contains(column)) {
                throw root.maps("exclude")
                        .get(i)
                        .errorAt("column", "column: expected one of %s, found '%s'".formatted(names, column));
            }
        }
        if (feed.unknownColumns() == Feed.UnknownColumns.KEEP) {
            throw root.errorAt(
                    "unknownColumns",
                    "unknownColumns: expected ignore or reject, since without a header columns have no names to be kept by");
        }
    }

    /** Keys of objects are names and nothing else. */
    private void checkJson() {
        YamlMap dialect = root.map("dialect");
        if (feed.format() == Feed.Format.CSV) {
            refuse(dialect, "expected for format json only", "types", "rows");
            return;
        }
        refuse(
                dialect,
                "means nothing in a feed of format json",
                "delimiter",
                "quote",
                "escape",
                "header",
                "preambleLines",
                "footer",
                "raggedShort",
                "raggedLong");
        if (feed.unknownColumns() == Feed.UnknownColumns.KEEP) {
            throw root.errorAt(
                    "unknownColumns", "unknownColumns: expected ignore, count or reject in a feed of format json");
        }
        Set<String> taken = new HashSet<>();
        feed.keys().forEach(taken::addAll);
        if (taken.size() < feed.keys().stream().mapToInt(List::size).sum()) {
            throw root.errorAt(
                    "columns", "columns: expected each key in one `from` only, or in several that are the same");
        }
        for (int i = 0; i < feed.columns().size(); i++) {
            refuse(column(i), "means nothing in a feed of format json", "position", "optional");
        }
    }

    private static void refuse(@Nullable YamlMap map, String why, String... keys) {
        for (String key : keys) {
            if (map != null && map.has(key)) {
                throw map.errorAt(key, key + ": " + why);
            }
        }
    }

    /** Constants and defaults must be what their column takes. */
    private void checkTexts() {
        for (int i = 0; i < feed.columns().size(); i++) {
            FeedColumn column = feed.columns().get(i);
            checkText(column(i), "value", column, column.value());
            String text = column.defaultText();
            String mapped = text == null ? null : column.map().getOrDefault(text, text);
            if (mapped == null || !feed.layout().nulls().contains(mapped)) {
                checkText(column(i), "default", column, mapped);
            }
        }
    }

    private void checkText(YamlMap map, String key, FeedColumn column, @Nullable String text) {
        if (text == null) {
            return;
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        RowBuffer row = new RowBuffer(utf8.length);
        row.begin(0);
        Converter converter = Converters.of(feed, column, SOME_YEAR);
        Rule broken = utf8.length == 0 ? Rule.REQUIRED : converter.append(utf8, 0, utf8.length, row);
        if (broken != null) {
            String expected = broken == Rule.REQUIRED ? "a text" : converter.expected(broken);
            throw map.errorAt(key, "%s: expected %s, found '%s'".formatted(key, expected, text));
        }
    }

    private YamlMap column(int index) {
        return root.maps("columns").get(index);
    }
}
