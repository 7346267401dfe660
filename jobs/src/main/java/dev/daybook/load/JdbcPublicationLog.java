package dev.daybook.load;

import dev.daybook.failure.DaybookException;
import dev.daybook.table.CommitRecord;
import dev.daybook.table.PublicationLog;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
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
        return jdbc.sql("select commit_record from publication where table_name = ? and partition_value = ?"
                        + " order by generation desc fetch first 1 rows only")
                .params(table, partition)
                .query(String.class)
                .optional()
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

    /**
     * Generations that have made the present state of a partition: a rollback takes out those between itself and the one
     * it went back to.
     */
    public Set<Integer> lineage(String table, String partition) {
        List<CommitRecord> history =
                history(table, partition).stream().map(Publication::generation).toList();
        Set<Integer> lineage = new TreeSet<>();
        int index = history.size() - 1;
        while (index >= 0) {
            CommitRecord generation = history.get(index);
            int first = firstWith(history, generation.location());
            if (first == index) {
                lineage.add(generation.generation());
                index--;
            } else {
                index = generation.files().isEmpty() ? -1 : first;
            }
        }
        return lineage;
    }

    /** Index of the generation that made these files: later ones may have brought them back. */
    private static int firstWith(List<CommitRecord> history, String location) {
        int index = 0;
        while (!history.get(index).location().equals(location)) {
            index++;
        }
        return index;
    }

    /** Whether nothing was ever published. */
    boolean isEmpty() {
        return jdbc.sql("select count(*) from publication").query(Integer.class).single() == 0;
    }

    /**
     * Refuses to work on a lake without what was decided about it, as when the database was lost: what is unknown would
     * be taken for leftovers, or written over.
     *
     * @param current generations the catalog shows
     * @throws DaybookException of kind REFUSED
     */
    void requireToKnow(List<CommitRecord> current) {
        for (CommitRecord shown : current) {
            int known = latest(shown.table(), shown.partition())
                    .map(CommitRecord::generation)
                    .orElse(0);
            if (known < shown.generation()) {
                throw DaybookException.refused(
                        "%s of table %s is at generation %d in the lake, which this database does not know: if it was lost or is older, run `daybook maintenance --rebuild`"
                                .formatted(shown.partitionName(), shown.table(), shown.generation()));
            }
        }
    }

    /** All generations of a partition, oldest first. */
    List<Publication> history(String table, String partition) {
        return jdbc.sql("select commit_record, projected_at, collected_at from publication"
                        + " where table_name = ? and partition_value = ? order by generation")
                .params(table, partition)
                .query(JdbcPublicationLog::publication)
                .list();
    }

    /** All generations of all partitions, oldest first within a partition. */
    List<Publication> history() {
        return jdbc.sql("select commit_record, projected_at, collected_at from publication"
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
        return new Publication(
                record(row.getString("commit_record")), instant(row, "projected_at"), instant(row, "collected_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static CommitRecord record(String json) {
        return CommitRecord.fromJson(json.getBytes(StandardCharsets.UTF_8));
    }
}
