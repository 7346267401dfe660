package dev.daybook.ops;

import dev.daybook.failure.DaybookException;
import dev.daybook.progress.Reading;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads how far runs are, from any process. */
public final class RunProgress {

    private static final String SELECT = """
            select e.job_execution_id, i.job_name, e.status, e.start_time, p.step_name, p.unit, p.done_at_start, p.done,
                   p.total, p.rows_done, p.elapsed_ms, p.updated_at, l.heartbeat_at, current_timestamp now
            from batch_job_execution e
            join batch_job_instance i on i.job_instance_id = e.job_instance_id
            left join run_progress p on p.job_execution_id = e.job_execution_id
            left join run_lease l on l.job_execution_id = e.job_execution_id
            """;

    private final JdbcClient jdbc;

    public RunProgress(DataSource source) {
        this.jdbc = JdbcClient.create(source);
    }

    /** Of all runs that the repository shows as running, in order. */
    public List<ProgressView> running() {
        return jdbc.sql(SELECT + "where e.status in ('STARTING', 'STARTED', 'STOPPING') order by e.job_execution_id")
                .query(RunProgress::view)
                .list();
    }

    /** @throws DaybookException of kind CONFIGURATION when there is no such run */
    public ProgressView of(long execution) {
        return jdbc.sql(SELECT + "where e.job_execution_id = ?")
                .param(execution)
                .query(RunProgress::view)
                .optional()
                .orElseThrow(() -> DaybookException.configuration(
                        "there is no execution %d: see `daybook executions`".formatted(execution)));
    }

    private static ProgressView view(ResultSet row, int number) throws SQLException {
        Instant sign = later(Columns.instantOrNull(row, "updated_at"), Columns.instantOrNull(row, "heartbeat_at"));
        Instant now = Columns.instant(row, "now");
        BatchStatus status = BatchStatus.valueOf(row.getString("status"));
        return new ProgressView(
                row.getLong("job_execution_id"),
                row.getString("job_name"),
                status.name(),
                status.isRunning(),
                reading(row),
                Columns.localInstant(row, "start_time"),
                sign,
                sign == null
                        ? null
                        : (Long) Math.max(0, Duration.between(sign, now).toSeconds()));
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }

    private static @Nullable Reading reading(ResultSet row) throws SQLException {
        String step = row.getString("step_name");
        return step == null
                ? null
                : new Reading(
                        step,
                        row.getString("unit"),
                        row.getLong("done_at_start"),
                        row.getLong("done"),
                        Columns.longOrNull(row, "total"),
                        row.getLong("rows_done"),
                        Duration.ofMillis(row.getLong("elapsed_ms")));
    }
}
