package dev.daybook.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvIndex;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.IndexedCsvReader;
import dev.daybook.csv.Dialect.Escape;
import dev.daybook.csv.ReadRecord.Mark;
import dev.daybook.record.RecordBlock.Fault;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random texts at many block sizes, so that every kind of character meets every border. Seeds are fixed. */
class RecordReaderPropertyTests {

    private static final String LETTERS = "abcdefgxyz019é漢😀ß";

    /** From blocks that hold hardly a field to one that holds all. */
    private static final int[] CAPACITIES = IntStream.concat(
                    IntStream.rangeClosed(16, 48),
                    IntStream.of(63, 64, 65, 100, 127, 128, 255, 511, 1024, 4096, 1 << 16))
            .toArray();

    static Stream<Dialect> dialects() {
        return Stream.of(
                Dialect.RFC_4180,
                new Dialect(';', '\'', Escape.DOUBLED, false),
                new Dialect('\t', '"', Escape.DOUBLED, true),
                new Dialect('|', Dialect.NONE, Escape.DOUBLED, false),
                new Dialect(',', '"', Escape.BACKSLASH, false),
                new Dialect(';', '"', Escape.BACKSLASH, true),
                new Dialect('\t', Dialect.NONE, Escape.BACKSLASH, false));
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void findsTheFieldsOffsetsAndLinesThatWereWrittenWhateverTheBlockSize(Dialect dialect) {
        int faults = 0;
        int records = 0;
        for (int seed = 0; seed < 25; seed++) {
            RandomCsv csv = new RandomCsv(seed, dialect, LETTERS, 30, true);
            List<ReadRecord> expected = csv.expected(UTF_8);
            for (int capacity : CAPACITIES) {
                assertThat(ReadRecord.readAll(dialect, csv.text(), capacity))
                        .as("seed %d, block of %d bytes", seed, capacity)
                        .isEqualTo(expected);
            }
            records += expected.size();
            faults +=
                    (int) expected.stream().filter(r -> r.fault() != Fault.NONE).count();
        }
        assertThat(records).isEqualTo(25 * 30);
        if (dialect.quote() != Dialect.NONE) {
            assertThat(faults).as("the texts have faults in them").isGreaterThan(30);
        }
    }

    static Stream<Dialect> dialectsFastCsvKnows() {
        return dialects().limit(2);
    }

    @ParameterizedTest
    @MethodSource("dialectsFastCsvKnows")
    void readsWhatAForeignParserReads(Dialect dialect, @TempDir Path folder) throws IOException {
        Path file = folder.resolve("random.csv");
        for (int seed = 100; seed < 160; seed++) {
            RandomCsv csv = new RandomCsv(seed, dialect, LETTERS, 40, false);
            List<ReadRecord> found = ReadRecord.readAll(dialect, csv.text(), 16 + seed);
            List<CsvRecord> foreign = foreignRecords(dialect, csv.text());
            assertThat(found).as("seed %d", seed).hasSameSizeAs(foreign);
            assertThat(found.stream().map(ReadRecord::texts).toList())
                    .as("seed %d", seed)
                    .isEqualTo(foreign.stream().map(CsvRecord::getFields).toList());
            assertThat(found.stream().map(ReadRecord::line).toList())
                    .as("seed %d", seed)
                    .isEqualTo(foreign.stream()
                            .map(CsvRecord::getStartingLineNumber)
                            .toList());
            Files.writeString(file, csv.text());
            assertThat(found.stream().map(ReadRecord::offset).toList())
                    .as("seed %d", seed)
                    .isEqualTo(foreignOffsets(dialect, file));
        }
    }

    private static List<CsvRecord> foreignRecords(Dialect dialect, String text) throws IOException {
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(dialect.delimiter())
                .quoteCharacter(dialect.quote())
                .skipEmptyLines(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)) {
            return reader.stream().toList();
        }
    }

    private static List<Long> foreignOffsets(Dialect dialect, Path file) throws IOException {
        try (IndexedCsvReader<CsvRecord> reader = IndexedCsvReader.builder()
                .fieldSeparator(dialect.delimiter())
                .quoteCharacter(dialect.quote())
                .pageSize(1)
                .ofCsvRecord(file)) {
            return reader.getIndex().pages().stream()
                    .map(CsvIndex.CsvPage::offset)
                    .toList();
        }
    }

    private static final Map<String, String> LETTERS_OF_ENCODINGS = Map.of(
            "UTF-8",
            LETTERS,
            "UTF-16LE",
            LETTERS + "\u0a0d\u0d0a\u2c2c\u2222",
            "UTF-16BE",
            LETTERS + "\u0a0d\u0d0a\u2c2c\u2222",
            "UTF-16",
            LETTERS,
            "windows-1252",
            "abcé€ÿ£“”",
            // second bytes of 許功蓋 are backslashes, of 育 a pipe
            "x-windows-950",
            "ab許功蓋育漢字",
            "GB18030",
            "ab漢😀é",
            "UTF-32LE",
            LETTERS);

    static Stream<String> encodings() {
        return LETTERS_OF_ENCODINGS.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void countsOffsetsInBytesOfTheFileWhateverItsEncoding(String encoding) {
        Charset charset = Charset.forName(encoding);
        Charset markless = Charset.forName(encoding.equals("UTF-16") ? "UTF-16BE" : encoding);
        Random random = new Random(7);
        for (int seed = 0; seed < 12; seed++) {
            Dialect dialect = dialects().toList().get(seed % 7);
            RandomCsv csv = new RandomCsv(seed, dialect, LETTERS_OF_ENCODINGS.get(encoding), 40, true);
            byte[] file = csv.text().getBytes(markless);
            List<ReadRecord> expected = csv.expected(markless);
            for (int capacity : new int[] {16, 31, 64, 127, 4096}) {
                List<Mark> marks = new ArrayList<>();
                assertThat(ReadRecord.readFrom(dialect, file, charset, capacity, new Mark(0, 0, 1), marks))
                        .as("seed %d, block of %d bytes", seed, capacity)
                        .isEqualTo(expected);
                Mark mark = marks.get(random.nextInt(marks.size()));
                assertThat(ReadRecord.readFrom(dialect, file, charset, capacity, mark, new ArrayList<>()))
                        .as("seed %d, block of %d bytes, from %s", seed, capacity, mark)
                        .isEqualTo(expected.subList(mark.records(), expected.size()));
            }
        }
    }

    /** Nobody knows what such text means, but it must mean the same however it is cut. */
    @ParameterizedTest
    @MethodSource("dialects")
    void readsGarbageAlikeAtEveryBlockSizeAndFromEveryMark(Dialect dialect) {
        int faults = 0;
        for (int seed = 0; seed < 150; seed++) {
            String text = garbage(seed, dialect);
            byte[] file = text.getBytes(UTF_8);
            List<ReadRecord> whole = ReadRecord.readAll(dialect, text, 1 << 12);
            faults += (int) whole.stream().filter(r -> r.fault() != Fault.NONE).count();
            assertThatRecordsTile(whole, text);
            for (int capacity : new int[] {0, 1, 7, 16, 17, 18, 19, 20, 23, 29, 37, 64, 100}) {
                List<Mark> marks = new ArrayList<>();
                assertThat(ReadRecord.readFrom(dialect, file, UTF_8, capacity, new Mark(0, 0, 1), marks))
                        .as("seed %d, block of %d bytes: %s", seed, capacity, text)
                        .isEqualTo(whole);
                for (Mark mark : marks) {
                    assertThat(ReadRecord.readFrom(dialect, file, UTF_8, 50, mark, new ArrayList<>()))
                            .as("seed %d, from %s: %s", seed, mark, text)
                            .isEqualTo(whole.subList(mark.records(), whole.size()));
                }
            }
        }
        assertThat(faults > 100).as("%d faults", faults).isEqualTo(dialect.quote() != Dialect.NONE);
    }

    private static String garbage(int seed, Dialect dialect) {
        Random random = new Random(seed);
        char quote = dialect.quote() == Dialect.NONE ? '"' : dialect.quote();
        String alphabet = "aaaé \\\n\r" + quote + quote + quote + dialect.delimiter() + dialect.delimiter();
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(120);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    /** Records and single line ends make up the whole file, and each record's line is that of its offset. */
    private static void assertThatRecordsTile(List<ReadRecord> records, String text) {
        byte[] file = text.getBytes(UTF_8);
        int at = 0;
        for (ReadRecord record : records) {
            assertThat(record.offset()).as("%s in %s", record, text).isEqualTo(at);
            String before = new String(file, 0, at, UTF_8);
            assertThat(record.line()).as("%s in %s", record, text).isEqualTo(1 + RandomCsv.lineEnds(before));
            at += record.raw().getBytes(UTF_8).length;
            if (at < file.length) {
                assertThat(file[at]).as("end of %s in %s", record, text).isIn((byte) '\r', (byte) '\n');
                at += file[at] == '\r' && at + 1 < file.length && file[at + 1] == '\n' ? 2 : 1;
            }
        }
        assertThat(at).isEqualTo(file.length);
    }

    @Test
    void theGeneratorWritesWhatParsersTripOver() {
        String text = new RandomCsv(1, Dialect.RFC_4180, LETTERS, 400, true).text();
        assertThat(text).contains("\"\"", "\r\n", "\n\n", "\r\r", "\0", "a\"", "\"\n", "\n\"", ",\n", "😀", ",\"\",");
    }
}
