package dev.daybook.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReadingTests {

    private static Reading reading(long doneAtStart, long done, @Nullable Long total, long rows, long seconds) {
        return new Reading("stage", Progress.BYTES, doneAtStart, done, total, rows, Duration.ofSeconds(seconds));
    }

    @Test
    void theForecastGoesByThePaceSoFar() {
        Reading reading = reading(0, 25, 100L, 1_000, 10);
        assertThat(reading.percent()).isEqualTo(25);
        assertThat(reading.rowsPerSecond()).isEqualTo(100);
        assertThat(reading.remaining()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aRestartedStepIsNotCreditedWithWhatWasDoneBefore() {
        Reading reading = reading(50, 75, 100L, 1_000, 10);
        assertThat(reading.percent()).isEqualTo(75);
        assertThat(reading.remaining()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void whatCannotBeToldIsLeftOut() {
        assertThat(reading(0, 25, null, 1, 10).percent()).isNull();
        assertThat(reading(0, 25, null, 1, 10).remaining()).isNull();
        assertThat(reading(0, 0, 100L, 0, 0).remaining()).isNull();
        assertThat(reading(0, 0, 100L, 0, 0).rowsPerSecond()).isZero();
        assertThat(reading(0, 0, 0L, 0, 1).percent()).isEqualTo(100);
    }

    @Test
    void aReadingIsALineOfText() {
        assertThat(ProgressText.line(reading(0, 43, 100L, 2_150_000, 5)))
                .isEqualTo("stage 43 %, 2,150,000 rows, 430,000 rows/s, 0:06 left");
        assertThat(ProgressText.line(reading(0, 7 << 20, null, 10, 5))).isEqualTo("stage 7 MiB, 10 rows, 2 rows/s");
        assertThat(ProgressText.soFar(reading(0, 43, 100L, 2_150_000, 5)))
                .isEqualTo("stage 43 %, 2,150,000 rows, 430,000 rows/s");
        assertThat(ProgressText.bar(reading(0, 50, 100L, 10, 7_200)))
                .isEqualTo("stage    [============>           ] 50 %  10 rows  0 rows/s  2:00:00 left");
        assertThat(ProgressText.bar(reading(0, 100, 100L, 10, 5)))
                .isEqualTo("stage    [========================] 100 %  10 rows  2 rows/s  0:00 left");
    }

    @Test
    void aStepSaysMoreWithEachBlock() {
        Progress progress = new Progress();
        progress.enter("stage");
        progress.moveTo(5, 5);
        assertThat(progress.reading()).isNull();
        progress.begin(Progress.BYTES, 10, 100L);
        progress.moveTo(40, 3);
        progress.moveBy(20, 4);
        assertThat(progress.reading())
                .usingRecursiveComparison()
                .ignoringFields("elapsed")
                .isEqualTo(reading(10, 60, 100L, 7, 0));
        progress.moveTo(101, 1);
        assertThat(progress.reading().total()).as("a total that was passed").isNull();
        progress.enter("finish");
        assertThat(progress.reading().step())
                .as("until the next one says something")
                .isEqualTo("stage");
    }

    @Test
    void countsAreThoseOfTheStep() {
        Progress progress = new Progress();
        progress.enter("stage");
        progress.count("read", 5);
        progress.count("rejected", 0);
        progress.count("read", 6);
        assertThat(progress.counts())
                .containsExactly(java.util.Map.entry("read", 11L), java.util.Map.entry("rejected", 0L));
        progress.enter("publish");
        assertThat(progress.counts()).isEmpty();
    }

    @Test
    void theLogHearsAfterTenSecondsThenLessAndLess() {
        Intervals intervals = new Intervals();
        List<Integer> due = IntStream.range(0, 2_000)
                .filter(second -> intervals.isDue(Duration.ofSeconds(second)))
                .boxed()
                .toList();
        assertThat(due).containsExactly(10, 30, 70, 150, 310, 610, 910, 1_210, 1_510, 1_810);
    }
}
