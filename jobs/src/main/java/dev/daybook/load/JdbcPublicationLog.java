package dev.daybook.load;

import dev.daybook.table.CommitRecord;
import dev.daybook.table.PublicationLog;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Decisions as rows under a unique key; a decision is a transaction of its own, whatever the caller is in. */
public final class JdbcPublicationLog implements PublicationLog {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    public JdbcPublicationLog(DataSource source, PlatformTransactionManager transactionManager) {
        this.jdbc = JdbcClient.create(source);
        this.transaction = new TransactionTemplate(transactionManager);
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @Override
    public Optional<CommitRecord> latest(String table, String partition) {
        return jdbc
                .sql("select commit_record from publication where table_name = ? and partition_value = ?"
                        + " order by generation desc")
                .params(table, partition)
                .query(String.class)
                .list()
                .stream()
                .findFirst()
                .map(JdbcPublicationLog::record);
    }

    @Override
    public List<CommitRecord> latest(String table) {
        return jdbc
                .sql("select commit_record from publication p where table_name = ? and generation ="
                        + " (select max(generation) from publication q where q.table_name = p.table_name"
                        + " and q.partition_value = p.partition_value) order by partition_value")
                .param(table)
                .query(String.class)
                .list()
                .stream()
                .map(JdbcPublicationLog::record)
                .toList();
    }

    @Override
    public Optional<CommitRecord> decidedBy(String table, String partition, String cause) {
        return jdbc.sql(
                        "select commit_record from publication where table_name = ? and partition_value = ? and cause = ?")
                .params(table, partition, cause)
                .query(String.class)
                .optional()
                .map(JdbcPublicationLog::record);
    }

    @Override
    public boolean decide(CommitRecord generation, Runnable alongside) {
        try {
            transaction.executeWithoutResult(status -> {
                insert(generation);
                alongside.run();
            });
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    private void insert(CommitRecord generation) {
        jdbc.sql("insert into publication (table_name, partition_value, generation, cause, location, commit_record,"
                        + " decided_at) values (?, ?, ?, ?, ?, ?, ?)")
                .params(
                        generation.table(),
                        generation.partition(),
                        generation.generation(),
                        generation.cause(),
                        generation.location(),
                        new String(generation.toJson(), StandardCharsets.UTF_8),
                        generation.decidedAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    @Override
    public List<CommitRecord> unprojected() {
        return jdbc
                .sql("select commit_record from publication where projected_at is null"
                        + " order by table_name, partition_value, generation")
                .query(String.class)
                .list()
                .stream()
                .map(JdbcPublicationLog::record)
                .toList();
    }

    @Override
    public void markProjected(CommitRecord generation) {
        transaction.executeWithoutResult(status -> jdbc.sql(
                        "update publication set projected_at = ? where table_name = ? and partition_value = ? and generation = ?")
                .params(
                        OffsetDateTime.now(ZoneOffset.UTC),
                        generation.table(),
                        generation.partition(),
                        generation.generation())
                .update());
    }

    /** All generations of a partition, oldest first. */
    List<Publication> history(String table, String partition) {
        return jdbc.sql("select commit_record, decided_at, collected_at from publication"
                        + " where table_name = ? and partition_value = ? order by generation")
                .params(table, partition)
                .query(JdbcPublicationLog::publication)
                .list();
    }

    /** All generations of all partitions, oldest first within a partition. */
    List<Publication> history() {
        return jdbc.sql("select commit_record, decided_at, collected_at from publication"
                        + " order by table_name, partition_value, generation")
                .query(JdbcPublicationLog::publication)
                .list();
    }

    void markCollected(CommitRecord generation) {
        jdbc.sql("update publication set collected_at = ? where table_name = ? and partition_value = ?"
                        + " and generation = ?")
                .params(
                        OffsetDateTime.now(ZoneOffset.UTC),
                        generation.table(),
                        generation.partition(),
                        generation.generation())
                .update();
    }

    /**
     * Takes over a generation from its commit record, as after the database was lost.
     *
     * @return false when it is known already
     */
    boolean restore(CommitRecord generation) {
        boolean isNew = decide(generation, () -> {});
        if (isNew) {
            markProjected(generation);
        }
        return isNew;
    }

    private static Publication publication(ResultSet row, int number) throws SQLException {
        OffsetDateTime collected = row.getObject("collected_at", OffsetDateTime.class);
        return new Publication(
                record(row.getString("commit_record")),
                row.getObject("decided_at", OffsetDateTime.class).toInstant(),
                collected == null ? null : collected.toInstant());
    }

    private static CommitRecord record(String json) {
        return CommitRecord.fromJson(json.getBytes(StandardCharsets.UTF_8));
    }
}
