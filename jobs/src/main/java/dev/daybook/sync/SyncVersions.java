package dev.daybook.sync;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the files of a source were from when until when. Writes take part in the caller's transaction. */
public final class SyncVersions {

    private static final String OLD = "source = ? and replaced_at < ? and sha256 not in"
            + " (select l.sha256 from sync_file f join ledger l on l.load_id = f.load_id where f.source = ?)";

    private final JdbcClient jdbc;
    private final String source;

    public SyncVersions(DataSource database, String source) {
        this.jdbc = JdbcClient.create(database);
        this.source = source;
    }

    /** Bytes of a file. */
    public record Version(String sha256, long size) {}

    /** By name, what files were just before {@code time}; those that were not there, or are not known any more, are missing. */
    public Map<String, Version> before(Instant time) {
        Map<String, Version> versions = new TreeMap<>();
        jdbc.sql("select file_name, sha256, size_bytes from sync_version where source = ? and fetched_at < ?"
                        + " and (replaced_at is null or replaced_at >= ?)")
                .params(source, SyncFiles.at(time), SyncFiles.at(time))
                .query(row -> {
                    versions.put(row.getString(1), new Version(row.getString(2), row.getLong(3)));
                });
        return versions;
    }

    /** From when on all versions are known; empty for from the beginning. */
    public Optional<Instant> knownSince() {
        return jdbc.sql("select known_since from sync_source where source = ? and known_since is not null")
                .param(source)
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    /**
     * Forgets versions that were replaced before {@code time}, unless a table has the rows of one.
     *
     * @return how many there were
     */
    public int forget(Instant time) {
        List<OffsetDateTime> replaced = jdbc.sql("select replaced_at from sync_version where " + OLD)
                .params(source, SyncFiles.at(time), source)
                .query(OffsetDateTime.class)
                .list();
        if (!replaced.isEmpty()) {
            jdbc.sql("delete from sync_version where " + OLD)
                    .params(source, SyncFiles.at(time), source)
                    .update();
            SyncFiles.set(jdbc, source, "known_since", Collections.max(replaced).toInstant());
        }
        return replaced.size();
    }

    /** Hashes of all bytes that are to be kept. */
    public Set<String> hashes() {
        return new TreeSet<>(jdbc.sql("select sha256 from sync_version where source = ?"
                        + " union select sha256 from sync_file where source = ? and sha256 is not null")
                .params(source, source)
                .query(String.class)
                .list());
    }
}
