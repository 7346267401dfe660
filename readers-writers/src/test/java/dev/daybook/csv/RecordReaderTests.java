package dev.daybook.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.daybook.csv.Dialect.Escape;
import dev.daybook.failure.DaybookException;
import dev.daybook.record.RecordBlock;
import dev.daybook.record.RecordBlock.Fault;
import dev.daybook.record.RecordReader;
import dev.daybook.record.SourceText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordReaderTests {

    private static final Dialect BACKSLASH = new Dialect(',', '"', Escape.BACKSLASH, false);
    private static final Dialect BLANKS = new Dialect(',', '"', Escape.DOUBLED, true);

    /** At every block size up to the text's own; all have to agree. */
    private static List<ReadRecord> read(Dialect dialect, String text) {
        List<ReadRecord> whole = ReadRecord.readAll(dialect, text, 1 << 16);
        for (int capacity = 16; capacity < 16 + text.length() && capacity < 200; capacity++) {
            assertThat(ReadRecord.readAll(dialect, text, capacity))
                    .as("block of %d bytes", capacity)
                    .isEqualTo(whole);
        }
        return whole;
    }

    private static List<List<String>> texts(Dialect dialect, String text) {
        return ReadRecord.texts(read(dialect, text));
    }

    private static List<List<String>> texts(String text) {
        return texts(Dialect.RFC_4180, text);
    }

    private static List<Long> lines(String text) {
        return read(Dialect.RFC_4180, text).stream().map(ReadRecord::line).toList();
    }

    @Test
    void splitsFieldsAndRecords() {
        assertThat(texts("id,name\n1,Ann\n2,Bob\n"))
                .containsExactly(List.of("id", "name"), List.of("1", "Ann"), List.of("2", "Bob"));
    }

    @Test
    void anEmptyFileHasNoRecords() {
        RecordReader reader = Dialect.RFC_4180.reader(source(""), 1);
        RecordBlock block = new RecordBlock(16);
        assertThat(reader.read(block)).isFalse();
        assertThat(block.records()).isZero();
        assertThat(block.length()).isZero();
        assertThat(block.isLast()).isTrue();
        assertThat(reader.nextOffset()).isZero();
        assertThat(reader.nextLine()).isEqualTo(1);
        assertThat(reader.read(block)).as("once more").isFalse();
    }

    @Test
    void everyBlankLineIsARecordWithOneEmptyField() {
        assertThat(texts("\n\r\n\r\n\n")).hasSize(4).containsOnly(List.of(""));
        assertThat(lines("\n\r\n\r\n\n")).containsExactly(1L, 2L, 3L, 4L);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`a,b\nc,d\n`",
                "`a,b\nc,d`",
                "`a,b\rc,d\r`",
                "`a,b\rc,d`",
                "`a,b\r\nc,d\r\n`",
                "`a,b\r\nc,d`",
                "`a,b\rc,d\n`"
            })
    void crLfAndBothEndARecordAndTheLastNeedsNone(String text) {
        assertThat(texts(text)).containsExactly(List.of("a", "b"), List.of("c", "d"));
        assertThat(lines(text)).containsExactly(1L, 2L);
    }

    @Test
    void lineEndsMayBeMixed() {
        assertThat(texts("a\rb\nc\r\nd\n\re"))
                .containsExactly(List.of("a"), List.of("b"), List.of("c"), List.of("d"), List.of(""), List.of("e"));
        assertThat(lines("a\rb\nc\r\nd\n\re")).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void emptyFieldsAreFields() {
        assertThat(texts(",\n,,\n\"\",\n\"\"\na,"))
                .containsExactly(List.of("", ""), List.of("", "", ""), List.of("", ""), List.of(""), List.of("a", ""));
    }

    @Test
    void quotedFieldsHoldDelimitersLineEndsAndDoubledQuotes() {
        assertThat(texts("1,\"a,b\",x\n2,\"line\nline\r\nline\rline\",y\n3,\"say \"\"hi\"\"\",\"\"\"\"\n"))
                .containsExactly(
                        List.of("1", "a,b", "x"),
                        List.of("2", "line\nline\r\nline\rline", "y"),
                        List.of("3", "say \"hi\"", "\""));
        assertThat(lines("1,\"a,b\",x\n2,\"line\nline\r\nline\rline\",y\n3,\"\"\"\"\n"))
                .containsExactly(1L, 2L, 6L);
    }

    @Test
    void tellsQuotedFromPlainAndPointsAtTheContentAlone() {
        RecordBlock block = new RecordBlock(64);
        Dialect.RFC_4180.reader(source("\"\",,\"a\"\"b\",c\"d"), 1).read(block);
        assertThat(block.fieldCount(0)).isEqualTo(4);
        assertThat(List.of(block.isQuoted(0), block.isQuoted(1), block.isQuoted(2), block.isQuoted(3)))
                .containsExactly(true, false, true, false);
        assertThat(List.of(block.isEscaped(0), block.isEscaped(1), block.isEscaped(2), block.isEscaped(3)))
                .containsExactly(false, false, true, false);
        assertThat(new String(block.bytes(), block.fieldStart(2), block.fieldEnd(2) - block.fieldStart(2), UTF_8))
                .isEqualTo("a\"\"b");
        assertThat(block.recordStart(0)).isZero();
        assertThat(block.recordEnd(0)).isEqualTo(block.length()).isEqualTo(14);
    }

    @Test
    void aQuoteInsideAPlainFieldIsText() {
        assertThat(texts("5\" pipe,6\"\" pipe,7\"\na, \"b\" ,c\n"))
                .containsExactly(List.of("5\" pipe", "6\"\" pipe", "7\""), List.of("a", " \"b\" ", "c"));
    }

    @Test
    void textBehindAClosingQuoteCostsThatLineAlone() {
        List<ReadRecord> records = read(Dialect.RFC_4180, "1,a\n2,\"b\"x,\"c\n3,\"d\"\n\"e\" ,4\n5,f\n");
        assertThat(ReadRecord.texts(records))
                .containsExactly(
                        List.of("1", "a"),
                        List.of("TEXT_AFTER_QUOTE", "2,\"b\"x,\"c"),
                        List.of("3", "d"),
                        List.of("TEXT_AFTER_QUOTE", "\"e\" ,4"),
                        List.of("5", "f"));
        assertThat(records.stream().map(ReadRecord::line)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(records.get(1).cells()).isEmpty();
    }

    /** The record's line ends are counted although it is given up, even when a block ends at the last of them. */
    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void textBehindAClosingQuoteBelowAnEarlierQuotedLineEndCostsTheWholeRecord(String lineEnd) {
        String text = "1,a|2,\"b|b\",\"c\"x|3,\"d\"|".replace("|", lineEnd);
        assertThat(texts(text))
                .containsExactly(
                        List.of("1", "a"),
                        List.of("TEXT_AFTER_QUOTE", "2,\"b|b\",\"c\"x".replace("|", lineEnd)),
                        List.of("3", "d"));
        assertThat(lines(text)).containsExactly(1L, 2L, 4L);
    }

    @Test
    void anUnclosedQuoteAtTheEndCostsItsLineAlone() {
        assertThat(texts("1,a\n2,\"b\n3,c\n4,d"))
                .containsExactly(
                        List.of("1", "a"), List.of("UNCLOSED_QUOTE", "2,\"b"), List.of("3", "c"), List.of("4", "d"));
        assertThat(texts("1,a\n2,\"")).containsExactly(List.of("1", "a"), List.of("UNCLOSED_QUOTE", "2,\""));
    }

    @Test
    void anUnclosedQuoteCostsItsLineAloneWhenALaterFieldIsQuoted() {
        List<ReadRecord> records = read(Dialect.RFC_4180, "1,\"a\"\n2,\"b\r\n3,c\n4,\"d, e\"\n5,f\n");
        assertThat(ReadRecord.texts(records))
                .containsExactly(
                        List.of("1", "a"),
                        List.of("UNCLOSED_QUOTE", "2,\"b"),
                        List.of("3", "c"),
                        List.of("4", "d, e"),
                        List.of("5", "f"));
        assertThat(records.stream().map(ReadRecord::line)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(records.stream().map(ReadRecord::offset)).containsExactly(0L, 6L, 12L, 16L, 25L);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anUnclosedQuoteInTheMiddleOfABigFileCostsItsLineAlone(boolean laterFieldsAreQuoted) {
        StringBuilder text = new StringBuilder();
        List<List<String>> expected = new ArrayList<>();
        for (int i = 0; i < 60_000; i++) {
            boolean bad = i == 20_000;
            boolean quoted = laterFieldsAreQuoted && i % 1000 == 7;
            String filler = "a visit as long as most of them are more or less";
            text.append(i).append(bad || quoted ? ",\"" : ",").append(filler).append(quoted ? "\"\n" : "\n");
            expected.add(bad ? List.of("UNCLOSED_QUOTE", i + ",\"" + filler) : List.of(String.valueOf(i), filler));
        }
        for (int capacity : new int[] {4096, 1 << 20, 8 << 20}) {
            List<ReadRecord> records = ReadRecord.readAll(Dialect.RFC_4180, text.toString(), capacity);
            List<List<String>> found = ReadRecord.texts(records);
            assertThat(found).hasSize(60_000);
            for (int i = 0; i < 60_000; i++) {
                assertThat(found.get(i)).isEqualTo(expected.get(i));
            }
            assertThat(records.get(59_999).line()).isEqualTo(60_000);
        }
    }

    @Test
    void aQuotedFieldOfNearlyAMebibyteIsReadAndALongerOneIsTakenForUnclosed() {
        String longest = "x\n".repeat(FieldScanner.MAX_QUOTED_RECORD / 2 - 2);
        assertThat(textsOfBigOnes("1,\"" + longest + "\"\n2,b\n"))
                .containsExactly(List.of("1", longest), List.of("2", "b"));
        List<List<String>> tooLong = textsOfBigOnes("1,\"" + longest + "x\nx\nx\n\"\n2,b\n");
        assertThat(tooLong.get(0)).containsExactly("UNCLOSED_QUOTE", "1,\"x");
        assertThat(tooLong.get(1)).containsExactly("x");
        assertThat(tooLong.subList(tooLong.size() - 3, tooLong.size()))
                .containsExactly(List.of("x"), List.of("UNCLOSED_QUOTE", "\""), List.of("2", "b"));
        assertThat(tooLong).hasSize(FieldScanner.MAX_QUOTED_RECORD / 2 - 2 + 5);
    }

    private static List<List<String>> textsOfBigOnes(String text) {
        List<ReadRecord> whole = ReadRecord.readAll(Dialect.RFC_4180, text, 8 << 20);
        assertThat(ReadRecord.readAll(Dialect.RFC_4180, text, 1 << 16).equals(whole))
                .isTrue();
        return ReadRecord.texts(whole);
    }

    @Test
    void backslashesProtectQuotesDelimitersAndThemselvesOnly() {
        assertThat(texts(BACKSLASH, "a\\,b,\"c\\\"d\",\\\\,\\n\n\"e\\\\\",\"\\x\\,\",f\\\"g\n"))
                .containsExactly(List.of("a,b", "c\"d", "\\", "\\n"), List.of("e\\", "\\x,", "f\"g"));
    }

    /** A Windows path at the end of a line must not swallow the next record. */
    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void aBackslashProtectsNoLineEnd(String lineEnd) {
        String text = "1,C:\\dir\\|2,\"a\\|b\",c|3,d|".replace("|", lineEnd);
        List<ReadRecord> records = read(BACKSLASH, text);
        assertThat(ReadRecord.texts(records))
                .containsExactly(
                        List.of("1", "C:\\dir\\"), List.of("2", "a\\" + lineEnd + "b", "c"), List.of("3", "d"));
        assertThat(records.stream().map(ReadRecord::line)).containsExactly(1L, 2L, 4L);
    }

    @Test
    void aBackslashMayBeTheLastByteOfTheFile() {
        assertThat(texts(BACKSLASH, "a,b\\")).containsExactly(List.of("a", "b\\"));
        assertThat(texts(BACKSLASH, "a,\"b\\")).containsExactly(List.of("UNCLOSED_QUOTE", "a,\"b\\"));
    }

    @Test
    void blanksAroundQuotesBelongToNothingWhereTheDialectSaysSo() {
        assertThat(texts(BLANKS, "a,  \"b,c\"  ,  d  \n \"e\"\n  ,\"f\" \n"))
                .containsExactly(List.of("a", "b,c", "  d  "), List.of("e"), List.of("  ", "f"));
        assertThat(texts(BLANKS, "\"a\"  b\n\"c\"  "))
                .containsExactly(List.of("TEXT_AFTER_QUOTE", "\"a\"  b"), List.of("c"));
        assertThat(texts("a, \"b,c\"\n")).containsExactly(List.of("a", " \"b", "c\""));
    }

    @ParameterizedTest
    @ValueSource(chars = {'\t', ';', '|', ':', '^', '\1'})
    void theDelimiterMayBeAnyAsciiCharacter(char delimiter) {
        Dialect dialect = new Dialect(delimiter, '"', Escape.DOUBLED, false);
        String text = "a?b,c?\"d?e\"\n??\n".replace('?', delimiter);
        assertThat(texts(dialect, text))
                .containsExactly(List.of("a", "b,c", "d" + delimiter + "e"), List.of("", "", ""));
    }

    @Test
    void withoutAQuoteCharacterQuotesAreText() {
        Dialect dialect = new Dialect(',', Dialect.NONE, Escape.DOUBLED, true);
        assertThat(texts(dialect, "\"a,b\"\n \"c\n\0,\n"))
                .containsExactly(List.of("\"a", "b\""), List.of(" \"c"), List.of("\0", ""));
    }

    @Test
    void nulBytesAreText() {
        assertThat(texts("a\0b,\"\0\"\n\0\n")).containsExactly(List.of("a\0b", "\0"), List.of("\0"));
    }

    @Test
    void bytesThatAreNoUtf8ComeThroughAsTheyAre() {
        byte[] file = {'a', ',', (byte) 0xe9, ',', 'b', '\n', (byte) 0xc3, '\n', (byte) 0xff, ',', (byte) 0x80, '\n'};
        List<ReadRecord> records = ReadRecord.readAll(Dialect.RFC_4180, file, UTF_8, 16);
        assertThat(ReadRecord.texts(records))
                .containsExactly(List.of("a", "\\xE9", "b"), List.of("\\xC3"), List.of("\\xFF", "\\x80"));
        assertThat(records.stream().map(ReadRecord::offset)).containsExactly(0L, 6L, 8L);
    }

    @Test
    void aVeryLongLineGrowsTheBlockAndReadingGoesOnInSmallOnes() {
        String longText = "xyz ".repeat(800_000);
        List<ReadRecord> records = ReadRecord.readAll(Dialect.RFC_4180, "1,a\n2," + longText + "\n3,b\n", 4096);
        assertThat(ReadRecord.texts(records))
                .containsExactly(List.of("1", "a"), List.of("2", longText), List.of("3", "b"));
        assertThat(records.get(2).offset()).isEqualTo(4 + 2 + longText.length() + 1);
    }

    /** One block grew for a long line; what it left over has to fit into the next, which did not. */
    @Test
    void blocksOfDifferentSizeMayTakeTurns() {
        String text = "x".repeat(70) + "\n" + "y".repeat(90) + "\n" + "z\n".repeat(20);
        RecordReader reader = Dialect.RFC_4180.reader(source(text), 1);
        RecordBlock[] blocks = {new RecordBlock(16), new RecordBlock(16), new RecordBlock(20)};
        List<String> fields = new ArrayList<>();
        for (int turn = 0; reader.read(blocks[turn % 3]); turn++) {
            RecordBlock block = blocks[turn % 3];
            for (int record = 0; record < block.records(); record++) {
                fields.add(block.text(block.firstField(record)));
            }
        }
        assertThat(String.join("\n", fields) + "\n").isEqualTo(text);
        assertThat(fields).hasSize(22);
        assertThat(reader.nextLine()).isEqualTo(23);
    }

    @Test
    void aLineThatIsNoTextAtAllIsRefused() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'a';
            }

            @Override
            public int read(byte[] target, int from, int length) {
                Arrays.fill(target, from, from + length, (byte) 'a');
                return length;
            }
        };
        RecordReader reader = Dialect.RFC_4180.reader(SourceText.of("a.bin", endless, UTF_8, 0), 5);
        assertThatExceptionOfType(DaybookException.class)
                .isThrownBy(() -> reader.read(new RecordBlock(1 << 20)))
                .withMessage("the record on line 5 of a.bin is longer than 64 MiB: expected delimited text or JSON")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(DaybookException.Kind.INPUT));
    }

    @Test
    void aFileThatBreaksOffIsRefusedWithItsNameAndOffset() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            for (int i = 0; i < 10_000; i++) {
                gzip.write((i + "," + Integer.toHexString(i * 7919) + "\n").getBytes(UTF_8));
            }
        }
        InputStream truncated = new GZIPInputStream(
                new ByteArrayInputStream(packed.toByteArray(), 0, packed.size() - packed.size() / 3));
        RecordReader reader = Dialect.RFC_4180.reader(SourceText.of("a.csv.gz", truncated, UTF_8, 0), 1);
        RecordBlock block = new RecordBlock(4096);
        assertThatExceptionOfType(DaybookException.class)
                .isThrownBy(() -> {
                    while (reader.read(block)) {
                        assertThat(block.records()).isPositive();
                    }
                })
                .withMessageMatching("a\\.csv\\.gz cannot be read on from byte [1-9]\\d+: Unexpected end of ZLIB.*");
    }

    @Test
    void resumesAtTheMarkOfEachBlock() {
        String text = "1,\"a\n\"\n2,\"b\"x\n3,\"\"\"\"\r\n4,\"c\n5,d\n6,\"e\n";
        for (int capacity = 16; capacity < 40; capacity++) {
            List<ReadRecord.Mark> marks = new ArrayList<>();
            byte[] file = text.getBytes(UTF_8);
            List<ReadRecord> whole =
                    ReadRecord.readFrom(Dialect.RFC_4180, file, UTF_8, capacity, new ReadRecord.Mark(0, 0, 1), marks);
            assertThat(whole).hasSize(6);
            assertThat(marks.get(marks.size() - 1)).isEqualTo(new ReadRecord.Mark(6, file.length, 8));
            for (ReadRecord.Mark mark : marks) {
                assertThat(ReadRecord.readFrom(Dialect.RFC_4180, file, UTF_8, 16, mark, new ArrayList<>()))
                        .isEqualTo(whole.subList(mark.records(), 6));
            }
        }
    }

    @Test
    void positionsOfAFileStartWhereItsTextStarts() {
        SourceText behindMark = SourceText.of("a.csv", new ByteArrayInputStream("a\nb\n".getBytes(UTF_8)), UTF_8, 3);
        RecordReader reader = Dialect.RFC_4180.reader(behindMark, 7);
        RecordBlock block = new RecordBlock(64);
        assertThat(reader.read(block)).isTrue();
        assertThat(block.sourceOffset()).isEqualTo(3);
        assertThat(reader.offsetOf(block, block.recordStart(1))).isEqualTo(5);
        assertThat(reader.offsetOf(block, block.recordStart(0)))
                .as("asked backwards")
                .isEqualTo(3);
        assertThat(block.line(1)).isEqualTo(8);
        assertThat(reader.nextOffset()).isEqualTo(7);
        assertThat(reader.nextLine()).isEqualTo(9);
    }

    @Test
    void holdsNoMoreThanOneBlockOfALongFile() {
        byte[] part = "4711,\"Müller, Söhne\",2012-03-04,12.50,\"wants a\nsecond quote\"\r\n".getBytes(UTF_8);
        long parts = (200L << 20) / part.length;
        RecordReader reader =
                Dialect.RFC_4180.reader(SourceText.of("long.csv", new RepeatingStream(part, parts), UTF_8, 0), 1);
        RecordBlock block = new RecordBlock(8 << 20);
        long records = 0;
        long fields = 0;
        while (reader.read(block)) {
            assertThat(block.bytes()).hasSize(8 << 20);
            records += block.records();
            for (int record = 0; record < block.records(); record++) {
                fields += block.fieldCount(record);
                assertThat(block.fault(record) == Fault.NONE).isTrue();
            }
        }
        assertThat(records).isEqualTo(parts);
        assertThat(fields).isEqualTo(parts * 5);
        assertThat(reader.nextOffset()).isEqualTo(parts * part.length);
        assertThat(reader.nextLine()).isEqualTo(parts * 2 + 1);
    }

    private static SourceText source(String text) {
        return SourceText.of("test.csv", new ByteArrayInputStream(text.getBytes(UTF_8)), UTF_8, 0);
    }

    /** The same bytes over and over. */
    private static final class RepeatingStream extends InputStream {

        private final byte[] many;
        private long left;
        private int at;

        RepeatingStream(byte[] part, long times) {
            many = new byte[part.length * 1000];
            for (int i = 0; i < 1000; i++) {
                System.arraycopy(part, 0, many, i * part.length, part.length);
            }
            left = part.length * times;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("read in bulk");
        }

        @Override
        public int read(byte[] target, int from, int length) {
            if (left == 0) {
                return -1;
            }
            int n = (int) Math.min(left, Math.min(length, many.length - at));
            System.arraycopy(many, at, target, from, n);
            at = (at + n) % many.length;
            left -= n;
            return n;
        }
    }
}
