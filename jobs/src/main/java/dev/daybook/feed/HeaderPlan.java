package dev.daybook.feed;

import dev.daybook.failure.DaybookException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which field of a record each column of the feed is found in, decided once from the file's header.
 */
final class HeaderPlan {

    /** Column that reject files add; a mended reject file may still have it. */
    static final String REJECT_REASON = "reject_reason";

    private final Feed feed;
    private final String file;
    private final List<String> header;
    private final int year;
    private final int[] fields;

    /**
     * @param header the file's header fields; for a feed without header the fields of its first record, as many as
     *     there are
     * @param year for dates that have none; 0 for none
     * @throws DaybookException of kind INPUT when the header does not fit the feed
     */
    HeaderPlan(Feed feed, String file, List<String> header, int year) {
        this.feed = feed;
        this.file = file;
        this.header = header;
        this.year = year;
        this.fields = feed.columns().stream().mapToInt(this::findField).toArray();
        if (feed.layout().header() && feed.unknownColumns() == Feed.UnknownColumns.REJECT) {
            refuseUnknown();
        }
    }

    private int findField(FeedColumn column) {
        if (!column.isInFile()) {
            return -1;
        }
        List<Integer> matches = new ArrayList<>();
        if (feed.layout().header()) {
            Set<String> names = new HashSet<>(column.from().stream().map(HeaderPlan::normal).toList());
            for (int i = 0; i < header.size(); i++) {
                if (names.contains(normal(header.get(i)))) {
                    matches.add(i);
                }
            }
        }
        int position = column.position() - 1;
        if (position >= 0 && (matches.isEmpty() || matches.contains(position))) {
            return position;
        }
        if (matches.size() == 1) {
            return matches.get(0);
        }
        if (matches.isEmpty() && column.optional()) {
            return -1;
        }
        throw DaybookException.input(matches.isEmpty() ? missing(column) : twice(column, matches));
    }

    private String missing(FeedColumn column) {
        return "%s does not fit feed %s: expected a column %s for %s, found the header %s. Add that name to the feed's "
                        .formatted(file, feed.name(), String.join(" or ", column.from()), column.name(), header)
                + "column, or load the file with another feed.";
    }

    private String twice(FeedColumn column, List<Integer> matches) {
        return "%s does not fit feed %s: the header has %s for column %s at positions %s. Say which with `position`."
                .formatted(
                        file,
                        feed.name(),
                        String.join(" or ", column.from()),
                        column.name(),
                        matches.stream().map(i -> i + 1).toList());
    }

    private void refuseUnknown() {
        for (int i = 0; i < header.size(); i++) {
            int field = i;
            boolean known = Arrays.stream(fields).anyMatch(f -> f == field);
            if (!known && !header.get(i).isBlank() && !normal(header.get(i)).equals(REJECT_REASON)) {
                throw DaybookException.input(
                        "%s does not fit feed %s: column '%s' at position %d is unknown and the feed rejects unknown columns"
                                .formatted(file, feed.name(), header.get(i), i + 1));
            }
        }
    }

    /** Names are compared trimmed, white space folded, without regard to case. */
    private static String normal(String name) {
        return name.replace('\u00a0', ' ').strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }

    /** Fields a record should have. */
    int fields() {
        return header.size();
    }

    List<String> header() {
        return header;
    }

    /** Readers for the columns, with a state of their own. */
    List<ColumnReader> columnReaders() {
        List<ColumnReader> readers = new ArrayList<>();
        for (int i = 0; i < fields.length; i++) {
            FeedColumn column = feed.columns().get(i);
            readers.add(new ColumnReader(feed.layout(), column, Converters.of(feed, column, year), fields[i]));
        }
        return readers;
    }

    /** Field of a table column or header name; -1 when the file has none. */
    int fieldOf(String name) {
        for (int i = 0; i < fields.length; i++) {
            if (feed.columns().get(i).name().equals(name)) {
                return fields[i];
            }
        }
        return header.stream().map(HeaderPlan::normal).toList().indexOf(normal(name));
    }

    /** The file's name for a field; the table's where there is no header. */
    String headerOf(int field) {
        if (feed.layout().header() && field < header.size()) {
            return header.get(field).strip();
        }
        for (int i = 0; i < fields.length; i++) {
            if (fields[i] == field) {
                return feed.columns().get(i).name();
            }
        }
        return "field " + (field + 1);
    }

    String headerOf(ColumnReader column) {
        return column.field() < 0 ? column.column().name() : headerOf(column.field());
    }
}
