package dev.daybook.ops;

import dev.daybook.failure.DaybookException;
import dev.daybook.launch.ExitCode;
import dev.daybook.launch.Launcher;
import dev.daybook.load.LoadCounts;
import dev.daybook.ops.ExecutionView.LoadView;
import dev.daybook.ops.ExecutionView.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads runs from the job repository and their loads from the ledger, without starting Batch. The number of
 * queries for a list does not depend on how many runs are on record.
 */
public final class Executions {

    private static final String SELECT = """
            select e.job_execution_id, i.job_name, e.status, e.exit_code, e.exit_message, e.start_time, e.end_time,
                   coalesce(l.read_rows, 0) read_rows, coalesce(l.written_rows, 0) written_rows,
                   coalesce(l.rejected_rows, 0) rejected_rows, coalesce(l.duplicate_rows, 0) duplicate_rows,
                   coalesce(l.ignored_rows, 0) ignored_rows, coalesce(l.blank_lines, 0) blank_lines,
                   coalesce(l.late_rows, 0) late_rows,
                   l.load_id, l.source_uri, l.size_bytes, l.sha256, l.status load_status, l.processed_uri, l.reject_file
            from batch_job_execution e
            join batch_job_instance i on i.job_instance_id = e.job_instance_id
            left join ledger l on l.job_instance_id = e.job_instance_id
            """;

    private static final int IDS_IN_A_QUERY = 1_000;

    private final JdbcClient jdbc;
    private final DetailsQuery details;
    private final ExecutionSearch search;

    public Executions(DataSource source) {
        this.jdbc = JdbcClient.create(source);
        this.details = new DetailsQuery(jdbc, new RunStates(jdbc));
        this.search = new ExecutionSearch(jdbc);
    }

    /** The latest runs, newest first. */
    public List<ExecutionView> latest(int limit) {
        return list(ExecutionFilter.latest(limit));
    }

    /** Newest first, without details. */
    public List<ExecutionView> list(ExecutionFilter filter) {
        List<Long> found = search.find(filter);
        List<ExecutionView> runs = new ArrayList<>();
        for (int from = 0; from < found.size(); from += IDS_IN_A_QUERY) {
            runs.addAll(views(found.subList(from, Math.min(found.size(), from + IDS_IN_A_QUERY))));
        }
        return runs;
    }

    private List<ExecutionView> views(List<Long> executions) {
        Map<Long, Map<String, String>> parameters = parameters(executions);
        return jdbc
                .sql(SELECT + "where e.job_execution_id in (:executions) order by e.job_execution_id desc")
                .param("executions", executions)
                .query(Executions::view)
                .list()
                .stream()
                .collect(Collectors.toMap(ExecutionView::id, run -> run, ExecutionView::plusLoadOf, LinkedHashMap::new))
                .values()
                .stream()
                .map(run -> run.with(parameters.getOrDefault(run.id(), Map.of()), ExecutionDetails.NONE))
                .toList();
    }

    /** The run a request came to, or the answer to a duplicate. */
    public ExecutionView answer(Launcher.Outcome outcome) {
        ExecutionView run = get(outcome.executionId());
        return outcome.duplicateReason() == null ? run : run.asDuplicate(outcome.duplicateReason());
    }

    /**
     * One run with everything that is known of it.
     *
     * @throws DaybookException of kind CONFIGURATION when there is none
     */
    public ExecutionView get(long id) {
        ExecutionView run =
                jdbc.sql(SELECT + "where e.job_execution_id = ?").param(id).query(Executions::view).list().stream()
                        .reduce(ExecutionView::plusLoadOf)
                        .orElseThrow(() -> DaybookException.configuration(
                                "there is no execution %d: see `daybook executions`".formatted(id)));
        return run.with(parameters(List.of(id)).getOrDefault(id, Map.of()), details.of(id));
    }

    /** Loads of a run: one for jobs that load a file, none or many for others. */
    public List<Long> loadsOf(long executionId) {
        return jdbc.sql(
                        "select l.load_id from ledger l join batch_job_execution e on e.job_instance_id = l.job_instance_id"
                                + " where e.job_execution_id = ? order by l.load_id")
                .param(executionId)
                .query(Long.class)
                .list();
    }

    /** The load of a run that has one; -1 for others. */
    public long loadOf(long executionId) {
        List<Long> loads = loadsOf(executionId);
        return loads.size() == 1 ? loads.get(0) : -1;
    }

    private static ExecutionView view(ResultSet row, int number) throws SQLException {
        BatchStatus status = BatchStatus.valueOf(row.getString("status"));
        String exit = row.getString("exit_code");
        String message = row.getString("exit_message");
        return new ExecutionView(
                row.getLong("job_execution_id"),
                row.getString("job_name"),
                status.name(),
                Map.of(),
                counts(row),
                new Times(Columns.localInstant(row, "start_time"), Columns.localInstant(row, "end_time")),
                status.isRunning() ? null : ExitCode.of(status, exit == null ? "" : exit),
                message == null || message.isBlank() ? null : message,
                load(row),
                ExecutionDetails.NONE);
    }

    private static LoadCounts counts(ResultSet row) throws SQLException {
        return new LoadCounts(
                row.getLong("read_rows"),
                row.getLong("written_rows"),
                row.getLong("rejected_rows"),
                row.getLong("duplicate_rows"),
                row.getLong("ignored_rows"),
                row.getLong("blank_lines"),
                row.getLong("late_rows"));
    }

    private static LoadView load(ResultSet row) throws SQLException {
        return new LoadView(
                row.getString("source_uri"),
                Columns.longOrNull(row, "size_bytes"),
                row.getString("sha256"),
                Columns.longOrNull(row, "load_id"),
                row.getString("load_status"),
                row.getString("processed_uri"),
                row.getString("reject_file"));
    }

    /** By execution, name and value; executions without are missing. */
    private Map<Long, Map<String, String>> parameters(List<Long> executions) {
        Map<Long, Map<String, String>> parameters = new HashMap<>();
        jdbc.sql("select job_execution_id, parameter_name, parameter_value from batch_job_execution_params"
                        + " where job_execution_id in (:executions)")
                .param("executions", executions)
                .query(row -> {
                    parameters
                            .computeIfAbsent(row.getLong(1), id -> new TreeMap<>())
                            .put(row.getString(2), String.valueOf(row.getString(3)));
                });
        return parameters;
    }
}
