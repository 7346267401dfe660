package dev.daybook.csv;

import dev.daybook.record.RecordBlock;
import dev.daybook.record.RecordBlock.Fault;
import dev.daybook.record.RecordReader;
import dev.daybook.record.SourceText;
import dev.daybook.record.Utf8;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A record as the reader hands it out, in a form that can be compared. Undecodable bytes are spelled {@code \xNN}.
 *
 * @param offset in the file, in bytes
 * @param line of the file, from 1
 * @param raw the record as it stands in the block, without its line end
 */
record ReadRecord(long offset, long line, Fault fault, List<Cell> cells, String raw) {

    record Cell(String text, boolean quoted) {}

    /** A place to go on from, and how many records lie before it. */
    record Mark(int records, long offset, long line) {}

    static List<ReadRecord> readAll(Dialect dialect, String file, int capacity) {
        return readAll(dialect, file.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8, capacity);
    }

    static List<ReadRecord> readAll(Dialect dialect, byte[] file, Charset charset, int capacity) {
        return readFrom(dialect, file, charset, capacity, new Mark(0, 0, 1), new ArrayList<>());
    }

    /** @param marks takes one for each block and the end of the file */
    static List<ReadRecord> readFrom(
            Dialect dialect, byte[] file, Charset charset, int capacity, Mark from, List<Mark> marks) {
        byte[] rest = Arrays.copyOfRange(file, (int) from.offset(), file.length);
        SourceText source = SourceText.of("test.csv", new ByteArrayInputStream(rest), charset, from.offset());
        List<ReadRecord> records = new ArrayList<>();
        try (RecordReader reader = dialect.reader(source, from.line())) {
            RecordBlock block = new RecordBlock(capacity);
            while (reader.read(block)) {
                for (int record = 0; record < block.records(); record++) {
                    records.add(of(dialect, reader, block, record));
                }
                marks.add(new Mark(from.records() + records.size(), reader.nextOffset(), reader.nextLine()));
            }
        }
        return records;
    }

    private static ReadRecord of(Dialect dialect, RecordReader reader, RecordBlock block, int record) {
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < block.fieldCount(record); i++) {
            int field = block.firstField(record) + i;
            cells.add(new Cell(block.text(field), block.isQuoted(field)));
        }
        return new ReadRecord(
                reader.offsetOf(block, block.recordStart(record)),
                block.line(record),
                block.fault(record),
                cells,
                Utf8.display(block.bytes(), block.recordStart(record), block.recordEnd(record)));
    }

    List<String> texts() {
        return cells.stream().map(Cell::text).toList();
    }

    /** Records as lists of texts; a record at fault as its fault's name and what it looked like. */
    static List<List<String>> texts(List<ReadRecord> records) {
        return records.stream()
                .map(r ->
                        r.fault() == Fault.NONE ? r.texts() : List.of(r.fault().name(), r.raw()))
                .toList();
    }
}
