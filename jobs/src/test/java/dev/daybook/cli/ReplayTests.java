package dev.daybook.cli;

import static dev.daybook.testing.Visits.HEADER;
import static dev.daybook.testing.Visits.badRow;
import static dev.daybook.testing.Visits.file;
import static dev.daybook.testing.Visits.row;
import static dev.daybook.testing.Visits.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.ops.ExecutionView;
import dev.daybook.testing.CommandLineAnswer;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.TestFeeds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rejected rows, mended and loaded in addition. */
class ReplayTests {

    private static final String JANUARY = "05/01/20";
    private static final String KEY = "x.csv";
    private static final String REPLAY_KEY = "x.csv#replay";

    @TempDir
    private Path folder;

    private DataFolder data;
    private Path export;

    @BeforeEach
    void emptyFolder() {
        data = new DataFolder(folder.resolve("data"));
        export = folder.resolve(KEY);
    }

    private CommandLineAnswer daybook(String... arguments) {
        return CommandLineAnswer.of(data, arguments);
    }

    private static Path placeOf(String uri) {
        return Path.of(uri.substring("file:".length()));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Path mend(ExecutionView run, String wrong, String right) {
        Path rejects = placeOf(run.rejectFile());
        String found = read(rejects);
        assertThat(found).contains(wrong);
        return text(rejects, found.replace(wrong, right));
    }

    @Test
    void mendedRowsAreAddedAndWhatWasLoadedStays() {
        ExecutionView first = data.load(file(
                export,
                row(JANUARY, "One"),
                badRow(JANUARY, "Two"),
                badRow("05/02/20", "Three"),
                badRow(JANUARY, "Four")));
        assertThat(data.customers()).containsExactly("One legacy-visits/x.csv");
        mend(first, "Two,Amelia Hartley,LUNCH", "Two,Amelia Hartley,MEETING");
        mend(first, "Three,Amelia Hartley,LUNCH", "Three,Amelia Hartley,ADMIN");

        CommandLineAnswer answer = daybook("replay", "1", "--reason", "typing errors", "--json");

        assertThat(answer.exitCode()).isEqualTo(5);
        ExecutionView replay = data.show(answer.json().get("id").asLong());
        assertThat(replay.status()).isEqualTo("COMPLETED");
        assertThat(replay.load()).isEqualTo("LOADED");
        assertThat(replay.read()).isEqualTo(3);
        assertThat(replay.written()).isEqualTo(2);
        assertThat(replay.rejected()).isEqualTo(1);
        assertThat(replay.duplicate() + replay.ignored() + replay.blank()).isZero();
        assertThat(data.customers())
                .containsExactly(
                        "One legacy-visits/x.csv",
                        "Three legacy-visits/x.csv#replay",
                        "Two legacy-visits/x.csv#replay");
        assertThat(data.ledger()).containsExactly(KEY + "|0|LOADED", REPLAY_KEY + "|0|LOADED");
        assertThat(daybook("rejects", String.valueOf(replay.id())).out())
                .contains("MeetingType: allowed: expected", "found LUNCH", "1 rejected rows");
        assertThat(read(placeOf(replay.rejectFile()))).contains("Four,Amelia Hartley,LUNCH");
        assertThat(data.records("select action, job_execution_id, reason, outcome, detail from operator_action"))
                .containsExactly("replay|1|typing errors|DONE|execution 2 COMPLETED");
    }

    @Test
    void theSameContentAgainIsADuplicateAndAChangedOneReplacesTheFirstReplay() {
        ExecutionView first = data.load(file(export, row(JANUARY, "One"), badRow(JANUARY, "Two")));
        mend(first, "LUNCH", "MEETING");
        assertThat(daybook("replay", "1").exitCode()).isZero();
        CommandLineAnswer again = daybook("replay", "1", "--json");
        assertThat(again.exitCode()).isZero();
        assertThat(again.json().get("status").asString()).isEqualTo("DUPLICATE");
        assertThat(again.json().get("id").asLong()).isEqualTo(2);
        assertThat(data.executions()).hasSize(2);

        mend(first, "Two", "Zwei");
        assertThat(daybook("replay", "1").exitCode()).isZero();

        assertThat(data.customers()).containsExactly("One legacy-visits/x.csv", "Zwei legacy-visits/x.csv#replay");
        assertThat(data.ledger())
                .containsExactly(KEY + "|0|LOADED", REPLAY_KEY + "|0|SUPERSEDED", REPLAY_KEY + "|1|LOADED");
    }

    @Test
    void whatIsStillWrongInAReplayCanBeReplayedInItsTurn() {
        ExecutionView first =
                data.load(file(export, row(JANUARY, "One"), badRow(JANUARY, "Two"), badRow(JANUARY, "Three")));
        mend(first, "Two,Amelia Hartley,LUNCH", "Two,Amelia Hartley,MEETING");
        daybook("replay", "1");
        mend(data.show(2), "LUNCH", "COLLECTION");
        assertThat(daybook("replay", "2").exitCode()).isZero();
        assertThat(data.customers())
                .containsExactly(
                        "One legacy-visits/x.csv",
                        "Three legacy-visits/x.csv#replay#replay",
                        "Two legacy-visits/x.csv#replay");
    }

    @Test
    void rowsNobodyMendedAreRejectedAgainWhateverWasWrongWithThem() {
        byte[] undecodable = (row(JANUARY, "M_ller") + "\r\n").getBytes(StandardCharsets.US_ASCII);
        undecodable[new String(undecodable, StandardCharsets.US_ASCII).indexOf('_')] = (byte) 0xfc;
        String others = String.join(
                        "\r\n",
                        row(JANUARY, "One"),
                        badRow(JANUARY, "Two"),
                        JANUARY + ",Short,Amelia Hartley,MEETING",
                        row(JANUARY, "Long") + ",more",
                        row(JANUARY, "\"Quoted\" badly"),
                        row("31/02/20", "No such day"),
                        "")
                + new String(undecodable, StandardCharsets.ISO_8859_1);
        write(export, HEADER + "\r\n" + others);
        ExecutionView first = data.load(export);
        assertThat(first.written()).isEqualTo(1);
        assertThat(first.rejected()).isEqualTo(6);

        CommandLineAnswer answer = daybook("replay", "1", "--json");

        assertThat(answer.exitCode()).isEqualTo(1);
        ExecutionView replay = data.show(2);
        assertThat(replay.read()).isEqualTo(6);
        assertThat(replay.rejected()).isEqualTo(6);
        assertThat(data.customers()).containsExactly("One legacy-visits/x.csv");
        mend(first, "M\\xFC\ufffdller", "Müller");
        assertThat(daybook("replay", "1").exitCode()).isEqualTo(5);
        assertThat(data.customers()).containsExactly("Müller legacy-visits/x.csv#replay", "One legacy-visits/x.csv");
    }

    private static void write(Path file, String latin) {
        try {
            Files.write(file, latin.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aFeedOfAnotherDialectAndEncodingReadsItsRejectFiles() {
        Path feed = text(
                folder.resolve("semicolons.yaml"),
                TestFeeds.legacyVisits("delimiter: \",\"", "delimiter: \";\"")
                        .replace("feed: legacy-visits", "feed: semicolons")
                        .replace("charset: UTF-8", "charset: windows-1252"));
        text(
                export,
                String.join(
                        "\n",
                        HEADER.replace(',', ';'),
                        row(JANUARY, "One").replace(',', ';'),
                        badRow(JANUARY, "Two, or so").replace(',', ';').replace("Two; or so", "Two, or so"),
                        ""));
        ExecutionView first = data.load(export, "feed", feed.toString());
        assertThat(first.rejected()).isEqualTo(1);
        mend(first, "LUNCH", "MEETING");
        assertThat(daybook("replay", "1").exitCode()).isZero();
        assertThat(data.customers()).containsExactly("One semicolons/x.csv", "Two, or so semicolons/x.csv#replay");
    }

    @Test
    void aYearInTheNameOfTheOriginalHoldsForItsReplayUnderAnotherName() {
        Path meetings = text(
                folder.resolve("meetings-2012.csv"),
                "Minister,Date,Name of Organisation,Purpose of meeting\n"
                        + "A Minister,July,One Ltd,Talks\nA Minister,Juli,Two Ltd,Talks\n");
        ExecutionView first = data.load(meetings, "feed", "ministers-meetings");
        assertThat(first.rejected()).isEqualTo(1);
        Path mended = text(
                folder.resolve("mended.csv"), read(placeOf(first.rejectFile())).replace("Juli", "July"));
        assertThat(daybook("replay", "1", "--file", mended.toString()).exitCode())
                .isZero();
        assertThat(data.query("select organisation, meeting_date, source from meetings order by 1"))
                .containsExactly(
                        "One Ltd|2012-07-01|ministers-meetings/meetings-2012.csv",
                        "Two Ltd|2012-07-01|ministers-meetings/meetings-2012.csv#replay/mended.csv");
    }

    @Test
    void rejectsOfAFileWithoutAHeaderHaveTheColumnsNames() {
        Path feed = text(folder.resolve("bare.yaml"), """
                feed: bare
                format: csv
                encoding:
                  charset: UTF-8
                  malformed: reject-row
                dialect:
                  delimiter: "|"
                  quote: '"'
                  escape: doubled
                  trim: all
                  header: false
                  raggedShort: reject
                  raggedLong: reject
                columns:
                  - {name: sold_on, position: 1, type: date, formats: [yyyy-MM-dd], nullable: false}
                  - {name: city, position: 2, type: string, nullable: false}
                table: towns
                id: town_id
                partition: {column: sold_month, from: sold_on, by: month}
                """);
        text(export, "2020-01-05|Bern\n2020-13-05|Basel\n");
        ExecutionView first = data.load(export, "feed", feed.toString());
        assertThat(read(placeOf(first.rejectFile())))
                .startsWith("\ufeffsold_on,city,reject_reason\r\n2020-13-05,Basel,");
        mend(first, "2020-13-05", "2020-12-05");
        assertThat(daybook("replay", "1").exitCode()).isZero();
        assertThat(data.query("select sold_on, city, source from towns order by 1"))
                .containsExactly("2020-01-05|Bern|bare/x.csv", "2020-12-05|Basel|bare/x.csv#replay");
    }

    @Test
    void aLoadThatIsNoneCannotBeReplayedByParameter() {
        CommandLineAnswer answer =
                daybook("run", "legacy-import", "file=" + file(export, row(JANUARY, "One")), "replayOfLoad=7");
        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.err()).contains("replayOfLoad: expected the number of a load, found '7'");
    }

    @Test
    void rowsMendedInSeveralFilesStandBesideOneAnother() {
        ExecutionView first =
                data.load(file(export, row(JANUARY, "One"), badRow(JANUARY, "Two"), badRow(JANUARY, "Three")));
        String header = read(placeOf(first.rejectFile())).lines().findFirst().orElseThrow();
        Path one = text(folder.resolve("one.csv"), header + "\n" + row(JANUARY, "Two") + ",\n");
        Path other = text(folder.resolve("other.csv"), header + "\n" + row(JANUARY, "Three") + ",\n");
        assertThat(daybook("replay", "1", "--file", one.toString()).exitCode()).isZero();
        assertThat(daybook("replay", "1", "--file", other.toString()).exitCode())
                .isZero();
        assertThat(data.customers())
                .containsExactly(
                        "One legacy-visits/x.csv",
                        "Three legacy-visits/x.csv#replay/other.csv",
                        "Two legacy-visits/x.csv#replay/one.csv");
        text(other, header + "\n" + row(JANUARY, "Drei") + ",\n");
        assertThat(daybook("replay", "1", "--file", other.toString()).exitCode())
                .isZero();
        assertThat(data.customers())
                .containsExactly(
                        "Drei legacy-visits/x.csv#replay/other.csv",
                        "One legacy-visits/x.csv",
                        "Two legacy-visits/x.csv#replay/one.csv");
    }

    @Test
    void aNewVersionOfTheFileTakesTheMendedRowsOfTheOneBeforeWithIt() {
        ExecutionView first = data.load(file(
                export,
                row(JANUARY, "One"),
                badRow(JANUARY, "Two"),
                badRow("05/02/20", "Three"),
                badRow(JANUARY, "Four")));
        mend(first, "Two,Amelia Hartley,LUNCH", "Two,Amelia Hartley,MEETING");
        mend(first, "Three,Amelia Hartley,LUNCH", "Three,Amelia Hartley,MEETING");
        assertThat(daybook("replay", "1").exitCode()).isEqualTo(5);
        mend(data.show(2), "LUNCH", "MEETING");
        assertThat(daybook("replay", "2").exitCode()).isZero();
        assertThat(data.load(file(folder.resolve("z.csv"), row(JANUARY, "Two"))).duplicate())
                .isEqualTo(1);
        assertThat(data.customers()).hasSize(4);

        data.load(file(export, row(JANUARY, "One"), row(JANUARY, "Zwei")));

        assertThat(data.customers())
                .containsExactly("One legacy-visits/x.csv", "Two legacy-visits/z.csv", "Zwei legacy-visits/x.csv");
        assertThat(data.ledger())
                .containsExactly(
                        KEY + "|0|SUPERSEDED",
                        REPLAY_KEY + "|0|SUPERSEDED",
                        REPLAY_KEY + "#replay|0|SUPERSEDED",
                        "z.csv|0|LOADED",
                        KEY + "|1|LOADED");
        assertRefused(3, "is SUPERSEDED", "replay", "1");
        assertRefused(
                3,
                "what load 1 loaded of legacy-visits/x.csv was replaced or undone",
                "run",
                "legacy-import",
                "file=" + placeOf(first.rejectFile()),
                "key=" + REPLAY_KEY,
                "replayOfLoad=1");
    }

    @Test
    void theRejectsOfAVersionThatComesBackAreToBeReplayedAgain() {
        String[] old = {row(JANUARY, "One"), badRow(JANUARY, "Two")};
        mend(data.load(file(export, old)), "LUNCH", "MEETING");
        daybook("replay", "1");
        data.load(file(export, row(JANUARY, "Zwei")));
        ExecutionView back = data.load(file(export, old));
        assertThat(data.customers()).containsExactly("One legacy-visits/x.csv");
        mend(back, "LUNCH", "MEETING");
        assertThat(daybook("replay", String.valueOf(back.id())).exitCode()).isZero();
        assertThat(data.customers()).containsExactly("One legacy-visits/x.csv", "Two legacy-visits/x.csv#replay");
        assertThat(data.ledger())
                .containsExactly(
                        KEY + "|0|SUPERSEDED",
                        REPLAY_KEY + "|0|SUPERSEDED",
                        KEY + "|1|SUPERSEDED",
                        KEY + "|2|LOADED",
                        REPLAY_KEY + "|1|LOADED");
    }

    @Test
    void whatCannotBeReplayedIsRefusedWithWhatToDo() throws IOException {
        data.load(file(export, row(JANUARY, "One")));
        assertRefused(3, "execution 1 rejected no row: there is nothing to replay", "replay", "1");
        assertRefused(2, "there is no execution 9", "replay", "9");

        ExecutionView second = data.load(file(folder.resolve("y.csv"), row(JANUARY, "One"), badRow(JANUARY, "Two")));
        assertRefused(
                1,
                "No such file",
                "replay",
                "2",
                "--file",
                folder.resolve("none.csv").toString());
        Files.delete(placeOf(second.rejectFile()));
        assertRefused(1, "is gone: `daybook rejects 2` still lists the rows", "replay", "2");

        data.update("update ledger set status = 'LOADING' where load_id = 2");
        assertRefused(3, "execution 2 is not finished", "replay", "2");
        data.update("update ledger set status = 'SUPERSEDED' where load_id = 2");
        assertRefused(3, "is SUPERSEDED", "replay", "2");
        assertThat(data.records("select distinct outcome from operator_action")).containsExactly("REFUSED");
        assertThat(data.executions()).hasSize(2);
    }

    private void assertRefused(int exitCode, String message, String... arguments) {
        CommandLineAnswer answer = daybook(arguments);
        assertThat(answer.err()).startsWith("daybook: ").contains(message);
        assertThat(answer.exitCode()).isEqualTo(exitCode);
        assertThat(answer.out()).isEmpty();
    }

    @Test
    void theRejectsOfAFileWithNoGoodRowCanBeReplayed() {
        ExecutionView first = data.load(file(export, badRow(JANUARY, "One")));
        assertThat(first.status()).isEqualTo("FAILED");
        mend(first, "LUNCH", "MEETING");
        assertThat(daybook("replay", "1").exitCode()).isZero();
        assertThat(data.customers()).containsExactly("One legacy-visits/x.csv#replay");
    }
}
