package dev.daybook.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.notify.MissedRuns.DayRun;
import dev.daybook.notify.MissedRuns.Missed;
import dev.daybook.notify.RunEnd.Outcome;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.BatchStatus;

class NoticeTextTests {

    private static final String TITLE = "Daily sales load 2026-03-01";
    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

    private static Notice notice(Outcome outcome, String text, @Nullable String impact) {
        Map<String, String> request = Map.of("file", "in/sales 2026-03-01.json", "date", "2026-03-01");
        return RunTexts.of(new RunEnd(17, "daily-sales-load", request, outcome, TITLE, text, impact));
    }

    @Test
    void aSuccessSaysWhatWasDone() {
        Notice notice = notice(Outcome.SUCCEEDED, "48 sales, revenue 12,345.00", null);
        assertThat(notice.key()).isEqualTo("execution/17/SUCCEEDED");
        assertThat(notice.subject()).isEqualTo("Daily sales load 2026-03-01 succeeded: 48 sales, revenue 12,345.00");
        assertThat(notice.body()).isEqualTo("""
                Daily sales load 2026-03-01 succeeded: 48 sales, revenue 12,345.00

                Run: execution 17 of daily-sales-load, see ./daybook show 17
                """);
    }

    @Test
    void aFailureSaysWhyWhatItMeansAndWhatToDo() {
        Notice notice = notice(
                Outcome.FAILED,
                "file:/lake/sales: No space left on device. Make room.",
                "latest data is still 2026-02-28");
        assertThat(notice.subject())
                .isEqualTo(
                        "Daily sales load 2026-03-01 failed: file:/lake/sales: No space left on device; latest data is still 2026-02-28");
        assertThat(notice.body()).isEqualTo("""
                Daily sales load 2026-03-01 failed: file:/lake/sales: No space left on device; latest data is still 2026-02-28

                Cause: file:/lake/sales: No space left on device. Make room.
                Impact: latest data is still 2026-02-28
                To do: ./daybook restart 17 --reason …
                Run: execution 17 of daily-sales-load, see ./daybook show 17
                """);
    }

    @Test
    void whatHasToBeMendedIsANewRequestInWordsAShellTakes() {
        assertThat(notice(Outcome.UNFIT, "no row can be loaded", null).body()).contains("""
                Impact: what it has published stays, the rest is missing
                To do: mend what the cause names, then ./daybook run daily-sales-load date=2026-03-01 'file=in/sales 2026-03-01.json'
                """);
    }

    @Test
    void rejectsAreToldWithTheWayToMendThem() {
        Notice notice =
                notice(Outcome.REJECTS, "3 of 10 rows rejected, more than the 5.0 % feed daily-sales warns at", null);
        assertThat(notice.kind()).isEqualTo(NoticeKind.REJECTS);
        assertThat(notice.body()).isEqualTo("""
                Daily sales load 2026-03-01: 3 of 10 rows rejected, more than the 5.0 % feed daily-sales warns at

                Impact: the rejected rows are missing in the table, the others are there
                To do: ./daybook rejects 17 lists them; mended, ./daybook replay 17 loads them
                Run: execution 17 of daily-sales-load, see ./daybook show 17
                """);
    }

    @Test
    void aRecoveredRunSaysHowToGoOnWithIt() {
        Notice notice = RunTexts.recovered(17, "daily-sales-load", "daily-sales-load 2026-03-01", "its process died");
        assertThat(notice.subject())
                .isEqualTo("daily-sales-load 2026-03-01 recovered: its process died, execution 17 is FAILED");
        assertThat(notice.body()).isEqualTo("""
                daily-sales-load 2026-03-01 recovered: its process died, execution 17 is FAILED

                Cause: its process died
                Impact: what it had published stays, the rest is missing until it is gone on with
                To do: ./daybook restart 17 --reason …; the same request again goes on with it too
                Run: execution 17 of daily-sales-load, see ./daybook show 17
                """);
    }

    private static Missed missed(@Nullable DayRun last, @Nullable LocalDate latestDone) {
        return new Missed(
                "daily-sales-load",
                DAY,
                DAY.plusDays(1).atTime(7, 30).atZone(ZoneId.of("Europe/Berlin")),
                last,
                latestDone);
    }

    @Test
    void aMissedDateSaysWhatThereIs() {
        Notice notice = missed(null, LocalDate.of(2026, 2, 28)).notice();
        assertThat(notice.key()).isEqualTo("missed/daily-sales-load/2026-03-01");
        assertThat(notice.body()).isEqualTo("""
                daily-sales-load 2026-03-01 missed: nothing completed by 2026-03-02 07:30 Europe/Berlin

                Cause: no run for this day is on record
                Impact: data of 2026-03-01 is missing; latest data is still 2026-02-28
                To do: ./daybook run daily-sales-load date=2026-03-01 …
                """);
        assertThat(missed(new DayRun(7, BatchStatus.FAILED), null).notice().body())
                .contains(
                        "Cause: execution 7 for this day is FAILED",
                        "Impact: data of 2026-03-01 is missing\n",
                        "To do: ./daybook restart 7 --reason …");
        assertThat(missed(new DayRun(7, BatchStatus.STARTED), null).notice().body())
                .contains("To do: ./daybook progress 7");
    }

    @Test
    void aLongReasonLeavesRoomForWhatItMeans() {
        String subject = notice(Outcome.FAILED, "x".repeat(3_000), "latest data is still 2026-02-28")
                .subject();
        assertThat(subject)
                .hasSizeLessThanOrEqualTo(PlainText.MAX_SUBJECT)
                .endsWith("x…; latest data is still 2026-02-28");
    }

    @Test
    void textFromElsewhereStaysOnItsLine() {
        assertThat(PlainText.line("a\r\nBcc: all@example.com\u2028b\u0085c\td \u202Ee"))
                .isEqualTo("a Bcc: all@example.com b c d e");
        assertThat(PlainText.line("Zoë \uD83D\uDE00 Müller")).isEqualTo("Zoë \uD83D\uDE00 Müller");
        assertThat(PlainText.line("ab\uD83D\uDE00cd", 4)).isEqualTo("ab…");
        assertThat(PlainText.line("abcd", 4)).isEqualTo("abcd");
    }

    @Test
    void aSubjectOfSnsIsShortAscii() {
        assertThat(SnsChannel.subject("Zoë: 3 €…")).isEqualTo("Zoe: 3 ?...");
        assertThat(SnsChannel.subject("x".repeat(200))).hasSize(99).endsWith("x...");
    }
}
