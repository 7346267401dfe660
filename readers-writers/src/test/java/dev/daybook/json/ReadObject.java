package dev.daybook.json;

import dev.daybook.json.JsonFields.Place;
import dev.daybook.record.RecordBlock;
import dev.daybook.record.RecordBlock.Fault;
import dev.daybook.record.RecordReader;
import dev.daybook.record.SourceText;
import dev.daybook.record.Utf8;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A record as the reader hands it out, in a form that can be compared.
 *
 * @param texts of the fields, those of strings in quotes; none for a record at fault
 * @param fault empty for none
 */
record ReadObject(long offset, long line, List<String> texts, String fault, String raw) {

    /** A place to go on from, and how many records lie before it. */
    record Mark(int records, long offset, long line, boolean isEnd) {

        static final Mark BEGINNING = new Mark(0, 0, 1, false);

        private Place place() {
            return isEnd ? Place.END : offset == 0 ? Place.BEGINNING : Place.BEHIND_ELEMENT;
        }
    }

    static List<ReadObject> readAll(JsonFields fields, byte[] file, int capacity) {
        return readFrom(fields, file, capacity, Mark.BEGINNING, new ArrayList<>());
    }

    static JsonForm formOf(byte[] file) {
        try (SourceText text = SourceText.of("a.json", new ByteArrayInputStream(file), StandardCharsets.UTF_8, 0)) {
            return JsonForm.of(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** @param marks takes one for each block */
    static List<ReadObject> readFrom(JsonFields fields, byte[] file, int capacity, Mark from, List<Mark> marks) {
        byte[] rest = Arrays.copyOfRange(file, (int) from.offset(), file.length);
        SourceText source =
                SourceText.of("a.json", new ByteArrayInputStream(rest), StandardCharsets.UTF_8, from.offset());
        return collect(fields.reader(source, formOf(file), from.place(), from.line()), capacity, from, marks);
    }

    /**
     * Of rows under {@code data} of the object that the file is.
     *
     * @param from null for the beginning
     */
    static List<ReadObject> readWrapped(JsonFields fields, byte[] file, int capacity, Mark from, List<Mark> marks) {
        Mark begin = from == null ? beginOfWrapped(file) : from;
        Place place = from == null ? Place.BEGINNING : from.isEnd() ? Place.END : Place.BEHIND_ELEMENT;
        byte[] rest = Arrays.copyOfRange(file, (int) begin.offset(), file.length);
        SourceText source =
                SourceText.of("a.json", new ByteArrayInputStream(rest), StandardCharsets.UTF_8, begin.offset());
        return collect(fields.readerOfWrapped(source, "data", place, begin.line()), capacity, begin, marks);
    }

    static Mark beginOfWrapped(byte[] file) {
        try (SourceText text = SourceText.of("a.json", new ByteArrayInputStream(file), StandardCharsets.UTF_8, 0)) {
            WrappedRows rows = WrappedRows.find(text, "data");
            return new Mark(0, rows.offset(), rows.line(), false);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<ReadObject> collect(RecordReader records, int capacity, Mark from, List<Mark> marks) {
        List<ReadObject> found = new ArrayList<>();
        try (RecordReader reader = records) {
            RecordBlock block = new RecordBlock(capacity);
            while (reader.read(block)) {
                for (int record = 0; record < block.records(); record++) {
                    found.add(of(reader, block, record));
                }
                marks.add(new Mark(
                        from.records() + found.size(), reader.nextOffset(), reader.nextLine(), block.isLast()));
            }
        }
        return found;
    }

    private static ReadObject of(RecordReader reader, RecordBlock block, int record) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < block.fieldCount(record); i++) {
            int field = block.firstField(record) + i;
            texts.add(block.isQuoted(field) ? '"' + block.text(field) + '"' : block.text(field));
        }
        String fault = "";
        if (block.fault(record) != Fault.NONE) {
            RecordBlock.Malformed what = block.malformed(record);
            fault = "line %d, byte %d%s: expected %s, found %s"
                    .formatted(
                            block.line(record) + what.line(),
                            reader.offsetOf(block, what.position()),
                            what.field() < 0 ? "" : ", field " + what.field(),
                            what.expected(),
                            what.found());
        }
        return new ReadObject(
                reader.offsetOf(block, block.recordStart(record)),
                block.line(record),
                texts,
                fault,
                Utf8.display(block.bytes(), block.recordStart(record), block.recordEnd(record)));
    }
}
