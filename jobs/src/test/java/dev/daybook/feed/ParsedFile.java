package dev.daybook.feed;

import dev.daybook.feed.ParsedBlock.Counts;
import dev.daybook.feed.ParsedBlock.Position;
import dev.daybook.row.Column;
import dev.daybook.row.RowBatch;
import dev.daybook.row.RowBuffer;
import dev.daybook.row.RowLayout;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStores;
import dev.daybook.store.S3Settings;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that comes out of a file, read as an import reads it.
 *
 * @param feed with the columns kept
 * @param rows in the order of partitions within a block, which is the file's without partitions
 * @param hashes of the contents of rows
 */
record ParsedFile(
        Feed feed,
        FileScan scan,
        List<String> header,
        List<Row> rows,
        Set<String> hashes,
        List<Reject> rejects,
        Counts counts,
        List<Block> blocks) {

    /** @param values as text: numbers plain, dates and times as in ISO 8601, null for none */
    record Row(String partition, List<String> values) {}

    /** What had come out when a block was done. */
    record Block(int rows, int rejects, Counts counts, Position end) {}

    private static final int USUAL_BLOCK = 1 << 20;

    static ParsedFile of(Feed feed, Path file) {
        return of(feed, file, Map.of());
    }

    static ParsedFile of(Feed feed, Path file, Map<String, String> parameters) {
        return of(feed, file, parameters, null, USUAL_BLOCK);
    }

    static ParsedFile of(Feed feed, Path file, Map<String, String> parameters, Position from, int blockBytes) {
        InputFile input =
                InputFile.of(new ObjectStores(new S3Settings(null, "eu-central-1", false)), Location.of(file));
        FileScan scan = FileScan.of(input, feed.encoding());
        try (FeedParser parser = FeedParser.open(feed, input, scan, parameters, 7, from, blockBytes)) {
            if (!parser.feed().equals(FeedParser.feedOf(feed, input, scan))) {
                throw new AssertionError("the parser's feed is not the file's");
            }
            return read(parser, scan);
        }
    }

    private static ParsedFile read(FeedParser parser, FileScan scan) {
        List<Row> rows = new ArrayList<>();
        Set<String> hashes = new HashSet<>();
        List<Reject> rejects = new ArrayList<>();
        List<Block> blocks = new ArrayList<>();
        Counts counts = Counts.NONE;
        RowLayout layout = parser.feed().schema().layout();
        for (ParsedBlock block = parser.next(); block != null; block = parser.next()) {
            block.rows().forEach((partition, staged) -> addRows(layout, partition, staged, rows, hashes));
            rejects.addAll(block.rejects());
            counts = counts.plus(block.counts());
            blocks.add(new Block(rows.size(), rejects.size(), counts, block.end()));
        }
        return new ParsedFile(parser.feed(), scan, parser.header(), rows, hashes, rejects, counts, blocks);
    }

    private static void addRows(
            RowLayout layout, String partition, RowBuffer staged, List<Row> rows, Set<String> hashes) {
        RowBatch batch = new RowBatch(layout);
        batch.add(staged.bytes(), 0, staged.size());
        for (int row = 0; row < batch.rows(); row++) {
            if (batch.source(row) != 7) {
                throw new AssertionError("row of source " + batch.source(row));
            }
            List<String> values = new ArrayList<>();
            for (int column = 0; column < layout.columns().size(); column++) {
                values.add(
                        batch.isNull(row, column)
                                ? null
                                : text(batch, row, column, layout.columns().get(column)));
            }
            rows.add(new Row(partition, values));
            hashes.add(batch.hashHigh(row) + " " + batch.hashLow(row));
        }
    }

    private static String text(RowBatch batch, int row, int index, Column column) {
        return switch (column.type().kind()) {
            case STRING ->
                new String(
                        batch.bytes(),
                        batch.textStarts(index)[row],
                        batch.textLengths(index)[row],
                        StandardCharsets.UTF_8);
            case BOOLEAN -> batch.number(row, index) == 1 ? "true" : "false";
            case INT, BIGINT -> String.valueOf(batch.number(row, index));
            case DECIMAL ->
                BigDecimal.valueOf(batch.number(row, index), column.type().scale())
                        .toPlainString();
            case DATE -> LocalDate.ofEpochDay(batch.number(row, index)).toString();
            case TIMESTAMP -> Instant.ofEpochMilli(batch.number(row, index)).toString();
        };
    }

    List<List<String>> values() {
        return rows.stream().map(Row::values).toList();
    }

    /** The values of one column. */
    List<String> values(String column) {
        int index = feed.schema().layout().indexOf(column);
        return rows.stream().map(row -> row.values().get(index)).toList();
    }

    /** Rejects as {@code line: column: rule: reason}. */
    List<String> faults() {
        return rejects.stream()
                .map(r -> r.line() + ": " + r.rule().id() + ": " + r.reason())
                .toList();
    }
}
