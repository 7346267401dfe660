package dev.daybook.sync;

import dev.daybook.http.ListedFile;
import dev.daybook.http.Validators;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The files of one source. Writes take part in the caller's transaction. */
public final class SyncFiles {

    private final JdbcClient jdbc;
    private final String source;

    public SyncFiles(DataSource database, String source) {
        this.jdbc = JdbcClient.create(database);
        this.source = source;
    }

    /** In the order of their names. */
    public List<FileState> all() {
        return select("");
    }

    /** Those that are to be fetched, in the order of their names. */
    public List<FileState> due() {
        return select(" and is_due = true");
    }

    /** Those with a change nobody was told of, in the order of their names. */
    public List<FileState> unannounced() {
        return select(" and is_announced = false");
    }

    private List<FileState> select(String condition) {
        return jdbc.sql("select * from sync_file where source = ?" + condition + " order by file_name")
                .param(source)
                .query(SyncFiles::state)
                .list();
    }

    public Optional<FileState> find(String name) {
        return jdbc.sql("select * from sync_file where source = ? and file_name = ?")
                .params(source, name)
                .query(SyncFiles::state)
                .optional();
    }

    /** When the source's listing was read completely; empty when it never was. */
    public Optional<Instant> listedAt() {
        return jdbc.sql("select listed_at from sync_source where source = ? and listed_at is not null")
                .param(source)
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    public void setListedAt(Instant time) {
        set(jdbc, source, "listed_at", time);
    }

    /** Sets a time of a source that may not be known yet. */
    static void set(JdbcClient jdbc, String source, String column, Instant time) {
        int known = jdbc.sql("update sync_source set %s = ? where source = ?".formatted(column))
                .params(at(time), source)
                .update();
        if (known == 0) {
            jdbc.sql("insert into sync_source (source, %s) values (?, ?)".formatted(column))
                    .params(source, at(time))
                    .update();
        }
    }

    /** A file that was not known; it is to be fetched. */
    public void add(String name, Instant now) {
        jdbc.sql("insert into sync_file (source, file_name, is_due, first_seen, is_announced)"
                        + " values (?, ?, true, ?, true)")
                .params(source, name, at(now))
                .update();
    }

    /** The listing says of a file what it did not before: it is to be fetched. */
    public void setListed(ListedFile file) {
        jdbc.sql("update sync_file set listed_size = ?, listed_at = ?, is_due = true, absences = 0, last_seen = null"
                        + " where source = ? and file_name = ?")
                .param(file.size())
                .param(file.listedAt())
                .param(source)
                .param(file.name())
                .update();
    }

    /** It is to be fetched whatever the listing says. */
    public void setDue(String name) {
        jdbc.sql("update sync_file set is_due = true where source = ? and file_name = ?")
                .params(source, name)
                .update();
    }

    /** It is listed again as it was before. */
    public void setPresent(String name) {
        jdbc.sql("update sync_file set absences = 0, last_seen = null where source = ? and file_name = ?")
                .params(source, name)
                .update();
    }

    /**
     * The listing does not have it any more: it cannot be fetched.
     *
     * @param lastSeen the listing that had it
     */
    public void setMissing(String name, Instant lastSeen) {
        jdbc.sql("update sync_file set is_due = false, last_seen = coalesce(last_seen, ?)"
                        + " where source = ? and file_name = ?")
                .params(at(lastSeen), source, name)
                .update();
    }

    /**
     * Counts an absence of each file that the latest listing does not have, once in a run.
     *
     * @return those that have come to {@code most} and do not count as deleted yet
     */
    public List<FileState> countAbsences(long run, int most) {
        jdbc.sql(
                        "update sync_file set absences = absences + 1, absent_run = ? where source = ?"
                                + " and last_seen is not null and deleted_at is null and (absent_run is null or absent_run <> ?)")
                .params(run, source, run)
                .update();
        return select(" and last_seen is not null and deleted_at is null and absences >= " + most);
    }

    /**
     * It counts as deleted.
     *
     * @param loadId the load that takes its rows out; null for a file that was staged only
     */
    public void setDeleted(String name, Instant now, @Nullable Long loadId) {
        jdbc.sql("update sync_file set deleted_at = ?, is_announced = false, is_due = false, load_id = ?"
                        + " where source = ? and file_name = ?")
                .param(at(now))
                .param(loadId)
                .param(source)
                .param(name)
                .update();
        endVersion(name, now);
    }

    /** Forgets a file that was never fetched. */
    public void remove(String name) {
        jdbc.sql("delete from sync_file where source = ? and file_name = ? and sha256 is null")
                .params(source, name)
                .update();
    }

    /**
     * Bytes that were fetched and are kept.
     *
     * @param run that has fetched them
     */
    public record Fetched(String name, Validators validators, String sha256, long size, Instant at, long run) {}

    /** The file has other bytes than before, or is there again. */
    public void setChanged(Fetched fetched, @Nullable Long loadId) {
        endVersion(fetched.name(), fetched.at());
        jdbc.sql("insert into sync_version (source, file_name, fetched_at, sha256, size_bytes) values (?, ?, ?, ?, ?)")
                .params(source, fetched.name(), at(fetched.at()), fetched.sha256(), fetched.size())
                .update();
        jdbc.sql("update sync_file set sha256 = ?, size_bytes = ?, deleted_at = null, is_announced = false"
                        + " where source = ? and file_name = ?")
                .params(fetched.sha256(), fetched.size(), source, fetched.name())
                .update();
        setChecked(fetched, loadId);
    }

    /** Its bytes were compared, and kept if they are others. */
    public void setChecked(Fetched fetched, @Nullable Long loadId) {
        jdbc.sql("update sync_file set is_due = false, etag = ?, last_modified = ?, checked_at = ?, checked_run = ?,"
                        + " load_id = ? where source = ? and file_name = ?")
                .param(fetched.validators().etag())
                .param(fetched.validators().lastModified())
                .param(at(fetched.at()))
                .param(fetched.run())
                .param(loadId)
                .param(source)
                .param(fetched.name())
                .update();
    }

    private void endVersion(String name, Instant now) {
        jdbc.sql("update sync_version set replaced_at = ? where source = ? and file_name = ? and replaced_at is null")
                .params(at(now), source, name)
                .update();
    }

    /** @param loadId null when its rows are in no table any more */
    public void setLoad(String name, @Nullable Long loadId) {
        jdbc.sql("update sync_file set load_id = ? where source = ? and file_name = ?")
                .param(loadId)
                .param(source)
                .param(name)
                .update();
    }

    /** Its table has got other rows by something else than a change of the file. */
    public void setUnannounced(String name) {
        jdbc.sql("update sync_file set is_announced = false where source = ? and file_name = ?")
                .params(source, name)
                .update();
    }

    /** People know of all changes. */
    public void setAnnounced() {
        jdbc.sql("update sync_file set is_announced = true where source = ? and is_announced = false")
                .param(source)
                .update();
    }

    /**
     * Makes files be fetched and loaded anew, whatever is known of them.
     *
     * @param name null for all that do not count as deleted
     * @return how many there were
     */
    public int reset(@Nullable String name) {
        String which = name == null ? "" : " and file_name = ?";
        JdbcClient.StatementSpec statement = jdbc.sql("update sync_file set is_due = (last_seen is null), etag = null,"
                        + " last_modified = null, checked_run = null, load_id = null"
                        + " where source = ? and deleted_at is null" + which)
                .param(source);
        return (name == null ? statement : statement.param(name)).update();
    }

    private static FileState state(ResultSet row, int number) throws SQLException {
        return new FileState(
                row.getString("file_name"),
                row.getObject("listed_size", Long.class),
                row.getString("listed_at"),
                row.getBoolean("is_due"),
                new Validators(row.getString("etag"), row.getString("last_modified")),
                row.getString("sha256"),
                row.getObject("size_bytes", Long.class),
                instant(row, "checked_at"),
                row.getObject("checked_run", Long.class),
                row.getObject("first_seen", OffsetDateTime.class).toInstant(),
                instant(row, "last_seen"),
                row.getInt("absences"),
                instant(row, "deleted_at"),
                row.getBoolean("is_announced"),
                row.getObject("load_id", Long.class));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    static OffsetDateTime at(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
