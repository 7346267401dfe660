package dev.daybook.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.testing.CountingSource;
import dev.daybook.testing.DataFolder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.batch.core.BatchStatus;

/** Finding some of 100,000 executions: the right ones, and without going through the others. */
class ManyExecutionsTests {

    private static final int LIMIT = 50;
    private static final long MINUTES_OF_A_DAY = 1_440;

    @TempDir
    private static Path folder;

    private static DataFolder data;

    @BeforeAll
    static void manyExecutions() {
        data = new DataFolder(folder.resolve("data"));
        ManyExecutions.insertInto(data);
    }

    /**
     * @param expected whether the filter asks for execution number n
     */
    record Case(ExecutionFilter filter, LongPredicate expected) {

        @Override
        public String toString() {
            return filter.toString();
        }
    }

    static ExecutionFilter filter(
            @Nullable String job,
            Set<BatchStatus> statuses,
            @Nullable String from,
            @Nullable String to,
            Map<String, String> parameters,
            @Nullable Long before) {
        return new ExecutionFilter(job, statuses, day(from), day(to), parameters, before, LIMIT);
    }

    private static @Nullable LocalDate day(@Nullable String text) {
        return text == null ? null : LocalDate.parse(text);
    }

    static List<Case> cases() {
        Set<BatchStatus> any = Set.of();
        Map<String, String> none = Map.of();
        Set<BatchStatus> failed = EnumSet.of(BatchStatus.FAILED, BatchStatus.STOPPED);
        Set<BatchStatus> completed = EnumSet.of(BatchStatus.COMPLETED);
        return List.of(
                new Case(ExecutionFilter.latest(LIMIT), n -> true),
                new Case(filter(null, any, null, null, none, 777L), n -> n < 777),
                new Case(filter("legacy-import", any, null, null, none, null), n -> n % 10 != 0),
                new Case(filter("other-job", any, null, null, none, 25L), n -> n < 25 && n % 10 == 0),
                new Case(filter("no-job", any, null, null, none, null), n -> false),
                new Case(filter(null, failed, null, null, none, null), n -> n % 100 == 7),
                new Case(filter(null, completed, null, null, none, null), n -> n % 100 != 7),
                new Case(filter(null, EnumSet.of(BatchStatus.STARTED), null, null, none, null), n -> false),
                new Case(
                        filter(null, any, "2026-01-02", "2026-01-02", none, null),
                        n -> n >= MINUTES_OF_A_DAY && n < 2 * MINUTES_OF_A_DAY),
                new Case(filter(null, any, null, "2026-01-01", none, null), n -> n < MINUTES_OF_A_DAY),
                new Case(filter(null, any, "2026-03-11", null, none, null), n -> n >= 69 * MINUTES_OF_A_DAY),
                new Case(filter(null, any, "2027-01-01", null, none, null), n -> false),
                new Case(filter(null, any, null, null, Map.of("key", "file-7.csv"), null), n -> n % 1000 == 7),
                new Case(filter(null, any, null, null, Map.of("feed", "legacy-visits"), null), n -> true),
                new Case(filter(null, any, null, null, Map.of("feed", "file-7.csv"), null), n -> false),
                new Case(
                        filter(null, any, null, null, Map.of("feed", "legacy-visits", "key", "file-7.csv"), 50_000L),
                        n -> n < 50_000 && n % 1000 == 7),
                new Case(
                        filter("legacy-import", failed, "2026-01-02", "2026-01-05", Map.of("revision", "1"), 5_000L),
                        n -> n < 5_000
                                && n % 10 != 0
                                && n % 100 == 7
                                && n >= MINUTES_OF_A_DAY
                                && n < 5 * MINUTES_OF_A_DAY
                                && n % 3 == 1));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theNewestOfThoseAskedForAreFoundWithAFewStatements(Case wanted) {
        long[] expected = LongStream.iterate(ManyExecutions.COUNT, n -> n > 0, n -> n - 1)
                .filter(wanted.expected())
                .limit(LIMIT)
                .toArray();
        List<String> statements = new ArrayList<>();
        List<ExecutionView> found = data.withDatabase(
                source -> new Executions(new CountingSource(source, statements)).list(wanted.filter()));
        assertThat(found).extracting(ExecutionView::id).containsExactly(box(expected));
        assertThat(found).allSatisfy(run -> {
            assertThat(run.read()).isEqualTo(run.id());
            assertThat(run.input().file()).isEqualTo("file:/" + run.id());
            assertThat(run.job()).isEqualTo(run.id() % 10 == 0 ? "other-job" : "legacy-import");
            assertThat(run.status()).isEqualTo(run.id() % 100 == 7 ? "FAILED" : "COMPLETED");
            assertThat(run.parameters())
                    .hasSize(5)
                    .containsEntry("loadId", String.valueOf(run.id()))
                    .containsEntry("revision", String.valueOf(run.id() % 3));
        });
        assertThat(statements).hasSizeLessThanOrEqualTo(8);
    }

    private static Long[] box(long[] numbers) {
        return LongStream.of(numbers).boxed().toArray(Long[]::new);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyStatementGoesByAnIndex(Case wanted) {
        data.withDatabase(source -> {
            List<String> statements = new ArrayList<>();
            new Executions(new CountingSource(source, statements)).list(wanted.filter());
            assertThat(statements)
                    .isNotEmpty()
                    .allSatisfy(sql ->
                            assertThat(plan(source, sql)).contains("/* PUBLIC.").doesNotContain("tableScan"));
            return statements;
        });
    }

    private static String plan(DataSource source, String sql) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement("explain " + sql)) {
            for (int i = 1; i <= statement.getParameterMetaData().getParameterCount(); i++) {
                statement.setNull(i, Types.NULL);
            }
            try (ResultSet plan = statement.executeQuery()) {
                plan.next();
                return plan.getString(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrOverlap() {
        data.withDatabase(source -> {
            Executions executions = new Executions(source);
            List<Long> seen = new ArrayList<>();
            Long before = null;
            for (int page = 0; page < 3; page++) {
                List<ExecutionView> runs =
                        executions.list(filter(null, EnumSet.of(BatchStatus.FAILED), null, null, Map.of(), before));
                runs.forEach(run -> seen.add(run.id()));
                before = runs.get(runs.size() - 1).id();
            }
            assertThat(seen)
                    .containsExactlyElementsOf(LongStream.range(0, 150)
                            .map(i -> 99_907 - 100 * i)
                            .boxed()
                            .toList());
            return seen;
        });
    }

    @Test
    void oneOfManyIsShown() {
        ExecutionView run = data.show(4_711);
        assertThat(run.times().startedAt()).isNotNull().isBefore(Instant.parse("2027-01-01T00:00:00Z"));
        assertThat(run.details().steps()).hasSize(1);
    }
}
