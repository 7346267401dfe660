package dev.daybook.sync;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/** Runs of sources by what they were asked for. Writes take part in the caller's transaction. */
public final class SyncRuns {

    private final JdbcClient jdbc;

    public SyncRuns(DataSource database) {
        this.jdbc = JdbcClient.create(database);
    }

    /** What has become of a run. */
    public enum Status {
        /** Begun; the next request for the same goes on with it. */
        OPEN,
        /** Everything was fetched, loaded and announced. */
        DONE,
        /** Another request has come before it was done: what it had done counts. */
        GIVEN_UP
    }

    /**
     * @param slot null for none
     * @param replayDay null for an ordinary run
     * @param isPlanned whether a replay has recorded what it loads
     * @param jobInstanceId null before it was started
     */
    public record SyncRun(
            long id,
            String source,
            @Nullable String slot,
            @Nullable String replayDay,
            Status status,
            boolean isPlanned,
            @Nullable Long jobInstanceId) {

        /** Whether a request is for what this run is for. */
        public boolean isFor(@Nullable String itsSlot, @Nullable String itsReplayDay) {
            return Objects.equals(slot, itsSlot) && Objects.equals(replayDay, itsReplayDay);
        }
    }

    /** The latest run of a source, unless its execution was abandoned; empty when there is none. */
    public Optional<SyncRun> latest(String source) {
        return jdbc.sql("select * from sync_run r where source = ? and not exists (select 1 from batch_job_execution e"
                        + " where e.job_instance_id = r.job_instance_id and e.status = 'ABANDONED')"
                        + " order by run_id desc fetch first 1 rows only")
                .param(source)
                .query(SyncRuns::run)
                .optional();
    }

    /** The run of a slot that is done; empty when there is none. */
    public Optional<SyncRun> done(String source, String slot) {
        return jdbc.sql("select * from sync_run where source = ? and slot = ? and status = 'DONE'"
                        + " order by run_id desc fetch first 1 rows only")
                .params(source, slot)
                .query(SyncRuns::run)
                .optional();
    }

    public SyncRun get(long id) {
        return jdbc.sql("select * from sync_run where run_id = ?")
                .param(id)
                .query(SyncRuns::run)
                .single();
    }

    /** Begins a run, and gives up those of the source that are open. */
    public SyncRun begin(String source, @Nullable String slot, @Nullable String replayDay) {
        jdbc.sql("update sync_run set status = 'GIVEN_UP' where source = ? and status = 'OPEN'")
                .param(source)
                .update();
        GeneratedKeyHolder id = new GeneratedKeyHolder();
        jdbc.sql("insert into sync_run (source, slot, replay_day, status, begun_at) values (?, ?, ?, 'OPEN', ?)")
                .param(source)
                .param(slot)
                .param(replayDay)
                .param(SyncFiles.at(Instant.now()))
                .update(id, "run_id");
        return get(Objects.requireNonNull(id.getKey()).longValue());
    }

    public void setInstance(long id, long jobInstanceId) {
        jdbc.sql("update sync_run set job_instance_id = ? where run_id = ?")
                .params(jobInstanceId, id)
                .update();
    }

    public void setPlanned(long id) {
        jdbc.sql("update sync_run set is_planned = true where run_id = ?")
                .param(id)
                .update();
    }

    public void setDone(long id) {
        jdbc.sql("update sync_run set status = 'DONE', ended_at = ? where run_id = ?")
                .params(SyncFiles.at(Instant.now()), id)
                .update();
    }

    private static SyncRun run(ResultSet row, int number) throws SQLException {
        return new SyncRun(
                row.getLong("run_id"),
                row.getString("source"),
                row.getString("slot"),
                row.getString("replay_day"),
                Status.valueOf(row.getString("status")),
                row.getBoolean("is_planned"),
                row.getObject("job_instance_id", Long.class));
    }
}
