package dev.daybook.lease;

import dev.daybook.failure.DaybookException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The leases of all runs, a row each. All times are those of the database's clock: machines differ. */
public final class Leases {

    private static final String SELECT = """
            select lease_key, job_name, owner, owner_process, fencing, job_execution_id, heartbeat_at, expires_at,
                   case when released_at is null and expires_at > current_timestamp then 1 else 0 end live,
                   stop_requested_at, stop_requested_by
            from run_lease
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Sessions sessions;
    private final Worker self = Worker.current();
    private final Duration duration;

    /** @param duration how long a lease holds without a sign of life */
    public Leases(DataSource source, Duration duration) {
        this.jdbc = JdbcClient.create(source);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(source));
        this.sessions = new Sessions(source);
        this.duration = duration;
    }

    /**
     * What taking a lease gave.
     *
     * @param previousExecution the run it was last held for; null for none
     */
    public record Grant(String key, long fencing, @Nullable Long previousExecution) {}

    Duration duration() {
        return duration;
    }

    /**
     * Takes the lease, from nobody or from an owner that is gone, whose transactions end with that.
     *
     * @throws DaybookException of kind REFUSED when somebody holds it
     */
    public Grant acquire(String key, String job) {
        of(key).filter(lease -> !lease.isHeld()).ifPresent(lease -> sessions.end(key, lease.fencing()));
        try {
            return Objects.requireNonNull(transaction.execute(
                    status -> lock(key).map(lease -> takeOver(lease, job)).orElseGet(() -> insert(key, job))));
        } catch (DuplicateKeyException e) {
            throw refused(of(key).orElseThrow(() -> e));
        }
    }

    private Optional<Lease> lock(String key) {
        return jdbc.sql(SELECT + "where lease_key = ? for update")
                .param(key)
                .query(Leases::lease)
                .optional();
    }

    private Grant insert(String key, String job) {
        jdbc.sql("insert into run_lease (lease_key, job_name, owner, owner_process, fencing, acquired_at, heartbeat_at,"
                        + " expires_at) values (?, ?, ?, ?, 1, current_timestamp, current_timestamp,"
                        + " current_timestamp + cast(? as int) * interval '1' second)")
                .param(key)
                .param(job)
                .param(self.name())
                .param(self.process())
                .param(duration.toSeconds())
                .update();
        return new Grant(key, 1, null);
    }

    private Grant takeOver(Lease lease, String job) {
        if (lease.isHeld()) {
            throw refused(lease);
        }
        jdbc.sql("update run_lease set job_name = ?, owner = ?, owner_process = ?, fencing = fencing + 1,"
                        + " job_execution_id = null, acquired_at = current_timestamp,"
                        + " heartbeat_at = current_timestamp,"
                        + " expires_at = current_timestamp + cast(? as int) * interval '1' second,"
                        + " released_at = null, stop_requested_at = null, stop_requested_by = null where lease_key = ?")
                .param(job)
                .param(self.name())
                .param(self.process())
                .param(duration.toSeconds())
                .param(lease.key())
                .update();
        return new Grant(lease.key(), lease.fencing() + 1, lease.executionId());
    }

    private static DaybookException refused(Lease lease) {
        String run = lease.executionId() == null ? "" : " as execution " + lease.executionId();
        return DaybookException.refused("%s is being worked on%s by %s, last seen at %s: wait for it%s"
                .formatted(
                        lease.key(),
                        run,
                        lease.owner(),
                        lease.heartbeatAt(),
                        lease.executionId() == null ? "" : ", or `daybook stop %d`".formatted(lease.executionId())));
    }

    /** Names the run the lease is held for. */
    public void bind(Grant grant, long executionId) {
        jdbc.sql("update run_lease set job_execution_id = ? where lease_key = ? and fencing = ?")
                .params(executionId, grant.key(), grant.fencing())
                .update();
    }

    /**
     * A sign of life. An expired lease that nobody has taken over is renewed by it.
     *
     * @return false when the lease is somebody else's
     */
    boolean renew(Grant grant) {
        return jdbc.sql("update run_lease set heartbeat_at = current_timestamp,"
                                + " expires_at = current_timestamp + cast(? as int) * interval '1' second"
                                + " where lease_key = ? and fencing = ?")
                        .params(duration.toSeconds(), grant.key(), grant.fencing())
                        .update()
                == 1;
    }

    /** Who told this run to stop. */
    Optional<String> stopRequest(Grant grant) {
        return jdbc.sql("select stop_requested_by from run_lease where lease_key = ? and fencing = ?"
                        + " and stop_requested_by is not null")
                .params(grant.key(), grant.fencing())
                .query(String.class)
                .optional();
    }

    /** Whether the lease is still this one; it stays so until the caller's transaction ends. */
    boolean isCurrentUntilCommit(Grant grant) {
        return isCurrent(grant, " for update");
    }

    /** Whether the lease was still this one just now. */
    boolean isCurrent(Grant grant) {
        return isCurrent(grant, "");
    }

    private boolean isCurrent(Grant grant, String lock) {
        return jdbc.sql("select fencing from run_lease where lease_key = ?" + lock)
                .param(grant.key())
                .query(Long.class)
                .optional()
                .filter(fencing -> fencing == grant.fencing())
                .isPresent();
    }

    /** Takes the lease anew, so that who has worked under {@code grant} can commit nothing any more. */
    Grant revoke(Grant grant) {
        jdbc.sql("update run_lease set fencing = fencing + 1 where lease_key = ? and fencing = ?")
                .params(grant.key(), grant.fencing())
                .update();
        return new Grant(grant.key(), grant.fencing() + 1, grant.previousExecution());
    }

    /** Notes that the caller's transaction works under the lease. */
    void noteSession(Grant grant) {
        sessions.note(grant);
    }

    /** Gives the lease back; does nothing when somebody else has it. */
    public void release(Grant grant) {
        // The next owner ends the sessions it finds, and this process goes on using its own.
        sessions.forget(grant);
        jdbc.sql("update run_lease set released_at = current_timestamp where lease_key = ? and fencing = ?")
                .params(grant.key(), grant.fencing())
                .update();
    }

    /** The lease of this key; empty when nobody ever took it. */
    public Optional<Lease> of(String key) {
        return jdbc.sql(SELECT + "where lease_key = ?")
                .param(key)
                .query(Leases::lease)
                .optional();
    }

    /** The lease that is or was last held for a run; empty when it has been held for another since. */
    public Optional<Lease> ofExecution(long executionId) {
        return ofExecution(jdbc, executionId);
    }

    /** As {@link #ofExecution(long)}, for those who take no lease themselves. */
    public static Optional<Lease> ofExecution(JdbcClient jdbc, long executionId) {
        return jdbc.sql(SELECT + "where job_execution_id = ?")
                .param(executionId)
                .query(Leases::lease)
                .optional();
    }

    /** Whether somebody is about to record a run of this job. */
    public boolean isAnyBeginning(String job) {
        return jdbc
                .sql(SELECT + "where job_name = ? and job_execution_id is null")
                .param(job)
                .query(Leases::lease)
                .list()
                .stream()
                .anyMatch(Lease::isHeld);
    }

    /** Sets the stop flag, which the worker sees with its next sign of life. The first request stays. */
    public void requestStop(Lease lease, String by) {
        jdbc.sql("update run_lease set stop_requested_at = current_timestamp, stop_requested_by = ?"
                        + " where lease_key = ? and fencing = ? and stop_requested_at is null")
                .params(by, lease.key(), lease.fencing())
                .update();
    }

    private static Lease lease(ResultSet row, int number) throws SQLException {
        long execution = row.getLong("job_execution_id");
        return new Lease(
                row.getString("lease_key"),
                row.getString("job_name"),
                row.getString("owner"),
                row.getLong("fencing"),
                execution == 0 ? null : execution,
                Objects.requireNonNull(instant(row, "heartbeat_at")),
                Objects.requireNonNull(instant(row, "expires_at")),
                row.getInt("live") == 1 && !Worker.isDead(row.getString("owner_process")),
                instant(row, "stop_requested_at"),
                row.getString("stop_requested_by"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
