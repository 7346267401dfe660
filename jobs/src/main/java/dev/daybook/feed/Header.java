package dev.daybook.feed;

import dev.daybook.csv.Dialect;
import dev.daybook.failure.DaybookException;
import dev.daybook.feed.ParsedBlock.Position;
import dev.daybook.json.JsonFields;
import dev.daybook.json.JsonFields.Place;
import dev.daybook.json.JsonForm;
import dev.daybook.json.WrappedRows;
import dev.daybook.record.RecordBlock;
import dev.daybook.record.RecordReader;
import dev.daybook.record.SourceText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The top of a file: what its columns are called and where its data begins.
 *
 * @param fields header fields, or keys of JSON objects as the feed has them; without a header those of the first record; empty when the file has neither
 * @param dataOffset of the first byte behind the header
 * @param dataLine line of that byte, from 1
 */
record Header(List<String> fields, long dataOffset, long dataLine) {

    private static final int BLOCK_BYTES = 64 << 10;

    static Header read(Feed feed, InputFile file, FileScan scan) {
        if (feed.format() == Feed.Format.JSON) {
            return ofJson(feed, file, scan);
        }
        Header top = skipPreamble(feed, file, scan);
        try (RecordReader reader = reader(feed.layout().dialect(), file, scan, top.dataOffset(), top.dataLine())) {
            RecordBlock block = new RecordBlock(BLOCK_BYTES);
            while (reader.read(block)) {
                for (int record = 0; record < block.records(); record++) {
                    List<String> fields = fields(block, record);
                    if (feed.layout().header() && block.fault(record) != RecordBlock.Fault.NONE) {
                        throw DaybookException.input(
                                "%s line %d: expected the header, found a line whose quotes are wrong"
                                        .formatted(file.location(), block.line(record)));
                    }
                    if (fields.stream().anyMatch(f -> !f.isBlank())) {
                        return feed.layout().header()
                                ? at(block, record + 1, fields, reader)
                                : new Header(fields, top.dataOffset(), top.dataLine());
                    }
                }
            }
            return new Header(List.of(), reader.nextOffset(), reader.nextLine());
        }
    }

    private static Header ofJson(Feed feed, InputFile file, FileScan scan) {
        String rows = feed.layout().rows();
        List<String> keys = feed.keys().stream().map(names -> names.get(0)).toList();
        if (formOf(file, scan) == JsonForm.EMPTY) {
            return new Header(List.of(), scan.textStart(), 1);
        }
        if (rows == null) {
            return new Header(keys, scan.textStart(), 1);
        }
        try (SourceText text = text(file, scan, scan.textStart())) {
            WrappedRows begin = WrappedRows.find(text, rows);
            return new Header(keys, begin.offset(), begin.line());
        } catch (IOException e) {
            throw cannotBeRead(file, e);
        }
    }

    private static DaybookException cannotBeRead(InputFile file, IOException e) {
        return DaybookException.input("%s cannot be read: %s".formatted(file.location(), e.getMessage()));
    }

    private static Header skipPreamble(Feed feed, InputFile file, FileScan scan) {
        int lines = feed.layout().preambleLines();
        if (lines == 0) {
            return new Header(List.of(), scan.textStart(), 1);
        }
        Dialect plain = new Dialect(feed.layout().dialect().delimiter(), Dialect.NONE, Dialect.Escape.DOUBLED, false);
        try (RecordReader reader = reader(plain, file, scan, scan.textStart(), 1)) {
            RecordBlock block = new RecordBlock(BLOCK_BYTES);
            int passed = 0;
            while (reader.read(block)) {
                if (passed + block.records() > lines) {
                    return at(block, lines - passed, List.of(), reader);
                }
                passed += block.records();
            }
            return new Header(List.of(), reader.nextOffset(), reader.nextLine());
        }
    }

    private static Header at(RecordBlock block, int record, List<String> fields, RecordReader reader) {
        return record < block.records()
                ? new Header(fields, reader.offsetOf(block, block.recordStart(record)), block.line(record))
                : new Header(fields, reader.nextOffset(), reader.nextLine());
    }

    private static List<String> fields(RecordBlock block, int record) {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < block.fieldCount(record); i++) {
            fields.add(block.text(block.firstField(record) + i));
        }
        return fields;
    }

    /** Reads the records from {@code from} on; null for the first. */
    RecordReader reader(Feed feed, InputFile file, FileScan scan, @Nullable Position from) {
        long offset = from == null ? dataOffset : from.offset();
        long line = from == null ? dataLine : from.line();
        if (feed.format() == Feed.Format.CSV) {
            return reader(feed.layout().dialect(), file, scan, offset, line);
        }
        Place place = from == null ? Place.BEGINNING : from.inFooter() ? Place.END : Place.BEHIND_ELEMENT;
        JsonFields keys = new JsonFields(feed.keys(), feed.unknownColumns() != Feed.UnknownColumns.REJECT);
        String rows = feed.layout().rows();
        return rows == null
                ? keys.reader(text(file, scan, offset), formOf(file, scan), place, line)
                : keys.readerOfWrapped(text(file, scan, offset), rows, place, line);
    }

    private static JsonForm formOf(InputFile file, FileScan scan) {
        try (SourceText text = text(file, scan, scan.textStart())) {
            return JsonForm.of(text);
        } catch (IOException e) {
            throw cannotBeRead(file, e);
        }
    }

    private static RecordReader reader(Dialect dialect, InputFile file, FileScan scan, long offset, long line) {
        return dialect.reader(text(file, scan, offset), line);
    }

    private static SourceText text(InputFile file, FileScan scan, long offset) {
        return SourceText.of(file.location().toString(), file.open(offset), scan.charset(), offset);
    }
}
