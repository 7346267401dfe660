package dev.daybook.lease;

import dev.daybook.lease.Leases.Grant;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sessions of the database that work under leases, so that those of a process that is frozen in the middle of a
 * transaction, and holds its locks, can be ended by whoever goes on with its work.
 */
final class Sessions {

    private static final int TRIES = 20;

    private final JdbcClient jdbc;
    private final TransactionTemplate apart;
    private final DataSource source;
    private volatile @Nullable Dialect dialect;
    private final Set<Session> noted = ConcurrentHashMap.newKeySet();

    private record Session(long id, OffsetDateTime start) {}

    /** How a database tells of its sessions; found at the first use, as opening one costs a connection. */
    private enum Dialect {
        H2(
                "select session_id, session_start from information_schema.sessions where session_id = session_id()",
                "select abort_session(session_id) from information_schema.sessions"
                        + " where session_id = ? and session_start = ? and session_id <> session_id()"),
        POSTGRESQL(
                "select pid, backend_start from pg_stat_activity where pid = pg_backend_pid()",
                "select pg_terminate_backend(pid) from pg_stat_activity"
                        + " where pid = ? and backend_start = ? and pid <> pg_backend_pid()");

        private final String own;
        private final String end;

        Dialect(String own, String end) {
            this.own = own;
            this.end = end;
        }
    }

    Sessions(DataSource source) {
        this.source = source;
        this.jdbc = JdbcClient.create(source);
        this.apart = new TransactionTemplate(new JdbcTransactionManager(source));
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** Notes the caller's session, for others to see at once. */
    void note(Grant grant) {
        Session own = patiently(() -> jdbc.sql(dialect().own)
                .query((row, number) -> new Session(row.getLong(1), row.getObject(2, OffsetDateTime.class)))
                .single());
        if (!noted.contains(own)) {
            apart.executeWithoutResult(
                    status -> jdbc.sql("insert into run_session (lease_key, fencing, session_id, session_start)"
                                    + " values (?, ?, ?, ?)")
                            .params(grant.key(), grant.fencing(), own.id(), own.start())
                            .update());
            noted.add(own);
        }
    }

    /** Ends the sessions of all who have worked under a lease up to this fencing number; their transactions are rolled back. */
    void end(String key, long fencing) {
        jdbc.sql("select session_id, session_start from run_session where lease_key = ? and fencing <= ?")
                .params(key, fencing)
                .query((row, number) -> new Session(row.getLong(1), row.getObject(2, OffsetDateTime.class)))
                .list()
                .forEach(session -> patiently(() -> jdbc.sql(dialect().end)
                        .params(session.id(), session.start())
                        .query(Boolean.class)
                        .optional()));
        jdbc.sql("delete from run_session where lease_key = ? and fencing <= ?")
                .params(key, fencing)
                .update();
    }

    /** H2 2.4.240 fails to list its sessions while the transaction of another one is just ending. */
    private static <T> T patiently(Supplier<T> query) {
        for (int i = 1; i < TRIES; i++) {
            try {
                return query.get();
            } catch (UncategorizedSQLException e) {
                Thread.onSpinWait();
            }
        }
        return query.get();
    }

    void forget(Grant grant) {
        jdbc.sql("delete from run_session where lease_key = ? and fencing = ?")
                .params(grant.key(), grant.fencing())
                .update();
        noted.clear();
    }

    private Dialect dialect() {
        Dialect known = dialect;
        if (known == null) {
            try (Connection connection = source.getConnection()) {
                boolean isPostgresql =
                        connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
                known = isPostgresql ? Dialect.POSTGRESQL : Dialect.H2;
            } catch (SQLException e) {
                throw new CannotGetJdbcConnectionException("no connection", e);
            }
            dialect = known;
        }
        return known;
    }
}
