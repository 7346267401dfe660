package dev.daybook.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.notify.MissedRuns.Missed;
import dev.daybook.notify.NoticePlan.Deadline;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.OnBothDatabases;
import dev.daybook.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** Days history-export, a job with a parameter {@code date}, was run for or not. */
@OnBothDatabases
class MissedRunsTests {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Parameter
    private TestDatabase database;

    @TempDir
    private Path folder;

    private DataFolder data;

    @BeforeEach
    void emptyFolder() {
        data = new DataFolder(folder, database);
    }

    private static Deadline deadline(int daysAfter, Set<DayOfWeek> weekdays, @Nullable String since) {
        return new Deadline(
                "history-export",
                LocalTime.of(7, 30),
                daysAfter,
                BERLIN,
                weekdays,
                since == null ? null : LocalDate.parse(since));
    }

    private static Deadline daily(@Nullable String since) {
        return deadline(1, EnumSet.allOf(DayOfWeek.class), since);
    }

    private <T> T at(String now, Deadline deadline, Function<MissedRuns, T> use) {
        NoticePlan plan = new NoticePlan(List.of(), null, Map.of(), List.of(deadline));
        Clock clock = Clock.fixed(Instant.parse(now), ZoneOffset.UTC);
        return data.withDatabase(source -> use.apply(new MissedRuns(source, plan, clock)));
    }

    private List<String> find(String now, Deadline deadline) {
        return at(now, deadline, missed -> dates(missed.find()));
    }

    private List<String> raise(String now, Deadline deadline) {
        return at(now, deadline, missed -> dates(missed.raise()));
    }

    private static List<String> dates(List<Missed> missed) {
        return missed.stream().map(one -> one.date().toString()).toList();
    }

    private List<String> keys() {
        return data.records("select notice_key from outbox where kind = 'MISSED' order by notice_id");
    }

    @Test
    void aDateIsMissedWhenItsDeadlineIsOverAndNothingHasCompletedForIt() {
        data.export("2026-03-01");
        data.export("2026-03-03");
        assertThat(find("2026-03-03T06:29:00Z", daily(null))).isEmpty();
        assertThat(find("2026-03-03T06:30:00Z", daily(null))).containsExactly("2026-03-02");
        assertThat(find("2026-03-04T06:30:00Z", daily(null))).containsExactly("2026-03-02");
        assertThat(find("2026-03-05T06:30:00Z", daily(null))).containsExactly("2026-03-02", "2026-03-04");
    }

    @Test
    void aMissedDateIsToldOnce() {
        data.export("2026-03-01");
        assertThat(raise("2026-03-03T08:00:00Z", daily(null))).containsExactly("2026-03-02");
        assertThat(raise("2026-03-03T09:00:00Z", daily(null))).isEmpty();
        assertThat(raise("2026-03-04T09:00:00Z", daily(null))).containsExactly("2026-03-03");
        assertThat(keys()).containsExactly("missed/history-export/2026-03-02", "missed/history-export/2026-03-03");
    }

    @Test
    void lookingTellsNobody() {
        data.export("2026-03-01");
        find("2026-03-03T08:00:00Z", daily(null));
        assertThat(keys()).isEmpty();
    }

    @Test
    void daysBeforeTheFirstOneAreNoneOfTheJobs() {
        assertThat(find("2026-03-03T08:00:00Z", daily(null))).isEmpty();
        assertThat(find("2026-03-03T08:00:00Z", daily("2026-03-02"))).containsExactly("2026-03-02");
        data.export("2026-03-01");
        assertThat(find("2026-03-03T08:00:00Z", daily(null))).containsExactly("2026-03-02");
    }

    @Test
    void onlyTheWeekdaysNamedAreWaitedFor() {
        // A Sunday to a Thursday.
        Deadline weekend = deadline(0, Set.of(DayOfWeek.SUNDAY, DayOfWeek.TUESDAY), "2026-03-01");
        assertThat(find("2026-03-05T08:00:00Z", weekend)).containsExactly("2026-03-01", "2026-03-03");
    }

    @Test
    void aRunThatHasFailedLeavesItsDateMissedAndIsNamed() {
        data.export("2026-03-01");
        data.export("2026-03-02");
        data.update("update batch_job_execution set status = 'FAILED' where job_execution_id = 2");
        at("2026-03-03T08:00:00Z", daily(null), MissedRuns::raise);
        assertThat(data.records("select job_execution_id, subject from outbox where kind = 'MISSED'"))
                .containsExactly(
                        "2|history-export 2026-03-02 missed: nothing completed by 2026-03-03 07:30 Europe/Berlin");
        assertThat(data.records("select body from outbox where kind = 'MISSED'").get(0))
                .contains(
                        "Cause: execution 2 for this day is FAILED",
                        "Impact: data of 2026-03-02 is missing; latest data is still 2026-03-01",
                        "To do: ./daybook restart 2 --reason …");
    }

    @Test
    void aDateLongAgoIsLeftAlone() {
        assertThat(find("2026-03-31T12:00:00Z", deadline(0, EnumSet.allOf(DayOfWeek.class), "2025-01-01")))
                .hasSize(32)
                .startsWith("2026-02-28")
                .endsWith("2026-03-31");
    }
}
