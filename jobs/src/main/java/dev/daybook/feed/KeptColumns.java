package dev.daybook.feed;

import dev.daybook.failure.DaybookException;
import dev.daybook.row.RowLayout;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Columns of a file that its feed does not name and keeps, as columns of text behind the feed's own. */
final class KeptColumns {

    private KeptColumns() {}

    /**
     * The feed with those columns.
     *
     * @param file name for messages
     * @param unknown fields of the header to be kept
     * @throws DaybookException of kind INPUT when two columns would have the same name, or there would be too many
     */
    static Feed addTo(Feed feed, String file, List<String> header, List<Integer> unknown) {
        Map<String, String> taken = new LinkedHashMap<>();
        feed.schema().columns().forEach(column -> taken.put(column.name(), "the feed's column " + column.name()));
        taken.put(
                feed.partition().column(),
                "the partition column " + feed.partition().column());
        List<FeedColumn> columns = new ArrayList<>(feed.columns());
        for (int field : unknown) {
            String text = header.get(field).strip();
            String name = snakeCase(text, field + 1);
            String other = taken.putIfAbsent(name, "the column '" + text + "'");
            if (other != null) {
                throw DaybookException.input(
                        "%s does not fit feed %s: column '%s' at position %d cannot be kept as %s, for that is %s already. "
                                        .formatted(file, feed.name(), text, field + 1, name, other)
                                + "Name it in the feed's columns.");
            }
            boolean isAmbiguous = header.stream()
                            .filter(h -> HeaderPlan.normal(h).equals(HeaderPlan.normal(text)))
                            .count()
                    > 1;
            columns.add(FeedColumn.text(name, text, isAmbiguous ? field + 1 : 0));
        }
        Feed wider = feed.withColumns(columns);
        int width = wider.schema().columns().size() - (feed.id() == null ? 1 : 2);
        if (width > RowLayout.MAX_COLUMNS) {
            throw DaybookException.input(
                    "%s does not fit feed %s: with its %d unknown columns the table would have %d: expected at most %d. "
                                    .formatted(file, feed.name(), unknown.size(), width, RowLayout.MAX_COLUMNS)
                            + "Name those to keep in the feed and set `unknownColumns` to ignore.");
        }
        return wider;
    }

    /** The name of a header field as a column: {@code VIPCustomer (y/n)} as {@code vip_customer_y_n}. */
    static String snakeCase(String header, int position) {
        String name = Normalizer.normalize(header, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("([A-Z])([A-Z][a-z])", "$1_$2")
                .toUpperCase(Locale.ROOT) // of which ß is SS
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("^_|_$", "");
        if (name.isEmpty()) {
            return "column_" + position;
        }
        return Character.isDigit(name.charAt(0)) ? "column_" + name : name;
    }
}
