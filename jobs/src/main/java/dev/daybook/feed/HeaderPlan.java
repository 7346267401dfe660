package dev.daybook.feed;

import dev.daybook.failure.DaybookException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which field of a record each column of the feed is found in, decided once from the file's header.
 */
final class HeaderPlan {

    /** Column that reject files add; a mended reject file may still have it. */
    static final String REJECT_REASON = "reject_reason";

    private final Feed feed;
    private final String file;
    private final List<String> header;
    private final Map<String, String> parameters;
    private final int[] fields;

    private HeaderPlan(Feed feed, String file, List<String> header, Map<String, String> parameters) {
        this.feed = feed;
        this.file = file;
        this.header = header;
        this.parameters = parameters;
        this.fields = feed.columns().stream().mapToInt(this::findField).toArray();
    }

    /**
     * @param file name of the file
     * @param header the file's header fields; for a feed without header the fields of its first record
     * @param parameters of the run, for feeds that ask for a year
     * @throws DaybookException of kind INPUT when the header does not fit the feed
     */
    static HeaderPlan of(Feed feed, String file, List<String> header, Map<String, String> parameters) {
        HeaderPlan plan = new HeaderPlan(feed, file, header, parameters);
        plan.checkExclusions();
        if (!feed.layout().header() || feed.format() == Feed.Format.JSON) {
            return plan;
        }
        return switch (feed.unknownColumns()) {
            case IGNORE, COUNT -> plan;
            case REJECT -> plan.refuseUnknown();
            case KEEP ->
                new HeaderPlan(KeptColumns.addTo(feed, file, header, plan.unknownFields()), file, header, parameters);
        };
    }

    private int findField(FeedColumn column) {
        if (!column.isInFile()) {
            return -1;
        }
        if (feed.format() == Feed.Format.JSON) {
            return feed.keys().indexOf(column.from());
        }
        List<Integer> matches = new ArrayList<>();
        if (feed.layout().header()) {
            Set<String> names =
                    new HashSet<>(column.from().stream().map(HeaderPlan::normal).toList());
            for (int i = 0; i < header.size(); i++) {
                if (names.contains(normal(header.get(i)))) {
                    matches.add(i);
                }
            }
        }
        int position = column.position() - 1;
        boolean isThere =
                position >= 0 && (position < header.size() || !feed.layout().header());
        if (isThere && (matches.isEmpty() || matches.contains(position))) {
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
                        .formatted(file, feed.name(), wanted(column), column.name(), header)
                + "column, or load the file with another feed.";
    }

    private static String wanted(FeedColumn column) {
        List<String> wanted = new ArrayList<>(column.from());
        if (column.position() > 0) {
            wanted.add("at position " + column.position());
        }
        return String.join(" or ", wanted);
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

    private HeaderPlan refuseUnknown() {
        for (int field : unknownFields()) {
            throw DaybookException.input(
                    "%s does not fit feed %s: column '%s' at position %d is unknown and the feed rejects unknown columns. "
                                    .formatted(file, feed.name(), header.get(field), field + 1)
                            + "Name it in the feed, or set `unknownColumns` to ignore or keep.");
        }
        return this;
    }

    /** Fields with a name that no column of the feed is read from. */
    private List<Integer> unknownFields() {
        List<Integer> unknown = new ArrayList<>();
        for (int i = 0; i < header.size(); i++) {
            int field = i;
            String name = normal(header.get(i));
            boolean isKnown = Arrays.stream(fields).anyMatch(f -> f == field);
            if (!isKnown && !name.isEmpty() && !name.equals(REJECT_REASON)) {
                unknown.add(i);
            }
        }
        return unknown;
    }

    /** A misspelt column would exclude nothing and not be noticed. */
    private void checkExclusions() {
        for (Feed.Exclusion exclusion : feed.exclusions()) {
            boolean isColumn = feed.columns().stream().anyMatch(c -> c.name().equals(exclusion.column()));
            if (!isColumn && fieldOf(exclusion.column()) < 0) {
                throw DaybookException.input(
                        "%s does not fit feed %s: expected the column '%s', by which rows are excluded, found the header %s"
                                .formatted(file, feed.name(), exclusion.column(), header));
            }
        }
    }

    /** Names are compared trimmed, white space folded, without regard to case. */
    static String normal(String name) {
        return name.replace('\u00a0', ' ').strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }

    /** The feed, with the columns of this file that it keeps. */
    Feed feed() {
        return feed;
    }

    /** Fields a record should have. Without a header the first record may itself be too short, so positions count too. */
    int fields() {
        if (feed.layout().header()) {
            return header.size();
        }
        int named = Arrays.stream(fields).max().orElse(-1) + 1;
        return feed.unknownColumns() == Feed.UnknownColumns.REJECT ? named : Math.max(named, header.size());
    }

    /** Readers for the columns, with a state of their own. */
    List<ColumnReader> columnReaders() {
        List<ColumnReader> readers = new ArrayList<>();
        for (int i = 0; i < fields.length; i++) {
            FeedColumn column = feed.columns().get(i);
            readers.add(
                    new ColumnReader(feed.layout(), column, Converters.of(feed, column, yearOf(column)), fields[i]));
        }
        return readers;
    }

    private int yearOf(FeedColumn column) {
        return column.year() == null
                ? 0
                : column.year()
                        .yearOf(parameters.getOrDefault(FeedParser.ORIGINAL_NAME, file), parameters, column.pivot());
    }

    /**
     * The business date of the file: the run's, or else that in the file's name; null for a feed that has none.
     *
     * @throws DaybookException of kind CONFIGURATION when neither tells it
     */
    @Nullable
    LocalDate businessDate() {
        Delivery delivery = feed.delivery();
        if (delivery == null) {
            return null;
        }
        String given = parameters.get(FeedParser.BUSINESS_DATE);
        if (given != null) {
            return LocalDate.parse(given);
        }
        String name = parameters.getOrDefault(FeedParser.ORIGINAL_NAME, file);
        return delivery.dateOf(name)
                .orElseThrow(() -> DaybookException.configuration(
                        "the business date of %s is not known: feed %s expects a file called %s"
                                .formatted(name, feed.name(), delivery.file())));
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
