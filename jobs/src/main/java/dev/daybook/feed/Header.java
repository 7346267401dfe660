package dev.daybook.feed;

import dev.daybook.csv.Dialect;
import dev.daybook.csv.Escapes;
import dev.daybook.csv.RecordBlock;
import dev.daybook.csv.RecordReader;
import dev.daybook.csv.SourceText;
import dev.daybook.failure.DaybookException;
import java.util.ArrayList;
import java.util.List;

/**
 * The top of a file: what its columns are called and where its data begins.
 *
 * @param fields header fields; without a header those of the first record; empty when the file has neither
 * @param dataOffset of the first byte behind the header
 * @param dataLine line of that byte, from 1
 */
record Header(List<String> fields, long dataOffset, long dataLine) {

    private static final int BLOCK_BYTES = 64 << 10;

    static Header read(Feed feed, InputFile file, FileScan scan) {
        Header top = skipPreamble(feed, file, scan);
        try (RecordReader reader = reader(feed, file, scan, top.dataOffset(), top.dataLine())) {
            RecordBlock block = new RecordBlock(BLOCK_BYTES);
            while (reader.read(block)) {
                for (int record = 0; record < block.records(); record++) {
                    List<String> fields = fields(feed, block, record);
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

    private static List<String> fields(Feed feed, RecordBlock block, int record) {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < block.fieldCount(record); i++) {
            fields.add(Escapes.text(feed.layout().dialect(), block, block.firstField(record) + i));
        }
        return fields;
    }

    static RecordReader reader(Feed feed, InputFile file, FileScan scan, long offset, long line) {
        return reader(feed.layout().dialect(), file, scan, offset, line);
    }

    private static RecordReader reader(Dialect dialect, InputFile file, FileScan scan, long offset, long line) {
        SourceText text = SourceText.of(file.location().toString(), file.open(offset), scan.charset(), offset);
        return new RecordReader(text, dialect, line);
    }
}
