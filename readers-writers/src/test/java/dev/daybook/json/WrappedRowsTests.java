package dev.daybook.json;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.daybook.failure.DaybookException;
import dev.daybook.json.JsonFields.Place;
import dev.daybook.json.ReadObject.Mark;
import dev.daybook.record.RecordBlock;
import dev.daybook.record.RecordReader;
import dev.daybook.record.SourceText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrappedRowsTests {

    private static final JsonFields A = new JsonFields(List.of(List.of("a")), true);
    private static final String METADATA =
            "{\"page\":{\"limit\":0,\"data\":[{\"a\":9}]},\"columns\":[\"a\",\"data\",[],{}],\"more\":[-1.5e3,true,null],\"text\":\"\\\"data\\\":[{\\\"a\\\":8}] é漢\",\n";

    /** At every block size, and gone on with from the end of every block; all have to agree. */
    private static List<ReadObject> read(String text) {
        byte[] file = text.getBytes(UTF_8);
        List<ReadObject> whole = ReadObject.readWrapped(A, file, 1 << 16, null, new ArrayList<>());
        for (int capacity = 16; capacity < 16 + file.length && capacity < 200; capacity++) {
            List<Mark> marks = new ArrayList<>();
            assertThat(ReadObject.readWrapped(A, file, capacity, null, marks))
                    .as("block of %d bytes", capacity)
                    .isEqualTo(whole);
            for (Mark mark : marks) {
                assertThat(ReadObject.readWrapped(A, file, capacity, mark, new ArrayList<>()))
                        .as("from %s", mark)
                        .isEqualTo(whole.subList(mark.records(), whole.size()));
            }
        }
        return whole;
    }

    private static List<String> texts(String text) {
        return read(text).stream()
                .map(record -> record.fault().isEmpty() ? String.join("|", record.texts()) : record.fault())
                .toList();
    }

    private static WrappedRows find(InputStream file) throws IOException {
        try (SourceText text = SourceText.of("a.json", file, UTF_8, 0)) {
            return WrappedRows.find(text, "data");
        }
    }

    @Test
    void whatSurroundsTheRowsIsPassed() {
        assertThat(texts("{\"data\":[{\"a\":1},{\"a\":2}]}")).containsExactly("1", "2");
        assertThat(texts(METADATA
                        + " \"data\" : [\r\n{\"a\":1},\n{\"a\":2}\n] , \"source\":[{\"data\":{\"a\":[3]}}]}\n"))
                .containsExactly("1", "2");
        assertThat(texts(METADATA + "\"data\":[]}")).isEmpty();
    }

    @Test
    void linesAndOffsetsAreThoseOfTheFile() {
        int before = METADATA.getBytes(UTF_8).length;
        assertThat(read(METADATA + "\"data\":[\r\n{\"a\":1},\r\n\r\n{\"a\":oops}],\n\"x\":\n1}"))
                .extracting(ReadObject::line, ReadObject::offset, ReadObject::fault)
                .containsExactly(
                        tuple(3L, before + 10L, ""),
                        tuple(
                                5L,
                                before + 22L,
                                "line 5, byte %d, field 0: expected a value, found oops}],".formatted(before + 27)));
    }

    @Test
    void aBrokenElementCostsThatElementAlone() {
        assertThat(texts("{\"data\":[{\"a\":1},{\"a\":\"x},\n{\"a\":3}],\"source\":{\"b\":[1,2]}}"))
                .hasSize(3)
                .contains("1", "3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":[{\"a\":1}",
                "{\"data\":[{\"a\":1},",
                "{\"data\":[{\"a\":1}]",
                "{\"data\":[{\"a\":1}],",
                "{\"data\":[{\"a\":1}],\"sour",
                "{\"data\":[{\"a\":1}],\"source\":[{\"b\":\"x",
                "{\"data\":[{\"a\":1}],\"source\":[{\"b\":1}",
                "{\"data\":[{\"a\":1}],\"source\":[]\n"
            })
    void anEndThatIsCutOffIsTold(String text) {
        assertThat(texts(text)).hasSize(2).first().isEqualTo("1");
        assertThat(texts(text)).last().asString().endsWith("found the end of the file");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "] x}       | expected a comma or the end of the object, found x}",
                "]}}        | expected the end of the file, found }",
                "],}        | expected a key in quotes, found }",
                "],\"b\" 1} | expected a colon, found 1}",
                "],\"b\":]} | expected a value, found ]}",
                "],\"b\":[1}| expected a comma or the end of the array, found }",
                "],\"data\":[{\"a\":2}]} | expected the key \"data\" once, found [{\"a\":2}]}"
            })
    void whatStandsBehindTheRowsHasToBeTheRestOfTheObject(String end, String fault) {
        assertThat(texts("{\"data\":[{\"a\":1}" + end.strip()))
                .hasSizeGreaterThan(1)
                .satisfies(records -> assertThat(records.get(0)).isEqualTo("1"))
                .satisfies(records -> assertThat(records.get(1)).endsWith(fault.strip()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<!DOCTYPE html>        | line 1, byte 0: expected an object, found <!DOCTYPE html>.",
                "[{\"a\":1}]            | line 1, byte 0: expected an object, found [{\"a\":1}].",
                "{\"error\":\"x\"}      | line 1, byte 13: expected the key \"data\", found the end of the file.",
                "{\"error\":\"x\"       | line 1, byte 12: expected the key \"data\", found the end of the file.",
                "{\"Data\":[]}          | line 1, byte 11: expected the key \"data\", found the end of the file.",
                "{\"x\":{\"data\":[]}}  | line 1, byte 17: expected the key \"data\", found the end of the file.",
                "{\"data\":{\"a\":1}}   | line 1, byte 8: expected an array under \"data\", found {\"a\":1}}.",
                "{\"data\":null}        | line 1, byte 8: expected an array under \"data\", found null}.",
                "{data:[]}              | line 1, byte 1: expected a key in quotes, found data:[]}.",
                "{\"x\":,\"data\":[]}   | line 1, byte 5: expected a value, found ,\"data\":[]}."
            })
    void aFileOfAnotherKindIsRefusedAndSaysWhy(String text, String message) {
        assertThatThrownBy(() -> find(new ByteArrayInputStream(text.strip().getBytes(UTF_8))))
                .isInstanceOf(DaybookException.class)
                .hasMessage("a.json " + message.strip() + " Its rows should be in an array under \"data\".");
    }

    @Test
    void offsetsInAnotherEncodingAreThoseOfTheFileToo() throws IOException {
        String text = METADATA + "\"data\":[{\"a\":1}]}";
        byte[] file = text.getBytes(UTF_16LE);
        try (SourceText source = SourceText.of("a.json", new ByteArrayInputStream(file), UTF_16LE, 0)) {
            assertThat(WrappedRows.find(source, "data"))
                    .isEqualTo(new WrappedRows(2L * text.indexOf("[{\"a\":1}]}"), 2));
        }
    }

    /** Some 40 MB before the rows and as much behind them: the block stays as large as it was made. */
    @Test
    void whatSurroundsTheRowsTakesNoMemory() throws IOException {
        byte[] member = "\"some key é\": [{\"x\": \"漢字\", \"data\": [1, 2, 3]}],\r\n".getBytes(UTF_8);
        int count = 40_000_000 / member.length;
        WrappedRows rows = find(large(member, count));
        assertThat(rows).isEqualTo(new WrappedRows(1 + (long) count * member.length + 7, 1 + count));

        InputStream rest = large(member, count);
        rest.skipNBytes(rows.offset());
        RecordBlock block = new RecordBlock(1 << 16);
        try (RecordReader reader = A.readerOfWrapped(
                SourceText.of("a.json", rest, UTF_8, rows.offset()), "data", Place.BEGINNING, rows.line())) {
            assertThat(reader.read(block)).isTrue();
            assertThat(block.records()).isEqualTo(1);
            assertThat(reader.read(block)).isFalse();
            assertThat(block.bytes()).hasSize(1 << 16);
            assertThat(reader.nextLine()).isEqualTo(1 + 2L * count);
            assertThat(reader.nextOffset())
                    .isEqualTo(1 + 2L * count * member.length + "\"data\":[{\"a\":1}],\"z\":0}".length());
        }
    }

    private static InputStream large(byte[] member, int count) {
        List<InputStream> parts = List.of(
                text("{"),
                new Repeated(member, count),
                text("\"data\":[{\"a\":1}],"),
                new Repeated(member, count),
                text("\"z\":0}"));
        return new SequenceInputStream(Collections.enumeration(parts));
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private static final class Repeated extends InputStream {

        private final byte[] bytes;
        private final long length;
        private long at;

        Repeated(byte[] bytes, int count) {
            this.bytes = bytes;
            this.length = (long) count * bytes.length;
        }

        @Override
        public int read() {
            return at == length ? -1 : bytes[(int) (at++ % bytes.length)] & 0xff;
        }

        @Override
        public int read(byte[] target, int from, int count) {
            int place = (int) (at % bytes.length);
            int n = (int) Math.min(Math.min(count, bytes.length - place), length - at);
            System.arraycopy(bytes, place, target, from, n);
            at += n;
            return n == 0 && count > 0 ? -1 : n;
        }
    }
}
