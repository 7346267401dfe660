package dev.daybook.notify;

import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Runs whose end nobody was told of yet, whether it has come or not. Changes take part in the caller's transaction. */
public final class UntoldRuns {

    private final JdbcClient jdbc;

    public UntoldRuns(DataSource source) {
        this.jdbc = JdbcClient.create(source);
    }

    public void add(long executionId) {
        jdbc.sql("insert into untold_run (job_execution_id) values (?)")
                .param(executionId)
                .update();
    }

    /** @return false when somebody has removed it before: who has tells of it */
    public boolean remove(long executionId) {
        return jdbc.sql("delete from untold_run where job_execution_id = ?")
                        .param(executionId)
                        .update()
                == 1;
    }

    /** Those that have ended, in order. */
    public List<Long> ended() {
        return jdbc.sql("select u.job_execution_id from untold_run u join batch_job_execution e"
                        + " on e.job_execution_id = u.job_execution_id"
                        + " where e.status in ('COMPLETED', 'FAILED', 'STOPPED', 'ABANDONED')"
                        + " order by u.job_execution_id")
                .query(Long.class)
                .list();
    }
}
