package dev.daybook.feed;

import dev.daybook.csv.Dialect;
import dev.daybook.row.Column;
import dev.daybook.row.ColumnType;
import dev.daybook.row.TableSchema;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The contract of an input: how its files are written, what their columns mean, and which table they become. Read from
 * a YAML file by {@link FeedFile}; the file's form is published as {@code feed.schema.json}.
 *
 * @param name as used on the command line and in the ledger
 * @param layout for {@link Format#JSON} only its {@code trim}, {@code nulls}, {@code strictTypes} and {@code rows} mean something
 * @param columns in the table's order
 * @param exclusions rows that are counted as ignored
 * @param zone for times without an offset and for the partition date
 * @param id table column that receives the content hash; null for none
 * @param sortBy column the rows of a file are sorted by; null keeps the input's order
 * @param amount which columns are multiplied; null for none
 * @param tables where referenced values are looked up
 * @param delivery how the files of one business date are called; null for files that have none
 * @param events what holds for records that are events; null for others
 */
public record Feed(
        String name,
        String description,
        Format format,
        Encoding encoding,
        Layout layout,
        List<FeedColumn> columns,
        List<Exclusion> exclusions,
        UnknownColumns unknownColumns,
        Duplicates duplicates,
        ZoneId zone,
        String table,
        @Nullable String id,
        Partition partition,
        @Nullable String sortBy,
        Thresholds thresholds,
        @Nullable Delivery delivery,
        @Nullable Amount amount,
        @Nullable Events events,
        Tables tables) {

    public enum Format {
        CSV,
        /** An array of flat objects, by itself or in an object, or one object after another. */
        JSON
    }

    /**
     * @param charset the declared one; a byte order mark in the file wins over it
     * @param fallback for a file that is not wholly valid in {@code charset}, decided before loading; null for none
     * @param rejectFile whether one undecodable byte refuses the file instead of its row
     */
    public record Encoding(Charset charset, @Nullable Charset fallback, boolean rejectFile) {}

    /** Which white space around a value does not belong to it. */
    public enum Trim {
        NONE,
        UNQUOTED,
        ALL
    }

    /** What is done about a record with fewer or more fields than the header. */
    public enum Ragged {
        REJECT,
        /** Short records only: missing fields are blank. */
        PAD,
        /** Long records only: surplus fields may be there if they are blank. */
        IGNORE_EMPTY,
        /** Long records only: surplus fields are not looked at. */
        IGNORE
    }

    /**
     * @param preambleLines physical lines before the header
     * @param footer the first record whose text contains this, and all behind it, are ignored; null for none
     * @param nulls texts that mean "no value", compared after trimming; a blank cell always does
     * @param strictTypes whether numbers have to be numbers of JSON, and so on; false where all values are text
     * @param rows key of the JSON object that a file is, under which it has its rows; null where it has nothing else
     */
    public record Layout(
            Dialect dialect,
            Trim trim,
            boolean header,
            int preambleLines,
            @Nullable Pattern footer,
            List<String> nulls,
            Ragged raggedShort,
            Ragged raggedLong,
            boolean strictTypes,
            @Nullable String rows) {}

    /** @param column a table column or else a header name; its text in the file, trimmed, is matched as a whole */
    public record Exclusion(String column, Pattern matches) {}

    /** What is done about columns of a file that the feed does not name. */
    public enum UnknownColumns {
        IGNORE,
        /** They are ignored, and it is told how many records have which: for records that are events. */
        COUNT,
        /** They become columns of text behind the feed's own, see {@link KeptColumns}. */
        KEEP,
        REJECT
    }

    /** What equal rows mean. */
    public enum Duplicates {
        /** The same row again is the same thing again: one stays. */
        DROP,
        /** Equal rows of one file are different things. The same rows in another file are still the same. */
        KEEP
    }

    /** The part of a date that names a partition. */
    public enum By {
        NONE,
        YEAR,
        MONTH,
        DAY,
        /** The business date of the file; no column of the row has it. */
        BUSINESS_DATE
    }

    /**
     * @param column name of the partition column; {@code all} for {@link By#NONE}
     * @param from the date or timestamp column it is taken from; empty for {@link By#NONE} and
     *     {@link By#BUSINESS_DATE}
     */
    public record Partition(String column, String from, By by) {

        public static final Partition NONE = new Partition("all", "", By.NONE);
    }

    /**
     * Shares of rejected rows among those read.
     *
     * @param warn above this a run completes with a warning
     * @param fail above this a run fails and publishes nothing
     */
    public record Thresholds(double warn, double fail) {

        public static final Thresholds DEFAULT = new Thresholds(0.05, 1);
    }

    /** Whether a file that has no rows says that there was nothing on its day; one without any text may have been cut off. */
    public boolean isDayWithoutRows(InputFile file) {
        return delivery != null && delivery.empty() && file.hasText();
    }

    Feed withColumns(List<FeedColumn> others) {
        return new Feed(
                name,
                description,
                format,
                encoding,
                layout,
                others,
                exclusions,
                unknownColumns,
                duplicates,
                zone,
                table,
                id,
                partition,
                sortBy,
                thresholds,
                delivery,
                amount,
                events,
                tables);
    }

    /** The same feed, by which referenced values are looked up there. */
    public Feed withTables(Tables others) {
        return new Feed(
                name,
                description,
                format,
                encoding,
                layout,
                columns,
                exclusions,
                unknownColumns,
                duplicates,
                zone,
                table,
                id,
                partition,
                sortBy,
                thresholds,
                delivery,
                amount,
                events,
                others);
    }

    /** The same table from the reject files of this feed's inputs, which are all written alike. */
    public Feed forRejectFiles() {
        Layout written = new Layout(
                Dialect.RFC_4180,
                layout.trim(),
                true,
                0,
                null,
                layout.nulls(),
                layout.raggedShort(),
                layout.raggedLong(),
                false,
                null);
        return as(
                Format.CSV,
                new Encoding(StandardCharsets.UTF_8, null, false),
                written,
                layout.header() ? unknownColumns : UnknownColumns.IGNORE);
    }

    /** The same table from files written as those of {@code other}. */
    public Feed writtenAs(Feed other) {
        return as(other.format, other.encoding, other.layout, other.unknownColumns);
    }

    private Feed as(Format otherFormat, Encoding otherEncoding, Layout otherLayout, UnknownColumns otherUnknown) {
        return new Feed(
                name,
                description,
                otherFormat,
                otherEncoding,
                otherLayout,
                columns,
                exclusions,
                otherUnknown,
                duplicates,
                zone,
                table,
                id,
                partition,
                sortBy,
                thresholds,
                delivery,
                amount,
                events,
                tables);
    }

    /**
     * The header of a reject file: the input's own or, where it has none, names of columns.
     *
     * @param first fields of the input's header; without one those of its first record
     */
    public List<String> rejectHeader(List<String> first) {
        if (layout.header()) {
            return first;
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            int position = i + 1;
            names.add(columns.stream()
                    .filter(column -> column.position() == position)
                    .map(FeedColumn::name)
                    .findFirst()
                    .orElse("field " + position));
        }
        return names;
    }

    /** Keys of JSON objects, by the fields they become: all names of each. Columns with the same names share a field. */
    List<List<String>> keys() {
        return columns.stream()
                .filter(FeedColumn::isInFile)
                .map(FeedColumn::from)
                .distinct()
                .toList();
    }

    /** The table this feed loads; for one that keeps unknown columns see {@link FeedParser#feed}. */
    public TableSchema schema() {
        List<Column> all = new ArrayList<>();
        if (id != null) {
            all.add(new Column(id, ColumnType.STRING, false));
        }
        for (FeedColumn column : columns) {
            all.add(new Column(column.name(), column.type(), column.isNullable()));
            if (column.precision() != null) {
                all.add(new Column(column.precision(), ColumnType.STRING, column.isNullable()));
            }
        }
        if (events == null) {
            all.add(new Column(TableSchema.SOURCE, ColumnType.STRING, false));
        }
        return new TableSchema(table, all, id);
    }
}
