package dev.daybook.ops;

import dev.daybook.failure.DaybookException;
import dev.daybook.ops.ExecutionDetails.ActionView;
import dev.daybook.ops.ExecutionDetails.LeaseView;
import dev.daybook.ops.ExecutionDetails.OtherExecution;
import dev.daybook.ops.ExecutionDetails.StepView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.step.FatalStepExecutionException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads what is shown of one run. */
final class DetailsQuery {

    private static final String FAILURE = DaybookException.class.getName() + ": ";

    private static final String WRAPPING = FatalStepExecutionException.class.getName();

    private final JdbcClient jdbc;
    private final RunStates states;

    DetailsQuery(JdbcClient jdbc, RunStates states) {
        this.jdbc = jdbc;
        this.states = states;
    }

    ExecutionDetails of(long execution) {
        return new ExecutionDetails(
                steps(execution),
                duplicates(execution),
                lease(execution),
                actions(execution),
                warnings(execution),
                others(execution),
                states.of(execution).allowed().stream().map(Action::verb).toList());
    }

    private List<StepView> steps(long execution) {
        return jdbc.sql("select step_name, status, commit_count, rollback_count, read_count, write_count, start_time,"
                        + " end_time, exit_message from batch_step_execution where job_execution_id = ?"
                        + " order by step_execution_id")
                .param(execution)
                .query(DetailsQuery::step)
                .list();
    }

    private static StepView step(ResultSet row, int number) throws SQLException {
        Instant start = Columns.localInstant(row, "start_time");
        Instant end = Columns.localInstant(row, "end_time");
        return new StepView(
                row.getString("step_name"),
                row.getString("status"),
                row.getLong("commit_count"),
                row.getLong("rollback_count"),
                row.getLong("read_count"),
                row.getLong("write_count"),
                start,
                end,
                StepView.seconds(start, end),
                messageIn(row.getString("exit_message")));
    }

    /**
     * Batch keeps the beginning of a stack trace with a failed step: the line in it that somebody can act on, else the
     * first, unless that is only about the wrapping. The reason is then the run's.
     */
    static @Nullable String messageIn(@Nullable String trace) {
        if (trace == null || trace.isBlank()) {
            return null;
        }
        String first = trace.strip().lines().findFirst().orElseThrow();
        return trace.lines()
                .filter(line -> line.contains(FAILURE))
                .findFirst()
                .map(line -> line.substring(line.indexOf(FAILURE) + FAILURE.length()))
                .orElse(first.startsWith(WRAPPING) ? null : first);
    }

    private List<String> duplicates(long execution) {
        return jdbc.sql("select requested_at, requested_by, reason from admission"
                        + " where job_execution_id = ? and decision = 'DUPLICATE' order by admission_id")
                .param(execution)
                .query((row, number) -> "%s by %s: %s"
                        .formatted(Columns.instant(row, "requested_at"), row.getString(2), row.getString(3)))
                .list();
    }

    private @Nullable LeaseView lease(long execution) {
        return jdbc.sql("select owner, fencing, acquired_at, heartbeat_at, expires_at, released_at, stop_requested_at,"
                        + " stop_requested_by, case when released_at is null and expires_at > current_timestamp then 1"
                        + " else 0 end is_live from run_lease where job_execution_id = ? order by acquired_at desc"
                        + " fetch first 1 rows only")
                .param(execution)
                .query((row, number) -> new LeaseView(
                        row.getString("owner"),
                        row.getInt("is_live") == 1,
                        Columns.instant(row, "acquired_at"),
                        Columns.instant(row, "heartbeat_at"),
                        Columns.instant(row, "expires_at"),
                        Columns.instantOrNull(row, "released_at"),
                        row.getLong("fencing"),
                        Columns.instantOrNull(row, "stop_requested_at"),
                        row.getString("stop_requested_by")))
                .optional()
                .orElse(null);
    }

    private List<ActionView> actions(long execution) {
        return jdbc.sql("select acted_at, acted_by, action, reason, outcome, detail from operator_action"
                        + " where job_execution_id = ? order by action_id")
                .param(execution)
                .query((row, number) -> new ActionView(
                        Columns.instant(row, "acted_at"),
                        row.getString("acted_by"),
                        row.getString("action"),
                        row.getString("reason"),
                        row.getString("outcome"),
                        row.getString("detail")))
                .list();
    }

    private List<String> warnings(long execution) {
        return jdbc.sql("select w.warning from ledger_warning w join ledger l on l.load_id = w.load_id"
                        + " join batch_job_execution e on e.job_instance_id = l.job_instance_id"
                        + " where e.job_execution_id = ? order by w.kind")
                .param(execution)
                .query(String.class)
                .list();
    }

    private List<OtherExecution> others(long execution) {
        return jdbc.sql("select o.job_execution_id, o.status, o.start_time, o.end_time from batch_job_execution e"
                        + " join batch_job_execution o on o.job_instance_id = e.job_instance_id"
                        + " and o.job_execution_id <> e.job_execution_id where e.job_execution_id = ?"
                        + " order by o.job_execution_id")
                .param(execution)
                .query((row, number) -> new OtherExecution(
                        row.getLong(1),
                        row.getString(2),
                        Columns.localInstant(row, "start_time"),
                        Columns.localInstant(row, "end_time")))
                .list();
    }
}
