package dev.daybook.jobs.historyexport;

import dev.daybook.feed.Reject;
import dev.daybook.launch.ExitCode;
import dev.daybook.row.RowBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** What the database knows of a day, a page at a time. */
final class HistoryFacts {

    private static final int PAGE_ROWS = 1_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String RUNS = """
            select e.job_execution_id, e.job_instance_id, i.job_name, e.status, e.exit_code, e.exit_message,
                   e.start_time, e.end_time,
                   (select max(l.load_id) from ledger l where l.job_instance_id = e.job_instance_id) load_id,
                   (select min(a.requested_by) from admission a where a.job_execution_id = e.job_execution_id
                       and a.decision = 'STARTED') requested_by
            from batch_job_execution e
            join batch_job_instance i on i.job_instance_id = e.job_instance_id
            where e.end_time >= ? and e.end_time < ? and e.job_execution_id > ?
            order by e.job_execution_id fetch first ? rows only
            """;

    private static final String PARAMETERS = """
            select p.job_execution_id, p.parameter_name, p.parameter_value
            from batch_job_execution_params p
            where p.job_execution_id between ? and ?
            """;

    private static final String LOADS = """
            select l.*,
                   (select max(e.job_execution_id) from batch_job_execution e
                       where e.job_instance_id = l.job_instance_id) execution_id
            from ledger l
            where l.status <> 'LOADING' and coalesce(l.loaded_at, l.recorded_at) >= ?
              and coalesce(l.loaded_at, l.recorded_at) < ? and l.load_id > ?
            order by l.load_id fetch first ? rows only
            """;

    private static final String REJECTING = """
            select l.load_id, e.job_execution_id, e.end_time
            from ledger l
            join batch_job_execution e on e.job_execution_id =
                (select max(x.job_execution_id) from batch_job_execution x where x.job_instance_id = l.job_instance_id)
            where l.rejected_rows > 0 and e.end_time >= ? and e.end_time < ?
            order by l.load_id
            """;

    private final JdbcClient jdbc;

    HistoryFacts(DataSource source) {
        this.jdbc = JdbcClient.create(source);
    }

    /**
     * Some rows in the order of their numbers.
     *
     * @param last number behind which to go on; of a row that may belong to another day
     */
    record Page(RowBuffer rows, long last) {}

    /** A load with rejects and its latest run, which ended on the day. */
    record Rejecting(long loadId, long executionId) {}

    /**
     * Runs that ended on the day.
     *
     * @param except job to leave out; null for none
     * @return null when there are no more
     */
    @Nullable
    Page runs(Day day, long after, @Nullable String except) {
        List<Run> runs = jdbc.sql(RUNS)
                .params(day.localFrom(), day.localTo(), after, PAGE_ROWS)
                .query(HistoryFacts::run)
                .list();
        if (runs.isEmpty()) {
            return null;
        }
        long last = runs.get(runs.size() - 1).id();
        Map<Long, Map<String, String>> parameters = parameters(runs.get(0).id(), last);
        FactRows rows = new FactRows();
        runs.stream()
                .filter(run -> day.has(run.ended()) && !run.job().equals(except))
                .forEach(run -> add(rows, run, parameters.getOrDefault(run.id(), Map.of())));
        return new Page(rows.buffer(), last);
    }

    private record Run(
            long id,
            long instance,
            String job,
            String status,
            int exitCode,
            @Nullable String message,
            @Nullable String requestedBy,
            @Nullable Long load,
            @Nullable Instant started,
            @Nullable Instant ended) {}

    private static Run run(ResultSet row, int number) throws SQLException {
        String status = row.getString("status");
        String message = row.getString("exit_message");
        return new Run(
                row.getLong("job_execution_id"),
                row.getLong("job_instance_id"),
                row.getString("job_name"),
                status,
                ExitCode.of(BatchStatus.valueOf(status), String.valueOf(row.getString("exit_code"))),
                message == null || message.isBlank() ? null : message,
                row.getString("requested_by"),
                longOrNull(row, "load_id"),
                Day.instant(row.getObject("start_time", LocalDateTime.class)),
                Day.instant(row.getObject("end_time", LocalDateTime.class)));
    }

    private Map<Long, Map<String, String>> parameters(long first, long last) {
        Map<Long, Map<String, String>> byRun = new TreeMap<>();
        jdbc.sql(PARAMETERS)
                .params(first, last)
                .query((row, number) -> byRun.computeIfAbsent(row.getLong(1), id -> new TreeMap<>())
                        .put(row.getString(2), String.valueOf(row.getString(3))))
                .list();
        return byRun;
    }

    private static void add(FactRows rows, Run run, Map<String, String> parameters) {
        rows.begin()
                .number(run.id())
                .number(run.instance())
                .text(run.job())
                .text(run.status())
                .small(run.exitCode())
                .text(run.message())
                .text(JSON.writeValueAsString(parameters))
                .text(run.requestedBy())
                .number(run.load())
                .time(run.started())
                .time(run.ended())
                .end();
    }

    /**
     * Loads about which it was decided on the day.
     *
     * @return null when there are no more
     */
    @Nullable
    Page loads(Day day, long after) {
        FactRows rows = new FactRows();
        List<Long> ids = jdbc.sql(LOADS)
                .params(day.from(), day.to(), after, PAGE_ROWS)
                .query((row, number) -> addLoad(rows, row))
                .list();
        return ids.isEmpty() ? null : new Page(rows.buffer(), ids.get(ids.size() - 1));
    }

    private static long addLoad(FactRows rows, ResultSet row) throws SQLException {
        rows.begin()
                .number(row.getLong("load_id"))
                .number(longOrNull(row, "execution_id"))
                .text(row.getString("feed"))
                .text(row.getString("source_key"))
                .text(row.getString("sha256"))
                .small(row.getInt("revision"))
                .text(row.getString("status"))
                .text(row.getString("table_name"))
                .text(row.getString("source_uri"))
                .text(row.getString("processed_uri"));
        for (String count : List.of(
                "size_bytes",
                "read_rows",
                "written_rows",
                "rejected_rows",
                "duplicate_rows",
                "ignored_rows",
                "blank_lines")) {
            rows.number(row.getLong(count));
        }
        OffsetDateTime loaded = row.getObject("loaded_at", OffsetDateTime.class);
        rows.time(row.getObject("recorded_at", OffsetDateTime.class).toInstant())
                .time(loaded == null ? null : loaded.toInstant())
                .end();
        return row.getLong("load_id");
    }

    /** Loads whose rejects are of the day, in the order of their numbers. */
    List<Rejecting> rejecting(Day day) {
        List<Rejecting> loads = new ArrayList<>();
        jdbc.sql(REJECTING).params(day.localFrom(), day.localTo()).query(row -> {
            if (day.has(Day.instant(row.getObject("end_time", LocalDateTime.class)))) {
                loads.add(new Rejecting(row.getLong(1), row.getLong(2)));
            }
        });
        return loads;
    }

    static void addReject(FactRows rows, Rejecting load, String feed, String uri, String version, Reject reject) {
        rows.begin()
                .number(load.executionId())
                .number(load.loadId())
                .text(feed)
                .text(uri)
                .text(version)
                .number(reject.line())
                .number(reject.offset())
                .text(reject.column().isEmpty() ? null : reject.column())
                .text(reject.rule().id())
                .text(reject.expected())
                .text(reject.found())
                .text(reject.raw())
                .end();
    }

    private static @Nullable Long longOrNull(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}
