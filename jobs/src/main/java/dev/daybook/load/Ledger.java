package dev.daybook.load;

import dev.daybook.feed.ParsedBlock;
import dev.daybook.load.LedgerEntry.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Which file was loaded when, and what became of its rows. Writes take part in the caller's transaction. */
public final class Ledger {

    private static final String SELECT = """
            select load_id, feed, source_key, sha256, revision, status, table_name, source_uri, processed_uri, size_bytes,
                   job_instance_id, read_rows, written_rows, rejected_rows, duplicate_rows, ignored_rows, blank_lines,
                   late_rows, reject_file, contract
            from ledger
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate verdict;

    public Ledger(DataSource source, PlatformTransactionManager transactionManager) {
        this.jdbc = JdbcClient.create(source);
        this.verdict = new TransactionTemplate(transactionManager);
        this.verdict.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** For reading alone. */
    public Ledger(DataSource source) {
        this(source, new DataSourceTransactionManager(source));
    }

    Replays replays() {
        return new Replays(jdbc, this);
    }

    Lookups lookups() {
        return new Lookups(jdbc);
    }

    /** The latest version of a key that has changed the table, be it in some partitions so far, or has no rows for it. */
    Optional<LedgerEntry> latestPublished(String feed, String sourceKey) {
        return jdbc.sql(
                        SELECT
                                + "where feed = ? and source_key = ? and (status in ('LOADED', 'DUPLICATE_CONTENT') or exists (select 1"
                                + " from ledger_partition p where p.load_id = ledger.load_id)) order by revision desc fetch first 1 rows only")
                .params(feed, sourceKey)
                .query(Ledger::entry)
                .optional();
    }

    /** The latest version of a key, whatever has become of it. */
    Optional<LedgerEntry> latest(String feed, String sourceKey) {
        return jdbc.sql(SELECT + "where feed = ? and source_key = ? order by revision desc fetch first 1 rows only")
                .params(feed, sourceKey)
                .query(Ledger::entry)
                .optional();
    }

    /** The latest date that is a key of a feed and whose rows the table has; empty when there is none. */
    public Optional<String> latestDate(String feed) {
        return jdbc
                .sql("select source_key from ledger where feed = ? and source_key like '____-__-__'"
                        + " and status in ('LOADED', 'DUPLICATE_CONTENT') order by source_key desc"
                        + " fetch first 1 rows only")
                .param(feed)
                .query(String.class)
                .list()
                .stream()
                .findFirst();
    }

    public int nextRevision(String feed, String sourceKey) {
        return jdbc.sql("select coalesce(max(revision), -1) + 1 from ledger where feed = ? and source_key = ?")
                .params(feed, sourceKey)
                .query(Integer.class)
                .single();
    }

    public LedgerEntry get(long loadId) {
        return jdbc.sql(SELECT + "where load_id = ?")
                .param(loadId)
                .query(Ledger::entry)
                .single();
    }

    /** Loads of a job instance, in the order they were recorded: one for a job that loads a file, many for some. */
    public List<LedgerEntry> ofInstance(long jobInstanceId) {
        return jdbc.sql(SELECT + "where job_instance_id = ? order by load_id")
                .param(jobInstanceId)
                .query(Ledger::entry)
                .list();
    }

    boolean isKnown(long loadId) {
        return jdbc.sql("select count(*) from ledger where load_id = ?")
                        .param(loadId)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    public long add(
            String feed,
            String sourceKey,
            String sha256,
            int revision,
            String table,
            String uri,
            long size,
            String contract,
            String version,
            @Nullable Long replayOf) {
        GeneratedKeyHolder id = new GeneratedKeyHolder();
        jdbc.sql("insert into ledger (feed, source_key, sha256, revision, status, table_name, source_uri, size_bytes,"
                        + " contract, source_version, recorded_at, replay_of)"
                        + " values (?, ?, ?, ?, 'LOADING', ?, ?, ?, ?, ?, ?, ?)")
                .param(feed)
                .param(sourceKey)
                .param(sha256)
                .param(revision)
                .param(table)
                .param(uri)
                .param(size)
                .param(contract)
                .param(version)
                .param(now())
                .param(replayOf)
                .update(id, "load_id");
        return Objects.requireNonNull(id.getKey()).longValue();
    }

    /** The same file is loaded from another place now, or was delivered there once more. */
    void setSource(long loadId, String uri, String version) {
        jdbc.sql("update ledger set source_uri = ?, source_version = ? where load_id = ?")
                .params(uri, version, loadId)
                .update();
    }

    /**
     * The run whose load of an object counts, also when the object has left its place since.
     *
     * @param version of the object, as the store gave it
     */
    public Optional<Long> runThatLoaded(String uri, String version) {
        return jdbc.sql(
                        "select max(e.job_execution_id) from ledger l"
                                + " join batch_job_execution e on e.job_instance_id = l.job_instance_id"
                                + " where l.source_version = ? and l.source_uri = ? and l.status in ('LOADED', 'DUPLICATE_CONTENT')")
                .params(version, uri)
                .query((row, number) -> Optional.of(row.getLong(1)).filter(id -> id > 0))
                .single();
    }

    /** Parameters the load was run with last; none when it never was. */
    public Map<String, String> parameters(long loadId) {
        Map<String, String> parameters = new TreeMap<>();
        jdbc.sql("select parameter_name, parameter_value from batch_job_execution_params where job_execution_id ="
                        + " (select max(e.job_execution_id) from batch_job_execution e join ledger l"
                        + " on l.job_instance_id = e.job_instance_id where l.load_id = ?)")
                .param(loadId)
                .query((row, number) -> parameters.put(row.getString(1), String.valueOf(row.getString(2))))
                .list();
        return parameters;
    }

    public void setInstance(long loadId, long jobInstanceId) {
        jdbc.sql("update ledger set job_instance_id = ?, status = case when status in ('LOADED', 'DUPLICATE_CONTENT')"
                        + " then status else 'LOADING' end where load_id = ?")
                .params(jobInstanceId, loadId)
                .update();
    }

    /** Forgets what was counted while staging. */
    public void resetStaged(long loadId) {
        jdbc.sql("update ledger set read_rows = 0, rejected_rows = 0, ignored_rows = 0, blank_lines = 0, late_rows = 0"
                        + " where load_id = ?")
                .param(loadId)
                .update();
    }

    /** Adds what was counted while staging a chunk. */
    public void addStaged(long loadId, ParsedBlock.Counts counts) {
        jdbc.sql("update ledger set read_rows = read_rows + ?, rejected_rows = rejected_rows + ?,"
                        + " ignored_rows = ignored_rows + ?, blank_lines = blank_lines + ?,"
                        + " late_rows = late_rows + ? where load_id = ?")
                .params(counts.read(), counts.rejected(), counts.ignored(), counts.blank(), counts.late(), loadId)
                .update();
    }

    /** Adds rows that were found while staging to be in the table already. */
    public void addDuplicates(long loadId, long rows) {
        jdbc.sql("update ledger set duplicate_rows = duplicate_rows + ? where load_id = ?")
                .params(rows, loadId)
                .update();
    }

    /** Records what a load did to a partition; part of the decision to publish it. */
    public void addPartition(long loadId, String partition, int generation, long written, long duplicates) {
        jdbc.sql("insert into ledger_partition (load_id, partition_value, generation, written_rows, duplicate_rows)"
                        + " values (?, ?, ?, ?, ?)")
                .params(loadId, partition, generation, written, duplicates)
                .update();
        jdbc.sql("update ledger set written_rows = written_rows + ?, duplicate_rows = duplicate_rows + ?"
                        + " where load_id = ?")
                .params(written, duplicates, loadId)
                .update();
    }

    /** Partitions the load has published, in order. */
    public Set<String> partitions(long loadId) {
        return new TreeSet<>(jdbc.sql("select partition_value from ledger_partition where load_id = ?")
                .param(loadId)
                .query(String.class)
                .list());
    }

    /**
     * What a load did to a partition.
     *
     * @param source as {@link LedgerEntry#source}
     * @param duplicates rows it left out because they were there already
     */
    record Part(long loadId, String source, int generation, long duplicates) {}

    /** What loads did to a partition, the latest first; some of it may have been undone. */
    List<Part> parts(String table, String partition) {
        return jdbc.sql("select l.load_id, l.feed, l.source_key, p.generation, p.duplicate_rows from ledger_partition p"
                        + " join ledger l on l.load_id = p.load_id where l.table_name = ? and p.partition_value = ?"
                        + " order by p.generation desc")
                .params(table, partition)
                .query((row, number) -> new Part(
                        row.getLong(1), row.getString(2) + "/" + row.getString(3), row.getInt(4), row.getLong(5)))
                .list();
    }

    /** Loads that {@code loadId} reads again, in the order of their numbers. */
    List<LedgerEntry> rereads(long loadId) {
        return jdbc
                .sql("select distinct ordinal, reread_load_id from ledger_reread where load_id = ? order by ordinal")
                .param(loadId)
                .query((row, number) -> row.getLong(2))
                .list()
                .stream()
                .map(this::get)
                .toList();
    }

    /** @param byPartition loads to be read again */
    void setRereads(long loadId, Map<String, Set<Long>> byPartition) {
        jdbc.sql("delete from ledger_reread where load_id = ?").param(loadId).update();
        Set<Long> all = new TreeSet<>();
        byPartition.values().forEach(all::addAll);
        List<Long> ordinals = List.copyOf(all);
        byPartition.forEach((partition, rereads) -> rereads.forEach(reread -> jdbc.sql(
                        "insert into ledger_reread (load_id, ordinal, partition_value, reread_load_id) values (?, ?, ?, ?)")
                .params(loadId, ordinals.indexOf(reread) + 1, partition, reread)
                .update()));
    }

    /** By partition, the ordinals of the loads that {@code loadId} reads again for it; partitions without are missing. */
    Map<String, Set<Integer>> rereadOrdinals(long loadId) {
        Map<String, Set<Integer>> ordinals = new TreeMap<>();
        jdbc.sql("select partition_value, ordinal from ledger_reread where load_id = ?")
                .param(loadId)
                .query((row, number) -> ordinals.computeIfAbsent(row.getString(1), p -> new TreeSet<>())
                        .add(row.getInt(2)))
                .list();
        return ordinals;
    }

    /** Partitions for which the input's latest load left out rows that were there already. */
    Set<String> partitionsWithDuplicates(LedgerEntry load) {
        return new TreeSet<>(jdbc.sql("select p.partition_value from ledger_partition p where p.duplicate_rows > 0"
                        + " and p.load_id = (select max(q.load_id) from ledger_partition q join ledger l"
                        + " on l.load_id = q.load_id where q.partition_value = p.partition_value"
                        + " and l.table_name = ? and l.feed = ? and l.source_key = ?)")
                .params(load.table(), load.feed(), load.sourceKey())
                .query(String.class)
                .list());
    }

    /** Keeps a verdict though the caller's transaction is rolled back by the exception that tells of it. */
    public void setVerdict(long loadId, Status status, @Nullable String rejectFile) {
        verdict.executeWithoutResult(tx -> jdbc.sql("update ledger set status = ?, reject_file = ? where load_id = ?")
                .param(status.name())
                .param(rejectFile)
                .param(loadId)
                .update());
    }

    /**
     * Marks the loads of a partition's generations above {@code generation} as withdrawn, also one that is half done: it
     * would take the partition for done when it goes on.
     *
     * @return how many there were
     */
    int withdraw(String table, String partition, int generation) {
        return jdbc.sql("update ledger set status = 'WITHDRAWN' where table_name = ?"
                        + " and status in ('LOADED', 'DUPLICATE_CONTENT', 'LOADING') and load_id in (select load_id from"
                        + " ledger_partition where partition_value = ? and generation > ?)")
                .params(table, partition, generation)
                .update();
    }

    /** Loads that may still be restarted. */
    Set<Long> open() {
        return new TreeSet<>(jdbc.sql("select load_id from ledger where status = 'LOADING'")
                .query(Long.class)
                .list());
    }

    /** Whether the table has the same content from another input. */
    boolean isContentLive(LedgerEntry entry) {
        return jdbc.sql("select count(*) from ledger where table_name = ? and sha256 = ? and load_id <> ?"
                                + " and status in ('LOADED', 'DUPLICATE_CONTENT')")
                        .params(entry.table(), entry.sha256(), entry.loadId())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Marks all earlier versions of the same key as replaced, also one that never came to an end. */
    void supersede(LedgerEntry by) {
        jdbc.sql("update ledger set status = 'SUPERSEDED' where feed = ? and source_key = ? and revision < ?"
                        + " and status in ('LOADED', 'DUPLICATE_CONTENT', 'LOADING')")
                .params(by.feed(), by.sourceKey(), by.revision())
                .update();
    }

    /** Marks a load whose file does not fit its feed: it is not gone on with, the file is loaded anew. */
    public void refuse(long loadId) {
        jdbc.sql("update ledger set status = 'REFUSED' where load_id = ? and status = 'LOADING'")
                .param(loadId)
                .update();
    }

    /** Marks the unfinished load of a run that was given up; does nothing for jobs that load no file. */
    public void abandon(long jobInstanceId) {
        jdbc.sql("update ledger set status = 'REFUSED' where job_instance_id = ? and status = 'LOADING'")
                .param(jobInstanceId)
                .update();
    }

    /** Makes sure that no later load gets a number up to this one. */
    void skipIds(long used) {
        long next = 1
                + Math.max(
                        used,
                        jdbc.sql("select coalesce(max(load_id), 0) from ledger")
                                .query(Long.class)
                                .single());
        jdbc.sql("alter table ledger alter column load_id restart with " + next).update();
    }

    public void setLoaded(long loadId, Status status, String processedUri) {
        jdbc.sql("update ledger set status = ?, processed_uri = ?, loaded_at = ? where load_id = ?")
                .params(status.name(), processedUri, now(), loadId)
                .update();
    }

    private static OffsetDateTime now() {
        return OffsetDateTime.now(ZoneOffset.UTC);
    }

    private static LedgerEntry entry(ResultSet row, int number) throws SQLException {
        return new LedgerEntry(
                row.getLong("load_id"),
                row.getString("feed"),
                row.getString("source_key"),
                row.getString("sha256"),
                row.getInt("revision"),
                Status.valueOf(row.getString("status")),
                row.getString("table_name"),
                row.getString("source_uri"),
                row.getString("processed_uri"),
                row.getLong("size_bytes"),
                nullableLong(row, "job_instance_id"),
                new LoadCounts(
                        row.getLong("read_rows"),
                        row.getLong("written_rows"),
                        row.getLong("rejected_rows"),
                        row.getLong("duplicate_rows"),
                        row.getLong("ignored_rows"),
                        row.getLong("blank_lines"),
                        row.getLong("late_rows")),
                row.getString("reject_file"),
                row.getString("contract"));
    }

    private static @Nullable Long nullableLong(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}
