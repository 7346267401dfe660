package dev.daybook.jobs.legacyimport;

import static dev.daybook.testing.Visits.badRow;
import static dev.daybook.testing.Visits.file;
import static dev.daybook.testing.Visits.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.failure.DaybookException;
import dev.daybook.ops.ExecutionView;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.TestFeeds;
import dev.daybook.testing.Visits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that cannot be loaded: the table keeps what it has, the rejects are kept, and mending helps. */
class FailureTests {

    private static final String JANUARY = "05/01/20";

    @TempDir
    private Path folder;

    private DataFolder data;
    private Path export;

    @BeforeEach
    void oneVersionIsLoaded() {
        data = new DataFolder(folder.resolve("data"));
        export = folder.resolve("x.csv");
        data.load(file(export, row(JANUARY, "Before")));
    }

    private SortedMap<String, String> lake() {
        return new TreeMap<>(data.files().subMap("lake/", "lake0"));
    }

    /** Loads the export and expects that it fails without a trace in the lake. */
    private ExecutionView loadInVain(String... more) {
        SortedMap<String, String> before = lake();
        ExecutionView run = data.load(export, more);
        assertThat(run.status()).isEqualTo("FAILED");
        assertThat(run.message()).doesNotContain("\n").doesNotContain("Exception");
        assertThat(lake()).isEqualTo(before);
        assertThat(data.customers()).containsExactly("Before legacy-visits/x.csv");
        assertThat(data.records("select count(*) from publication")).containsExactly("1");
        assertThat(data.records("select status from ledger order by load_id").get(0))
                .isEqualTo("LOADED");
        return run;
    }

    private void loadMended() {
        ExecutionView run = data.load(file(export, row(JANUARY, "After")));
        assertThat(run.status()).isEqualTo("COMPLETED");
        assertThat(data.customers()).containsExactly("After legacy-visits/x.csv");
    }

    @Test
    void aFileOfBadRowsAloneFailsAndKeepsItsRejects() {
        file(export, badRow(JANUARY, "One"), badRow(JANUARY, "Two"));
        ExecutionView run = loadInVain();
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.read()).isEqualTo(2);
        assertThat(run.rejected()).isEqualTo(2);
        assertThat(run.written()).isZero();
        assertThat(run.load()).isEqualTo("REFUSED");
        assertThat(run.message())
                .isEqualTo(
                        "file:%s has no row that can be loaded: 2 read, 2 rejected, 0 ignored. The table keeps what it has."
                                        .formatted(export)
                                + " Mend the rejected rows in %s.".formatted(run.rejectFile()));
        assertThat(Path.of(run.rejectFile().substring("file:".length())))
                .content(StandardCharsets.UTF_8)
                .contains("One,Amelia Hartley,LUNCH", "Two,Amelia Hartley,LUNCH", "line 2: ", "line 3: ");
        loadMended();
    }

    @Test
    void aFileWithMoreRejectsThanItsFeedAllowsFailsAndOneFewerIsLoaded() {
        String feed = feed("thresholds: {warn: 0.05, fail: 1.0}", "thresholds: {warn: 0.005, fail: 0.01}");
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            rows.add(i < 11 ? badRow(JANUARY, "Customer " + i) : row(JANUARY, "Customer " + i));
        }
        file(export, rows);
        ExecutionView run = loadInVain("feed", feed);
        assertThat(run.rejected()).isEqualTo(11);
        assertThat(run.message())
                .contains("has 11 rejected rows in 1,000, more than the 1.0 % feed legacy-visits allows");
        assertThat(Path.of(run.rejectFile().substring("file:".length()))).exists();

        rows.set(0, row(JANUARY, "Customer 0"));
        ExecutionView allowed = data.load(file(export, rows), "feed", feed);

        assertThat(allowed.status()).isEqualTo("COMPLETED");
        assertThat(allowed.rejected()).isEqualTo(10);
        assertThat(allowed.written()).isEqualTo(990);
        assertThat(allowed.exitCode()).isEqualTo(5);
    }

    @Test
    void rejectsOverTheWarningThresholdCompleteWithAnExitCodeOfTheirOwn() {
        ExecutionView run = data.load(file(export, row(JANUARY, "Good"), badRow(JANUARY, "Bad")));
        assertThat(run.status()).isEqualTo("COMPLETED");
        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.message()).isEqualTo("1 of 2 rows rejected, more than the 5.0 % feed legacy-visits warns at");
        assertThat(data.customers()).containsExactly("Good legacy-visits/x.csv");
    }

    @Test
    void anEmptyFileFails() {
        Visits.text(export, "");
        ExecutionView run = loadInVain();
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.load()).isEqualTo("EMPTY");
        assertThat(run.message())
                .isEqualTo(
                        "file:%s has no rows: expected at least one. The table keeps what it has.".formatted(export));
        loadMended();
    }

    @Test
    void aHeaderAloneFails() {
        file(export);
        ExecutionView run = loadInVain();
        assertThat(run.load()).isEqualTo("EMPTY");
        assertThat(run.message()).contains("has no rows: expected at least one");
        loadMended();
    }

    @Test
    void blankLinesAloneAreNoRows() {
        Visits.text(export, Visits.HEADER + "\n\n,,,,,,,\n\n");
        ExecutionView run = loadInVain();
        assertThat(run.load()).isEqualTo("EMPTY");
        assertThat(run.read()).isZero();
        assertThat(run.blank()).isEqualTo(3);
        ExecutionView again = loadInVain();
        assertThat(again.blank()).isEqualTo(3);
    }

    @Test
    void aWrongHeaderFailsAndNamesWhatIsMissing() {
        Visits.text(export, "Date,Customer,Salesperson\n05/01/20,One,Two\n");
        ExecutionView run = loadInVain();
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.message()).contains("x.csv").contains("CustomerName");
        loadMended();
    }

    @Test
    void aTruncatedGzipFileFails() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            for (int i = 0; i < 5000; i++) {
                gzip.write(((i == 0 ? Visits.HEADER : row(JANUARY, "Customer " + i * 7919 % 5000)) + "\n")
                        .getBytes(StandardCharsets.UTF_8));
            }
        }
        Files.write(export, Arrays.copyOf(packed.toByteArray(), packed.size() / 2));
        ExecutionView run = loadInVain();
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.message()).contains("x.csv");
        Files.write(export, packed.toByteArray());
        assertThat(data.load(export).written()).isEqualTo(4999);
    }

    @Test
    void aMissingFileIsNoRun() {
        assertThatThrownBy(() -> data.load(folder.resolve("missing.csv")))
                .isInstanceOfSatisfying(
                        DaybookException.class, e -> assertThat(e.kind()).isEqualTo(DaybookException.Kind.INPUT))
                .hasMessageContaining("No such file: %s".formatted(folder.resolve("missing.csv")));
        assertThat(data.executions()).hasSize(1);
        assertThat(data.ledger()).hasSize(1);
    }

    @Test
    void aFolderIsNoFile() {
        assertThatThrownBy(() -> data.load(folder))
                .isInstanceOf(DaybookException.class)
                .hasMessageContaining("is a folder");
        assertThat(data.executions()).hasSize(1);
    }

    @Test
    void aFileWhoseFeedIsMendedIsReadFromItsBeginning() {
        Path feed = Visits.text(folder.resolve("own.yaml"), TestFeeds.legacyVisits("[Feedback]", "[Feedback]"));
        file(export, badRow(JANUARY, "After"), badRow(JANUARY, "After too"));
        ExecutionView refused = loadInVain("feed", feed.toString());

        Visits.text(feed, TestFeeds.legacyVisits("allowed: [MEETING,", "allowed: [LUNCH, MEETING,"));
        ExecutionView run = data.load(export, "feed", feed.toString());

        assertThat(run.status()).isEqualTo("COMPLETED");
        assertThat(run.id()).isGreaterThan(refused.id());
        assertThat(run.read()).isEqualTo(2);
        assertThat(run.written()).isEqualTo(2);
        assertThat(run.rejected()).isZero();
        assertThat(data.customers()).containsExactly("After legacy-visits/x.csv", "After too legacy-visits/x.csv");
        assertThat(data.ledger()).containsExactly("x.csv|0|SUPERSEDED", "x.csv|1|REFUSED", "x.csv|2|LOADED");
        assertThat(data.show(refused.id()).rejected()).isEqualTo(2);
    }

    @Test
    void aMissingYearIsABadRequestAndTheSameFileLoadsWithIt() {
        Path meetings = Visits.text(
                folder.resolve("meetings.csv"),
                "Minister,Date,Name of Organisation,Purpose of meeting\nA Minister,July,An Organisation,Talks\n");
        ExecutionView run = data.load(meetings, "feed", "ministers-meetings");
        assertThat(run.status()).isEqualTo("FAILED");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.message()).contains("year=");

        ExecutionView withYear = data.load(meetings, "feed", "ministers-meetings", "year", "2012");
        assertThat(data.ledger())
                .as("another year is another load")
                .endsWith("meetings.csv|0|SUPERSEDED", "meetings.csv|1|LOADED");

        assertThat(withYear.status()).isEqualTo("COMPLETED");
        assertThat(withYear.exitCode()).isZero();
        assertThat(data.query("select meeting_date, date_precision, minister, meeting_year from meetings"))
                .containsExactly("2012-07-01|month|A Minister|2012");
    }

    @Test
    void aFeedWithoutAColumnOfTheTableLeavesItToTheRowsThatHaveIt() {
        String feed = feed(
                "  - name: meeting_details\n    from: [MeetingDetails]\n    type: string\n    nullable: true\n", "");
        file(folder.resolve("other.csv"), row(JANUARY, "Other"));
        assertThat(data.load(folder.resolve("other.csv"), "feed", feed).status())
                .isEqualTo("COMPLETED");
        assertThat(data.query("select customer_name, meeting_details from visits order by 1"))
                .containsExactly("Before|Wants a quote", "Other|null");
    }

    @Test
    void aFeedThatWouldChangeAColumnsTypeIsRefusedBeforeAnythingIsPublished() {
        String feed = feed(
                "  - name: meeting_details\n    from: [MeetingDetails]\n    type: string",
                "  - name: meeting_details\n    from: [MeetingDetails]\n    type: int");
        file(
                export,
                row("05/12/19", "After").replace("Wants a quote", "42"),
                row(JANUARY, "After").replace("Wants a quote", "42"));
        ExecutionView run = loadInVain("feed", feed);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.message())
                .isEqualTo("column meeting_details of table visits is string, and cannot become int:"
                        + " give the feed's column another name");
    }

    @Test
    void aFeedThatWouldPartitionTheTableOtherwiseIsRefused() {
        String feed = feed(
                "partition: {column: visit_month, from: visit_date, by: month}",
                "partition: {column: visit_year, from: visit_date, by: year}");
        file(export, row(JANUARY, "After"));
        ExecutionView run = loadInVain("feed", feed);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.message())
                .isEqualTo(
                        "table visits is partitioned by visit_month, feed legacy-visits says visit_year: expected the same");
    }

    @Test
    void aFeedThatAddsAColumnBehindTheOthersKeepsRowsAndIds() {
        List<String> ids = data.query("select visit_id from visits");
        String feed = feed(
                "unknownColumns: ignore",
                "  - name: region\n    from: [Region]\n    type: string\n    nullable: true\nunknownColumns: ignore");
        Path other = Visits.text(
                folder.resolve("other.csv"),
                Visits.HEADER + ",Region\n" + row(JANUARY, "Other") + ",North\n" + row("05/02/20", "Later")
                        + ",South\n");
        assertThat(data.load(other, "feed", feed).status()).isEqualTo("COMPLETED");
        assertThat(data.query("select customer_name, region from visits order by 1"))
                .containsExactly("Before|null", "Later|South", "Other|North");
        assertThat(data.query("select visit_id from visits where customer_name = 'Before'"))
                .isEqualTo(ids);
    }

    private String feed(String text, String replacement) {
        return Visits.text(folder.resolve("own.yaml"), TestFeeds.legacyVisits(text, replacement))
                .toString();
    }
}
