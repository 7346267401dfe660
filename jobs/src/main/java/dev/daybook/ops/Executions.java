package dev.daybook.ops;

import dev.daybook.failure.DaybookException;
import dev.daybook.launch.ExitCode;
import dev.daybook.ops.ExecutionView.StepView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads runs from the job repository and their loads from the ledger, without starting Batch. */
public final class Executions {

    private static final String SELECT = """
            select e.job_execution_id, i.job_name, e.status, e.exit_code, e.exit_message, e.start_time, e.end_time,
                   coalesce(l.read_rows, 0) read_rows, coalesce(l.written_rows, 0) written_rows,
                   coalesce(l.rejected_rows, 0) rejected_rows, coalesce(l.duplicate_rows, 0) duplicate_rows,
                   coalesce(l.ignored_rows, 0) ignored_rows, coalesce(l.blank_lines, 0) blank_lines,
                   l.source_uri, l.status load_status, l.reject_file
            from batch_job_execution e
            join batch_job_instance i on i.job_instance_id = e.job_instance_id
            left join ledger l on l.job_instance_id = i.job_instance_id
            """;

    private final JdbcClient jdbc;

    public Executions(DataSource source) {
        this.jdbc = JdbcClient.create(source);
    }

    /** The latest runs, newest first. */
    public List<ExecutionView> latest(int limit) {
        return jdbc
                .sql(SELECT + "order by e.job_execution_id desc limit ?")
                .param(limit)
                .query(this::view)
                .list()
                .stream()
                .map(this::withParameters)
                .toList();
    }

    /**
     * One run with its steps and the requests that turned out to be duplicates of it.
     *
     * @throws DaybookException of kind CONFIGURATION when there is none
     */
    public ExecutionView get(long id) {
        return jdbc.sql(SELECT + "where e.job_execution_id = ?")
                .param(id)
                .query(this::view)
                .optional()
                .map(this::withParameters)
                .map(this::withDetails)
                .orElseThrow(() -> DaybookException.configuration(
                        "there is no execution %d: see `daybook executions`".formatted(id)));
    }

    /** The load of a run; -1 for jobs that load no file. */
    public long loadOf(long executionId) {
        return jdbc.sql(
                        "select l.load_id from ledger l join batch_job_execution e on e.job_instance_id = l.job_instance_id"
                                + " where e.job_execution_id = ?")
                .param(executionId)
                .query(Long.class)
                .optional()
                .orElse(-1L);
    }

    private ExecutionView view(ResultSet row, int number) throws SQLException {
        BatchStatus status = BatchStatus.valueOf(row.getString("status"));
        String exit = row.getString("exit_code");
        String message = row.getString("exit_message");
        return new ExecutionView(
                row.getLong("job_execution_id"),
                row.getString("job_name"),
                status.name(),
                Map.of(),
                row.getLong("read_rows"),
                row.getLong("written_rows"),
                row.getLong("rejected_rows"),
                row.getLong("duplicate_rows"),
                row.getLong("ignored_rows"),
                row.getLong("blank_lines"),
                instant(row, "start_time"),
                instant(row, "end_time"),
                status.isRunning() ? null : ExitCode.of(status, exit == null ? "" : exit),
                message == null || message.isBlank() ? null : message,
                row.getString("source_uri"),
                row.getString("load_status"),
                row.getString("reject_file"),
                List.of(),
                List.of());
    }

    /** Batch stores local times of the machine that ran. */
    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        LocalDateTime time = row.getObject(column, LocalDateTime.class);
        return time == null ? null : time.atZone(ZoneId.systemDefault()).toInstant();
    }

    private ExecutionView withParameters(ExecutionView run) {
        Map<String, String> parameters = new TreeMap<>();
        jdbc.sql("select parameter_name, parameter_value from batch_job_execution_params where job_execution_id = ?")
                .param(run.id())
                .query((row, number) -> parameters.put(row.getString(1), String.valueOf(row.getString(2))))
                .list();
        return with(run, parameters, run.steps(), run.duplicateRequests());
    }

    private ExecutionView withDetails(ExecutionView run) {
        List<StepView> steps = jdbc.sql("select step_name, status, commit_count, start_time, end_time"
                        + " from batch_step_execution where job_execution_id = ? order by step_execution_id")
                .param(run.id())
                .query((row, number) -> new StepView(
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        instant(row, "start_time"),
                        instant(row, "end_time")))
                .list();
        List<String> duplicates = jdbc.sql("select requested_at, requested_by, reason from admission"
                        + " where job_execution_id = ? and decision = 'DUPLICATE' order by admission_id")
                .param(run.id())
                .query((row, number) -> "%s by %s: %s".formatted(row.getString(1), row.getString(2), row.getString(3)))
                .list();
        return with(run, run.parameters(), steps, duplicates);
    }

    private static ExecutionView with(
            ExecutionView run, Map<String, String> parameters, List<StepView> steps, List<String> duplicates) {
        return new ExecutionView(
                run.id(),
                run.job(),
                run.status(),
                parameters,
                run.read(),
                run.written(),
                run.rejected(),
                run.duplicate(),
                run.ignored(),
                run.blank(),
                run.startedAt(),
                run.endedAt(),
                run.exitCode(),
                run.message(),
                run.file(),
                run.load(),
                run.rejectFile(),
                steps,
                duplicates);
    }
}
