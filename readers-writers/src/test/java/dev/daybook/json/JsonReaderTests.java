package dev.daybook.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.daybook.json.JsonFields.Place;
import dev.daybook.json.ReadObject.Mark;
import dev.daybook.record.RecordBlock;
import dev.daybook.record.RecordReader;
import dev.daybook.record.SourceText;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTests {

    private static final JsonFields AB = new JsonFields(List.of(List.of("a"), List.of("b", "bee")), true);
    private static final JsonFields STRICT = new JsonFields(AB.names(), false);

    /** At every block size up to the text's own, and gone on with from the end of every block; all have to agree. */
    private static List<ReadObject> read(JsonFields fields, String text) {
        byte[] file = text.getBytes(UTF_8);
        List<ReadObject> whole = ReadObject.readAll(fields, file, 1 << 16);
        for (int capacity = 16; capacity < 16 + file.length && capacity < 200; capacity++) {
            List<Mark> marks = new ArrayList<>();
            assertThat(ReadObject.readFrom(fields, file, capacity, Mark.BEGINNING, marks))
                    .as("block of %d bytes", capacity)
                    .isEqualTo(whole);
            for (Mark mark : marks) {
                assertThat(ReadObject.readFrom(fields, file, capacity, mark, new ArrayList<>()))
                        .as("from %s", mark)
                        .isEqualTo(whole.subList(mark.records(), whole.size()));
            }
        }
        return whole;
    }

    /** Fields of a record joined by bars, or its fault. */
    private static List<String> texts(String text) {
        return texts(AB, text);
    }

    private static List<String> texts(JsonFields fields, String text) {
        return read(fields, text).stream()
                .map(record -> record.fault().isEmpty() ? String.join("|", record.texts()) : record.fault())
                .toList();
    }

    @Test
    void anArrayGivesItsObjects() {
        assertThat(texts("[{\"a\":1,\"b\":\"x\"},\n {\"b\" : \"y\" , \"a\" : 2} ]\n"))
                .containsExactly("1|\"x\"", "2|\"y\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1}{\"a\":2}", "{\"a\":1}\n{\"a\":2}\n", "\r\n {\"a\":1} \t{\r\n\"a\"\r\n:2}"})
    void objectsMayFollowEachOtherInAnyWay(String text) {
        assertThat(texts(text)).containsExactly("1|", "2|");
    }

    @Test
    void numbersAndTruthValuesAreAsTheyAreWritten() {
        assertThat(
                        texts(
                                "[{\"a\":-0,\"b\":1.10e+05},{\"a\":true,\"b\":false},{\"a\":12345678901234567890.5,\"b\":0.0E0}]"))
                .containsExactly("-0|1.10e+05", "true|false", "12345678901234567890.5|0.0E0");
    }

    @Test
    void missingKeysAndNullsAreEmptyAndEmptyTextIsQuoted() {
        assertThat(texts("[{},{\"a\":null},{\"b\":\"\"},{\"c\":1,\"bee\":2}]"))
                .containsExactly("|", "|", "|\"\"", "|2");
    }

    @Test
    void escapesAreResolvedInKeysAndValues() {
        assertThat(texts("[{\"\\u0061\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\",\"b\":\"\\u00e4\\u20AC\\ud83d\\ude00é漢😀\"}]"))
                .containsExactly("\"\"\\/\b\f\n\r\t\"|\"ä€😀é漢😀\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \r\n\t", "[]", " [ ]\n"})
    void filesWithoutObjectsHaveNoRecords(String text) {
        assertThat(read(AB, text)).isEmpty();
    }

    @Test
    void linesAndOffsetsAreThoseOfTheFile() {
        assertThat(read(AB, "[\r\n{\"a\":\"é\"},\r{\"a\":\n1},\n\n{\"a\":2}]"))
                .extracting(ReadObject::line, ReadObject::offset)
                .containsExactly(tuple(2L, 3L), tuple(3L, 15L), tuple(6L, 26L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":}",
                "{\"a\":01}",
                "{\"a\":1.}",
                "{\"a\":.5}",
                "{\"a\":+1}",
                "{\"a\":1e}",
                "{\"a\":0x1}",
                "{\"a\":NaN}",
                "{\"a\":tru}",
                "{\"a\":nul,\"b\":1}",
                "{\"a\":'x'}",
                "{a:1}",
                "{\"a\" 1}",
                "{\"a\":1,}",
                "{,\"a\":1}",
                "{\"a\":1;\"b\":2}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":\"\\ud800\"}",
                "{\"a\":\"\\udc00x\"}",
                "{\"a\":\"\\ud800\\u0041\"}",
                "{\"a\":\"\\ufffd\"}",
                "{\"a\":\"\t\"}",
                "{\"a\":{}}",
                "{\"a\":[1,{\"b\":2},{\"a\":3}]}",
                "{\"a\":{\"b\":{\"a\":1}},\"c\":[\"}\",\"]\"]}",
                "{\"a\":1,\"a\":1}",
                "{\"a\":1,\"\\u0061\":2}",
                "{\"b\":1,\"bee\":2}",
                "{\"x\":1,\"x\":2}",
                "\"text\"",
                "12",
                "null",
                "[1,2]",
                "[{\"a\":1},{\"a\":2}]",
                "{\"a\":\"x}",
                "\"a\":1}",
                "{\"a\":1",
                "{\"a:1}",
                "{\"a\":x\"}",
                "{\"a\":\"x\"y\"}",
                "{\"a\":\"say \"hi, you\"\"}"
            })
    void aBrokenElementCostsThatElementAlone(String broken) {
        String good = "{\"a\":1,\"b\":\"p\"}";
        for (String text : List.of(
                "[%s,%s,%s]".formatted(good, broken, good),
                "[%s,\n%s,\n%s\n]".formatted(good, broken, good),
                "%s\n%s\n%s\n".formatted(good, broken, good))) {
            List<ReadObject> records = read(AB, text);
            assertThat(records).as(text).hasSize(3);
            assertThat(records.get(0).texts()).containsExactly("1", "\"p\"");
            assertThat(records.get(1).fault()).isNotEmpty();
            assertThat(records.get(1).raw()).isEqualTo(broken);
            assertThat(records.get(2).texts()).as(text).containsExactly("1", "\"p\"");
        }
    }

    @Test
    void aFaultHasItsPlaceAndWhatWasExpectedAndFound() {
        assertThat(texts("[{\"a\":1},\n{\"a\":\n  2,\"b\":oops},\n{\"a\":3}]"))
                .containsExactly("1|", "line 3, byte 24, field 1: expected a value, found oops},", "3|");
        assertThat(texts("[{\"a\":1,\"a\":2}]"))
                .containsExactly("line 1, byte 8, field 0: expected each key once, found \"a\":2}]");
        assertThat(texts(STRICT, "[{\"a\":1,\"z\":2},{\"a\":2}]"))
                .containsExactly("line 1, byte 8: expected a key that is known, found \"z\":2},{\"a\":2}]", "2|");
    }

    @Test
    void twoBrokenLinesAreTwoRecords() {
        assertThat(texts("{\"a\":\"x\n{\"a\":\"y\n{\"a\":3}\n").subList(2, 3)).containsExactly("3|");
        assertThat(texts("{\"a\":\"x\n{\"a\":\"y\n{\"a\":3}\n")).hasSize(3);
        assertThat(texts("[{\"a\":\"x},\n{\"b\":\"y},\n{\"a\":3}]"))
                .hasSize(3)
                .last()
                .isEqualTo("3|");
    }

    @Test
    void anArrayThatIsCutOffIsTold() {
        assertThat(texts("[{\"a\":1},{\"a\":2"))
                .containsExactly(
                        "1|", "line 1, byte 15, field 0: expected the number's end, found the end of the file");
        assertThat(texts("[{\"a\":1},{\"a\":\"x\n")).hasSize(3);
        for (String text : List.of("[{\"a\":1}", "[{\"a\":1},", "[{\"a\":1}\n,\n")) {
            assertThat(texts(text))
                    .hasSize(2)
                    .last()
                    .satisfies(fault -> assertThat(fault)
                            .endsWith("expected the array to go on or to be closed by ], found the end of the file"));
        }
    }

    @Test
    void whatIsBetweenElementsAndIsNoneIsAnElementToo() {
        assertThat(texts("[{\"a\":1},,{\"a\":2},]")).hasSize(4).contains("1|", "2|");
        assertThat(texts("[{\"a\":1}] x")).hasSize(3);
        assertThat(texts("[{\"a\":1}]]")).hasSize(2);
    }

    @Test
    void commasBetweenElementsMayBeMissing() {
        assertThat(texts("[{\"a\":1}{\"a\":2}\n{\"a\":3}]")).containsExactly("1|", "2|", "3|");
    }

    /** It ends by its brackets, before a line with a brace, or with its line. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'b':['%s',{'c':'\\'}'}],'a':\n{'a':1}}{'a':2}\n{'a':3}",
                "{'b':'%s\n\n{'a':2}\n{'a':3}",
                "{'b':1}}'%s\n{'a':2}{'a':3}",
                "%s\n{'a':2}\n{'a':3}",
                "{'b':{'c':'%s'}\r\n{'a':2}\n{'a':3}"
            })
    void anElementThatIsTooLongIsOneRecordAndItsNeighboursAreRead(String pattern) {
        String text = "{'a':0}\n" + pattern.formatted("é".repeat(3 << 20));
        byte[] file = text.replace('\'', '"').getBytes(UTF_8);
        for (int capacity : new int[] {1 << 10, 1 << 20, 16 << 20}) {
            List<Mark> marks = new ArrayList<>();
            List<ReadObject> records = ReadObject.readFrom(AB, file, capacity, Mark.BEGINNING, marks);
            assertThat(records)
                    .extracting(r -> r.texts().isEmpty() ? "" : r.texts().get(0))
                    .endsWith("2", "3");
            List<ReadObject> bad =
                    records.stream().filter(r -> !r.fault().isEmpty()).toList();
            assertThat(bad).last().satisfies(r -> assertThat(r.raw().length()).isLessThan(3 << 20));
            assertThat(bad).hasSize(1);
            ReadObject last = records.get(records.size() - 1);
            String before = new String(file, 0, (int) last.offset(), UTF_8);
            assertThat(last.line()).isEqualTo(1 + before.lines().count() - (before.endsWith("\n") ? 0 : 1));
            assertThat(new String(file, (int) last.offset(), 7, UTF_8)).isEqualTo("{\"a\":3}");
            for (Mark mark : marks.subList(0, marks.size() - 1)) {
                assertThat(ReadObject.readFrom(AB, file, capacity, mark, new ArrayList<>()))
                        .isEqualTo(records.subList(mark.records(), records.size()));
            }
        }
    }

    @Test
    void anElementOfAnArrayThatIsTooLongAndHasNoEndTakesTheRestOfItsLineAlong() {
        String endless = "[{\"a\":\"" + "x".repeat(5 << 20) + "{\"a\":2},\n{\"a\":3}]";
        for (int capacity : new int[] {1 << 10, 1 << 20, 8 << 20}) {
            List<ReadObject> records = ReadObject.readAll(AB, endless.getBytes(UTF_8), capacity);
            assertThat(records).hasSize(2);
            assertThat(records.get(0).fault()).contains("expected a closing quote, found none within");
            assertThat(records.get(1).texts()).containsExactly("3", "");
        }
    }

    /** 300 MB of an element from a stream that is not there. */
    @Test
    void anElementThatIsTooLongTakesTheMemoryOfAFewMegabytes() {
        byte[] piece = ("\"c\":{\"d\":\"" + "x".repeat(1000) + "\"},").getBytes(UTF_8);
        RecordBlock block = new RecordBlock(1 << 20);
        try (RecordReader reader = AB.reader(
                SourceText.of("big.json", new Repeated(piece, 300_000), UTF_8, 0),
                JsonForm.LINES,
                Place.BEGINNING,
                1)) {
            assertThat(reader.read(block)).isTrue();
            assertThat(block.records()).isEqualTo(1);
            assertThat(reader.read(block)).isFalse();
            assertThat(block.bytes().length).isLessThanOrEqualTo(4 << 20);
            assertThat(reader.nextOffset()).isGreaterThan(300_000_000L);
        }
    }

    /** 2 GB from a stream that is not there: the block stays as large as it was made. */
    @Test
    void aLongArrayTakesTheMemoryOfOneBlock() {
        byte[] element = ",{\"a\":123456,\"b\":\"some text that is neither long nor short\"}\n".getBytes(UTF_8);
        long wanted = 2_000_000_000L / element.length;
        RecordBlock block = new RecordBlock(1 << 20);
        long records = 0;
        try (RecordReader reader = AB.reader(
                SourceText.of("big.json", new Repeated(element, wanted), UTF_8, 0),
                JsonForm.ARRAY,
                Place.BEGINNING,
                1)) {
            while (reader.read(block)) {
                records += block.records();
                assertThat(block.bytes().length).isEqualTo(1 << 20);
            }
        }
        assertThat(records).isEqualTo(wanted);
    }

    /** An array of the same element again and again. */
    private static final class Repeated extends InputStream {

        private final byte[] element;
        private final long length;
        private long at;

        Repeated(byte[] element, long count) {
            this.element = element;
            this.length = count * element.length + 1;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(byte[] target, int from, int count) {
            if (at == length) {
                return -1;
            }
            int done = 0;
            while (done < count && at < length) {
                int place = (int) (at % element.length);
                int n = (int) Math.min(Math.min(count - done, element.length - place), length - 1 - at);
                if (n == 0) {
                    target[from + done++] = ']';
                    at++;
                    continue;
                }
                System.arraycopy(element, place, target, from + done, n);
                if (at == 0) {
                    target[from] = '[';
                }
                done += n;
                at += n;
            }
            return done;
        }
    }
}
