package dev.daybook.feed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.failure.DaybookException;
import dev.daybook.feed.ParsedBlock.Counts;
import dev.daybook.store.Location;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of small files: encodings, headers, ragged rows, blank rows, exclusions, values carried forward. */
class FeedParserTests {

    private static final String TWO_COLUMNS = """
            columns:
              - {name: name, from: [Name], type: string, nullable: true}
              - {name: size, from: [Size], type: int, nullable: true}
            """;

    @TempDir
    private Path folder;

    // encodings

    @ParameterizedTest
    @CsvSource({"EFBBBF, UTF-8", "FFFE, UTF-16LE", "FEFF, UTF-16BE"})
    void byteOrderMarkDecidesAndIsNoText(String mark, String charset) throws IOException {
        byte[] text = "Name,Size\r\nDvořák €😀,1\r\n".getBytes(charset);
        Path file = write(bytes(HexFormat.of().parseHex(mark), text));
        ParsedFile parsed = ParsedFile.of(TestFeeds.of("encoding: {charset: windows-1252}\n" + TWO_COLUMNS), file);
        assertThat(parsed.header()).containsExactly("Name", "Size");
        assertThat(parsed.values()).containsExactly(List.of("Dvořák €😀", "1"));
        assertThat(parsed.scan().charset()).isEqualTo(Charset.forName(charset));
        assertThat(parsed.scan().textStart()).isEqualTo(mark.length() / 2);
    }

    @Test
    void byteOrderMarkMayStandBeforeAQuotedHeader() throws IOException {
        ParsedFile parsed =
                ParsedFile.of(TestFeeds.of(TWO_COLUMNS), write("\ufeff\"Name\",\"Size\"\na,1\n".getBytes(UTF_8)));
        assertThat(parsed.values()).containsExactly(List.of("a", "1"));
    }

    @Test
    void declaredUtf16WithoutMarkIsBigEndian() throws IOException {
        Feed feed = TestFeeds.of("encoding: {charset: UTF-16}\n" + TWO_COLUMNS);
        ParsedFile parsed = ParsedFile.of(feed, write("Name,Size\nä,1\nb,x\n".getBytes(UTF_16BE)));
        assertThat(parsed.values()).containsExactly(List.of("ä", "1"));
        assertThat(parsed.rejects()).extracting(Reject::offset).containsExactly(2L * "Name,Size\nä,1\n".length());
    }

    @Test
    void fallbackIsTakenForTheWholeFileWhenAnyByteIsWrong() throws IOException {
        Feed feed = TestFeeds.of("encoding: {fallback: windows-1252}\n" + TWO_COLUMNS);
        byte[] valid = "Name,Size\nZoë,1\n".getBytes(UTF_8);
        byte[] other = "Name,Size\nZoë,1\n\u0093Zoë\u0094,2\n".getBytes(ISO_8859_1);
        assertThat(ParsedFile.of(feed, write(valid)).scan().charset()).isEqualTo(UTF_8);
        ParsedFile parsed = ParsedFile.of(feed, write(other));
        assertThat(parsed.scan().charset()).isEqualTo(Charset.forName("windows-1252"));
        assertThat(parsed.values("name")).containsExactly("Zoë", "“Zoë”");
    }

    @Test
    void fallbackIsDecidedByTheWholeFileHoweverLong() throws IOException {
        Feed feed = TestFeeds.of("encoding: {fallback: windows-1252}\n" + TWO_COLUMNS);
        // characters of three bytes straddle the ends of any buffer
        byte[] text = ("Name,Size\n" + "€€€€€,1\n".repeat(200_000)).getBytes(UTF_8);
        assertThat(ParsedFile.of(feed, write(text)).scan().charset()).isEqualTo(UTF_8);
        byte[] damaged = bytes(text, new byte[] {(byte) 0xe2, (byte) 0x82});
        assertThat(ParsedFile.of(feed, write(damaged)).scan().charset()).isEqualTo(Charset.forName("windows-1252"));
    }

    @Test
    void undecodableByteRejectsItsRowAlone() throws IOException {
        byte[] text = "Name,Size\nZoë,1\nZo\u00eb,2\nZoe,3\n".getBytes(UTF_8);
        int second = new String(text, ISO_8859_1).lastIndexOf("Zo\u00c3\u00ab");
        byte[] mixed = bytes(
                Arrays.copyOf(text, second + 2),
                new byte[] {(byte) 0xeb},
                Arrays.copyOfRange(text, second + 4, text.length));
        ParsedFile parsed = ParsedFile.of(TestFeeds.of(TWO_COLUMNS), write(mixed));
        assertThat(parsed.values()).containsExactly(List.of("Zoë", "1"), List.of("Zoe", "3"));
        assertThat(parsed.faults()).containsExactly("3: encoding: Name: expected valid text, found byte 0xEB");
        assertThat(parsed.rejects().get(0).raw()).isEqualTo("Zo\\xEB,2");
        assertThat(parsed.rejects().get(0).offset()).isEqualTo(second);
    }

    @Test
    void byteThatWindows1252DoesNotKnowRejectsItsRow() throws IOException {
        Feed feed = TestFeeds.of("encoding: {charset: windows-1252}\n" + TWO_COLUMNS);
        ParsedFile parsed = ParsedFile.of(feed, write("Name,Size\né\u0081é,1\né,2\nx,y\n".getBytes(ISO_8859_1)));
        assertThat(parsed.values()).containsExactly(List.of("é", "2"));
        assertThat(parsed.faults())
                .containsExactly(
                        "2: encoding: Name: expected valid text, found byte 0xFF",
                        "4: type: Size: expected a whole number of 32 bits, found y");
        assertThat(parsed.rejects()).extracting(Reject::offset).containsExactly(10L, 20L);
    }

    @Test
    void replacementCharacterInTheInputIsDamageAndRejected() throws IOException {
        byte[] text = "Name,Size\nDvo\ufffd\u00e1k,1\nDvořák,2\n\ufeff\uffff\u20ac,3\n".getBytes(UTF_8);
        ParsedFile parsed = ParsedFile.of(TestFeeds.of(TWO_COLUMNS), write(text));
        assertThat(parsed.faults()).containsExactly("2: encoding: Name: expected valid text, found U+FFFD");
        assertThat(parsed.values("size")).containsExactly("2", "3");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13})
    void replacementCharacterIsFoundWhereverItStands(int before) {
        byte[] text = ("a".repeat(before) + "\ufffd" + "b".repeat(9)).getBytes(UTF_8);
        assertThat(RecordCheck.firstReplacement(text, 0, text.length)).isEqualTo(before);
        assertThat(RecordCheck.firstReplacement(text, 0, before + 3)).isEqualTo(before);
        assertThat(RecordCheck.firstReplacement(text, 0, before + 2)).isEqualTo(-1);
        assertThat(RecordCheck.firstReplacement(text, before + 1, text.length)).isEqualTo(-1);
        byte[] other = ("ü".repeat(before) + "\uffef\u20bd").getBytes(UTF_8);
        assertThat(RecordCheck.firstReplacement(other, 0, other.length)).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Name,Size\na,1\n\nb\u00eb,2\n",
                "Name,Size\r\na,1\r\n\r\nb\u00ef\u00bf\u00bd,2\r\n",
                "Name,Size\ra,1\r\r\u00eb"
            })
    void feedMayRefuseADamagedFileAsAWhole(String text) throws IOException {
        Path file = write(text.getBytes(ISO_8859_1));
        Feed feed = TestFeeds.of("encoding: {malformed: reject-file}\n" + TWO_COLUMNS);
        assertThatThrownBy(() -> ParsedFile.of(feed, file))
                .isInstanceOf(DaybookException.class)
                .hasMessageStartingWith(
                        Location.of(file) + " line 4: expected UTF-8 text, found bytes that are none or a U+FFFD")
                .extracting(e -> ((DaybookException) e).kind())
                .isEqualTo(DaybookException.Kind.INPUT);
    }

    @Test
    void nulByteIsNoText() throws IOException {
        ParsedFile parsed = ParsedFile.of(TestFeeds.of(TWO_COLUMNS), write("Name,Size\na\0b,1\n\0,2\nc,\0\n"));
        assertThat(parsed.values()).isEmpty();
        assertThat(parsed.rejects())
                .extracting(r -> r.line() + r.rule().id())
                .containsExactly("2encoding", "3encoding", "4type");
    }

    // gzip

    @Test
    void gzipIsKnownByItsContent() throws IOException {
        Path file = folder.resolve("plain.csv");
        Files.write(file, gzip("Name,Size\na,1\nb,x\n".getBytes(UTF_8)));
        ParsedFile parsed = ParsedFile.of(TestFeeds.of(TWO_COLUMNS), file);
        assertThat(parsed.values()).containsExactly(List.of("a", "1"));
        assertThat(parsed.rejects())
                .extracting(Reject::offset)
                .as("in the unpacked file")
                .containsExactly(14L);
        assertThat(parsed.scan().size()).as("as delivered").isEqualTo(Files.size(file));
    }

    @Test
    void gzipOfSeveralMembersIsReadToItsEnd() throws IOException {
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        members.write(gzip("Name,Size\n".getBytes(UTF_8)));
        for (int i = 0; i < 5000; i++) {
            members.write(gzip(("row " + i + "," + i + "\n").getBytes(UTF_8)));
        }
        ParsedFile parsed = ParsedFile.of(TestFeeds.of(TWO_COLUMNS), write(members.toByteArray()));
        assertThat(parsed.rows()).hasSize(5000);
    }

    @ParameterizedTest
    @ValueSource(strings = {TWO_COLUMNS, "encoding: {fallback: windows-1252}\n" + TWO_COLUMNS})
    void truncatedGzipIsAFailureAndNotAShortFile(String columns) throws IOException {
        byte[] packed = gzip(("Name,Size\n" + "ä,1\n".repeat(1000)).getBytes(UTF_8));
        for (int length :
                new int[] {packed.length - 1, packed.length - 8, packed.length - 9, packed.length / 2, 12, 5}) {
            Path file = write(Arrays.copyOf(packed, length));
            assertThatThrownBy(() -> ParsedFile.of(TestFeeds.of(columns), file))
                    .as("%d of %d bytes", length, packed.length)
                    .isInstanceOf(DaybookException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("the gzip data ends too early")
                    .extracting(e -> ((DaybookException) e).kind())
                    .isEqualTo(DaybookException.Kind.INPUT);
        }
    }

    // headers

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", " \r\n,,\r\n", "\ufeff"})
    void emptyFileHasNoRowsAndNoHeader(String text) throws IOException {
        ParsedFile parsed = ParsedFile.of(TestFeeds.of(TWO_COLUMNS), write(text));
        assertThat(parsed.header()).isEmpty();
        assertThat(parsed.rows()).isEmpty();
        assertThat(parsed.counts()).isEqualTo(Counts.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Name,Size", "Name,Size\r\n", "\n\nSize,Name\r", "\"Name\",Size\n"})
    void headerAloneHasNoRows(String text) throws IOException {
        ParsedFile parsed = ParsedFile.of(TestFeeds.of(TWO_COLUMNS), write(text));
        assertThat(parsed.header()).contains("Name", "Size");
        assertThat(parsed.counts()).isEqualTo(Counts.NONE);
    }

    @Test
    void columnsAreFoundByNameWhateverTheirOrderCaseAndSpacing() throws IOException {
        ParsedFile parsed = ParsedFile.of(
                TestFeeds.of(
                        "columns:\n  - {name: full, from: [Full name], type: string}\n  - {name: size, from: [Size, Extent], type: int}\n"),
                write("extent,Other,\"  FULL \u00a0NAME\"\n5,x,Ann\n"));
        assertThat(parsed.values()).containsExactly(List.of("Ann", "5"));
    }

    @Test
    void missingColumnRefusesTheFile() throws IOException {
        Path file = write("Name,Sise\na,1\n");
        assertThatThrownBy(() -> ParsedFile.of(TestFeeds.of(TWO_COLUMNS), file))
                .hasMessage(
                        "input.csv does not fit feed test: expected a column Size for size, found the header [Name, Sise]. "
                                + "Add that name to the feed's column, or load the file with another feed.")
                .extracting(e -> ((DaybookException) e).kind())
                .isEqualTo(DaybookException.Kind.INPUT);
    }

    @Test
    void optionalColumnMayBeMissing() throws IOException {
        Feed feed = TestFeeds.of("""
                columns:
                  - {name: name, from: Name, type: string}
                  - {name: size, from: Size, type: int, optional: true, default: 7}
                  - {name: note, from: Note, type: string, optional: true, nullable: true}
                """);
        assertThat(ParsedFile.of(feed, write("Name\na\n")).values()).containsExactly(Arrays.asList("a", "7", null));
        assertThat(ParsedFile.of(feed, write("Note,Size,Name\nn,1,a\n,,b\n")).values())
                .containsExactly(List.of("a", "1", "n"), Arrays.asList("b", "7", null));
    }

    @Test
    void headerNamedTwiceNeedsAPosition() throws IOException {
        Path file = write("Name,Size,Name\na,1,b\n");
        assertThatThrownBy(() -> ParsedFile.of(TestFeeds.of(TWO_COLUMNS), file))
                .hasMessage(
                        "input.csv does not fit feed test: the header has Name for column name at positions [1, 3]. Say which with `position`.");
        Feed third = TestFeeds.of("columns: [{name: name, from: Name, position: 3, type: string}]\n");
        assertThat(ParsedFile.of(third, file).values()).containsExactly(List.of("b"));
        Feed blankName = TestFeeds.of("columns: [{name: name, position: 2, type: string}]\n");
        assertThat(ParsedFile.of(blankName, write("Name,,Size\na,b,c\n")).values())
                .containsExactly(List.of("b"));
        Feed beyond = TestFeeds.of("columns: [{name: name, position: 9, type: string}]\n");
        assertThatThrownBy(() -> ParsedFile.of(beyond, file))
                .hasMessageContaining("expected a column at position 9 for name, found the header [Name, , Size]");
    }

    @Test
    void unknownColumnIsIgnoredOrRefusesTheFileAsTheFeedSays() throws IOException {
        Path file = write("Name,Colour,Size\na,red,1\n");
        assertThat(ParsedFile.of(TestFeeds.of(TWO_COLUMNS), file).values()).containsExactly(List.of("a", "1"));
        Feed strict = TestFeeds.of("unknownColumns: reject\n" + TWO_COLUMNS);
        assertThatThrownBy(() -> ParsedFile.of(strict, file))
                .hasMessage(
                        "input.csv does not fit feed test: column 'Colour' at position 2 is unknown and the feed rejects unknown columns. "
                                + "Name it in the feed, or set `unknownColumns` to ignore or keep.");
        assertThat(ParsedFile.of(strict, write("Name,Size,reject_reason,\u00a0,\na,1,was wrong,,\n"))
                        .rows())
                .hasSize(1);
    }

    @Test
    void headerWithWrongQuotesRefusesTheFile() throws IOException {
        Path file = write("\n\"Name,Size\na,1\n");
        assertThatThrownBy(() -> ParsedFile.of(TestFeeds.of(TWO_COLUMNS), file))
                .hasMessage(Location.of(file) + " line 2: expected the header, found a line whose quotes are wrong");
    }

    @Test
    void preambleIsSkippedLineByLineWhateverItsQuotes() throws IOException {
        Feed feed = TestFeeds.of("dialect: {preambleLines: 3}\n" + TWO_COLUMNS);
        ParsedFile parsed = ParsedFile.of(feed, write("A \"title\r\n\r\nof 3\" lines\rName,Size\na,1\nb,x\n"));
        assertThat(parsed.values()).containsExactly(List.of("a", "1"));
        assertThat(parsed.faults()).containsExactly("6: type: Size: expected a whole number of 32 bits, found x");
        assertThat(ParsedFile.of(feed, write("one\ntwo\nthree")).header()).isEmpty();
        assertThat(ParsedFile.of(feed, write("one")).header()).isEmpty();
    }

    @Test
    void withoutHeaderAShortFirstRecordDoesNotMakeTheOthersLong() throws IOException {
        Feed feed = TestFeeds.of("""
                dialect: {header: false}
                columns:
                  - {name: name, position: 1, type: string}
                  - {name: size, position: 2, type: int}
                """);
        ParsedFile parsed = ParsedFile.of(feed, write("a\nb,1\nc,2\n"));
        assertThat(parsed.values()).containsExactly(List.of("b", "1"), List.of("c", "2"));
        assertThat(parsed.faults()).containsExactly("1: field-count: expected 2 fields, found 1");
    }

    // records

    @Test
    void raggedRecordsAreRejectedUnlessTheFeedSaysOtherwise() throws IOException {
        String text = "Name,Size\na\nb,1,\nc,2,x\nd,3\n";
        assertThat(ParsedFile.of(TestFeeds.of(TWO_COLUMNS), write(text)).faults())
                .containsExactly(
                        "2: field-count: expected 2 fields, found 1",
                        "3: field-count: expected 2 fields, found 3",
                        "4: field-count: expected 2 fields, found 3");
        assertThat(namesOf("raggedShort: pad", text)).containsExactly("a", "d");
        assertThat(namesOf("raggedLong: ignore-empty", text)).containsExactly("b", "d");
        assertThat(namesOf("raggedLong: ignore", text)).containsExactly("b", "c", "d");
        assertThat(namesOf("raggedShort: pad, raggedLong: ignore", text)).containsExactly("a", "b", "c", "d");
    }

    private List<String> namesOf(String dialect, String text) throws IOException {
        return ParsedFile.of(TestFeeds.of("dialect: {" + dialect + "}\n" + TWO_COLUMNS), write(text))
                .values("name");
    }

    @Test
    void wrongQuotesCostTheirRecordAlone() throws IOException {
        ParsedFile parsed = ParsedFile.of(
                TestFeeds.of(TWO_COLUMNS),
                write("Name,Size\n\"a\"b,1\n5\" disk,2\n\"say \"\"hi\"\"\",3\n\"two\nlines\",4\n\"open,5\n"));
        assertThat(parsed.values("name")).containsExactly("5\" disk", "say \"hi\"", "two\nlines");
        assertThat(parsed.faults())
                .containsExactly(
                        "2: quote: expected a delimiter behind a closing quote, found text",
                        "7: quote: expected a closing quote, found none");
        assertThat(parsed.rejects())
                .extracting(Reject::cells)
                .containsExactly(List.of("\"a\"b,1"), List.of("\"open,5"));
    }

    @Test
    void backslashEscapes() throws IOException {
        Feed feed = TestFeeds.of("dialect: {escape: backslash}\n" + TWO_COLUMNS);
        ParsedFile parsed = ParsedFile.of(feed, write("Name,Size\n\"say \\\"hi\\\" \\n\",1\na\\,b,2\n"));
        assertThat(parsed.values("name")).containsExactly("say \"hi\" \\n", "a,b");
    }

    @Test
    void blankRecordsAreNoRows() throws IOException {
        ParsedFile parsed =
                ParsedFile.of(TestFeeds.of(TWO_COLUMNS), write("Name,Size\n\n , \n,\n\"\",\u00a0\n,,,,\na,1\n\n"));
        assertThat(parsed.counts()).isEqualTo(new Counts(1, 1, 0, 0, 6, 0));
    }

    @Test
    void footerEndsTheData() throws IOException {
        Feed feed = TestFeeds.of("dialect: {footer: '^Total'}\n" + TWO_COLUMNS);
        ParsedFile parsed = ParsedFile.of(feed, write("Name,Size\na,1\nThe Total,2\n\nTotal,x,y\n\nb,3\n\"open\n"));
        assertThat(parsed.values("name")).containsExactly("a", "The Total");
        assertThat(parsed.counts()).isEqualTo(new Counts(5, 2, 0, 3, 2, 0));
        assertThat(parsed.faults()).isEmpty();
    }

    @Test
    void exclusionsLookAtTheCellItselfTrimmed() throws IOException {
        Feed feed = TestFeeds.of(TWO_COLUMNS + """
                exclude:
                  - {column: name, matches: '(?i)total'}
                  - {column: Kind, matches: 'x|test'}
                """);
        ParsedFile parsed =
                ParsedFile.of(feed, write("Name,Size,Kind\n\u00a0TOTAL ,bad,\nTotals,1,\na,2,\"test\"\nb,3,tests\n"));
        assertThat(parsed.values("name")).containsExactly("Totals", "b");
        assertThat(parsed.counts()).isEqualTo(new Counts(4, 2, 0, 2, 0, 0));
        Path without = write("Name,Size\na,1\n");
        assertThatThrownBy(() -> ParsedFile.of(feed, without))
                .hasMessage(
                        "input.csv does not fit feed test: expected the column 'Kind', by which rows are excluded, found the header [Name, Size]");
    }

    @Test
    void trimmingKeepsWhatTheFeedKeeps() throws IOException {
        String text = "Name,Size\n a ,1\n\" b \",2\n \u00a0,3\n";
        assertThat(namesOf("trim: none", text)).containsExactly(" a ", " b ", " \u00a0");
        assertThat(namesOf("trim: unquoted", text)).containsExactly("a", " b ", null);
        assertThat(namesOf("trim: all", text)).containsExactly("a", "b", null);
    }

    // values carried forward

    private static final String CARRY = """
            dialect: {trim: all}
            columns:
              - {name: who, from: Who, type: string, carryForward: true}
              - {name: what, from: What, type: string}
            exclude:
              - {column: what, matches: none}
            """;

    @Test
    void blankCellRepeatsTheOneAbove() throws IOException {
        ParsedFile parsed =
                ParsedFile.of(TestFeeds.of(CARRY), write("Who,What\n,early\nAnn,a\n \u00a0,b\n\n,c\nBob,d\n,\"e\"\n"));
        assertThat(parsed.values())
                .containsExactly(
                        List.of("Ann", "a"),
                        List.of("Ann", "b"),
                        List.of("Ann", "c"),
                        List.of("Bob", "d"),
                        List.of("Bob", "e"));
        assertThat(parsed.faults()).containsExactly("2: required: Who: expected a value, found nothing");
    }

    @Test
    void rejectedCellsHaveTheValueCarriedSoThatTheyCanBeMendedAlone() throws IOException {
        ParsedFile parsed = ParsedFile.of(TestFeeds.of(CARRY), write("Who,What,Note\nAnn,a,\n\u00a0,,n\n"));
        assertThat(parsed.rejects()).extracting(Reject::cells).containsExactly(List.of("Ann", "", "n"));
        assertThat(parsed.rejects()).extracting(Reject::raw).containsExactly("\u00a0,,n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bob,b,too long", "Bob", "\"Bob,b", "B\u00f6b,b"})
    void nothingIsCarriedPastARecordThatMayHaveHadAValue(String broken) throws IOException {
        ParsedFile parsed = ParsedFile.of(
                TestFeeds.of(CARRY), write(("Who,What\nAnn,a\n" + broken + "\n,c\nCy,d\n,e\n").getBytes(ISO_8859_1)));
        assertThat(parsed.values()).containsExactly(List.of("Ann", "a"), List.of("Cy", "d"), List.of("Cy", "e"));
        assertThat(parsed.faults())
                .hasSize(2)
                .element(1)
                .isEqualTo("4: required: Who: expected a value, found nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bob,b\u00f6", "Bob,b\u00ef\u00bf\u00bd"})
    void cellThatDecodesIsCarriedAlthoughAnotherDoesNot(String damaged) throws IOException {
        ParsedFile parsed = ParsedFile.of(
                TestFeeds.of(CARRY), write(("Who,What\nAnn,a\n" + damaged + "\n,c\n").getBytes(ISO_8859_1)));
        assertThat(parsed.values()).containsExactly(List.of("Ann", "a"), List.of("Bob", "c"));
        assertThat(parsed.counts().rejected()).isEqualTo(1);
    }

    @Test
    void brokenRecordWithABlankCellDoesNotStopTheCarrying() throws IOException {
        ParsedFile parsed = ParsedFile.of(TestFeeds.of(CARRY), write("Who,What\nAnn,a\n,b,x\n,c\n"));
        assertThat(parsed.values()).containsExactly(List.of("Ann", "a"), List.of("Ann", "c"));
    }

    @Test
    void rejectedAndIgnoredRecordsInBetween() throws IOException {
        ParsedFile parsed = ParsedFile.of(TestFeeds.of(CARRY), write("Who,What\nAnn,a\nBob,\n,b\nCy,none\n,c\n"));
        assertThat(parsed.values())
                .as("a rejected record's good cells are carried, those of an excluded one are not")
                .containsExactly(List.of("Ann", "a"), List.of("Bob", "b"), List.of("Bob", "c"));
    }

    // years

    @Test
    void yearComesFromFileNameOrParameterColumnByColumn() throws IOException {
        Feed feed = TestFeeds.of("""
                columns:
                  - {name: a, from: A, type: date, formats: [d MMM], year: {fileName: ['(\\d{4})', '-(\\d\\d)\\.'], parameter: year}}
                  - {name: b, from: B, type: date, formats: [d MMM], year: {parameter: other}}
                """);
        String text = "A,B\n29 Feb,1 Mar\n";
        Map<String, String> parameters = Map.of("year", "2016", "other", "2001");
        assertThat(parse(feed, "sales2012.csv", text, parameters).values())
                .containsExactly(List.of("2012-02-29", "2001-03-01"));
        assertThat(parse(feed, "sales-20.csv", text, parameters).values())
                .containsExactly(List.of("2020-02-29", "2001-03-01"));
        assertThat(parse(feed, "sales.csv", text, parameters).values())
                .containsExactly(List.of("2016-02-29", "2001-03-01"));
        assertThat(parse(feed, "sales2013.csv", text, parameters).faults())
                .containsExactly("2: type: A: expected a date d MMM, found 29 Feb");
        assertThatThrownBy(() -> parse(feed, "sales2012.csv", text, Map.of("year", "2016")))
                .hasMessage("b '1 Mar' has no year, and neither has the file's name: pass other=YYYY");
        assertThatThrownBy(() -> parse(feed, "sales.csv", text, Map.of("year", "16", "other", "2001")))
                .hasMessage("year: expected a year such as 2012, found '16'");
    }

    private ParsedFile parse(Feed feed, String name, String text, Map<String, String> parameters) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        return ParsedFile.of(feed, file, parameters);
    }

    @Test
    void fileThatIsNotThereIsNamed() {
        Path file = folder.resolve("gone.csv");
        assertThatThrownBy(() -> ParsedFile.of(TestFeeds.of(TWO_COLUMNS), file))
                .isInstanceOf(DaybookException.class)
                .hasMessageContaining(file.toString());
    }

    private Path write(String text) throws IOException {
        return write(text.getBytes(UTF_8));
    }

    private Path write(byte[] content) throws IOException {
        return Files.write(folder.resolve("input.csv"), content);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(content);
        }
        return packed.toByteArray();
    }

    private static byte[] bytes(byte[]... parts) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.write(part);
        }
        return all.toByteArray();
    }
}
