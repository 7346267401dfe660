package dev.daybook.progress;

import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The row in which a run tells other processes how far it is. It stays when the run has ended: what was seen last. */
final class ProgressTable {

    private final JdbcClient jdbc;

    ProgressTable(DataSource source) {
        this.jdbc = JdbcClient.create(source);
    }

    /** Times are by the clock of the database, so that they can be compared with it by whoever reads them. */
    void save(long execution, Reading reading) {
        int updated = jdbc.sql("update run_progress set started_at = case when step_name = ? then started_at"
                        + " else current_timestamp end, step_name = ?, unit = ?, done_at_start = ?, done = ?, total = ?,"
                        + " rows_done = ?, elapsed_ms = ?, updated_at = current_timestamp where job_execution_id = ?")
                .param(reading.step())
                .param(reading.step())
                .param(reading.unit())
                .param(reading.doneAtStart())
                .param(reading.done())
                .param(reading.total())
                .param(reading.rows())
                .param(reading.elapsed().toMillis())
                .param(execution)
                .update();
        if (updated == 0) {
            insert(execution, reading);
        }
    }

    private void insert(long execution, Reading reading) {
        jdbc.sql("insert into run_progress (step_name, unit, done_at_start, done, total, rows_done, elapsed_ms,"
                        + " job_execution_id, started_at, updated_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, current_timestamp, current_timestamp)")
                .param(reading.step())
                .param(reading.unit())
                .param(reading.doneAtStart())
                .param(reading.done())
                .param(reading.total())
                .param(reading.rows())
                .param(reading.elapsed().toMillis())
                .param(execution)
                .update();
    }
}
