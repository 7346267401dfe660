package dev.daybook.jobs.clickstream;

import dev.daybook.jobs.clickstream.StagedGroup.ReadObject;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which object was compacted when, and what was found in it. Writes take part in the caller's transaction. */
final class DeliveryLog {

    private static final int BATCH = 1000;

    /** Loads that have, or will have, the events of their objects in the table. */
    private static final String COUNTING = "l.status in ('LOADING', 'LOADED', 'DUPLICATE_CONTENT')";

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    DeliveryLog(DataSource source) {
        this.batches = new JdbcTemplate(source);
        this.jdbc = JdbcClient.create(source);
    }

    /** A compaction that was begun and is not done. */
    Optional<Long> unfinished(String feed) {
        return jdbc.sql("select max(load_id) from ledger l where feed = ? and status = 'LOADING'"
                        + " and exists (select 1 from delivery d where d.load_id = l.load_id)")
                .param(feed)
                .query((row, number) -> Optional.of(row.getLong(1)).filter(id -> id > 0))
                .single();
    }

    /** The instance of the latest compaction that is done. */
    Optional<Long> latestInstance(String feed) {
        return jdbc.sql(
                        "select job_instance_id from ledger where feed = ? and status in ('LOADED', 'DUPLICATE_CONTENT')"
                                + " and job_instance_id is not null order by load_id desc fetch first 1 rows only")
                .param(feed)
                .query(Long.class)
                .optional();
    }

    /** Versions of the objects that count, by key, of those below a folder of the landing zone. */
    Map<String, String> versions(String feed, String folder) {
        Map<String, String> versions = new HashMap<>();
        jdbc.sql("select d.object_key, d.version from delivery d join ledger l on l.load_id = d.load_id"
                        + " where l.feed = ? and d.object_key like ? and d.state <> 'REFUSED' and " + COUNTING)
                .params(feed, folder + "/%")
                .query((row, number) -> versions.put(row.getString(1), row.getString(2)))
                .list();
        return versions;
    }

    /** Notes that a changed object was found under a known key; false when it was noted before. */
    boolean refuse(String feed, Delivered object) {
        boolean isKnown =
                jdbc.sql("select count(*) from refused_delivery where feed = ? and object_key = ? and version = ?")
                                .params(feed, object.key(), object.version())
                                .query(Integer.class)
                                .single()
                        > 0;
        if (!isKnown) {
            jdbc.sql("insert into refused_delivery (feed, object_key, version, refused_at) values (?, ?, ?, ?)")
                    .params(feed, object.key(), object.version(), OffsetDateTime.now(ZoneOffset.UTC))
                    .update();
        }
        return !isKnown;
    }

    void add(long loadId, List<Delivered> objects) {
        List<Object[]> rows = new ArrayList<>();
        for (int ordinal = 0; ordinal < objects.size(); ordinal++) {
            Delivered object = objects.get(ordinal);
            rows.add(new Object[] {loadId, ordinal, object.key(), object.version(), object.size()});
        }
        for (int from = 0; from < rows.size(); from += BATCH) {
            batches.batchUpdate(
                    "insert into delivery (load_id, ordinal, object_key, version, size_bytes, state)"
                            + " values (?, ?, ?, ?, ?, 'LISTED')",
                    rows.subList(from, Math.min(rows.size(), from + BATCH)));
        }
    }

    /** In their order. */
    List<Delivered> objects(long loadId) {
        return jdbc.sql("select object_key, version, size_bytes from delivery where load_id = ? order by ordinal")
                .param(loadId)
                .query((row, number) -> new Delivered(row.getString(1), row.getString(2), row.getLong(3)))
                .list();
    }

    /** Takes note of what was found in a group of objects. */
    void setRead(long loadId, StagedGroup group) {
        List<Object[]> rows = new ArrayList<>();
        for (ReadObject object : group.objects()) {
            rows.add(new Object[] {
                object.isRefused() ? "REFUSED" : "READ",
                object.counts().read(),
                object.counts().rejected(),
                object.late(),
                object.ordinal() == group.first() ? group.segments() : 0,
                loadId,
                object.ordinal()
            });
        }
        batches.batchUpdate(
                "update delivery set state = ?, read_rows = ?, rejected_rows = ?, late_rows = ?, segments = ?"
                        + " where load_id = ? and ordinal = ?",
                rows);
    }

    /** Numbers of the segments that were staged, in the order of their objects. */
    List<Integer> segments(long loadId) {
        List<Integer> numbers = new ArrayList<>();
        jdbc.sql("select ordinal, segments from delivery where load_id = ? and segments > 0 order by ordinal")
                .param(loadId)
                .query((row, number) -> numbers.addAll(StagedGroup.segmentNumbers(row.getInt(1), row.getInt(2))))
                .list();
        return numbers;
    }

    /** What an earlier compaction did to a partition. */
    record Part(String partition, int generation) {}

    /** By ordinal, earlier compactions of the same object that came to nothing, or only to a part of it. */
    Map<Integer, Set<Long>> earlier(long loadId) {
        Map<Integer, Set<Long>> earlier = new TreeMap<>();
        jdbc.sql(
                        "select d.ordinal, o.load_id from delivery d join delivery o on o.object_key = d.object_key"
                                + " and o.version = d.version and o.load_id < d.load_id and o.state = 'READ' where d.load_id = ?")
                .param(loadId)
                .query((row, number) -> earlier.computeIfAbsent(row.getInt(1), ordinal -> new TreeSet<>())
                        .add(row.getLong(2)))
                .list();
        return earlier;
    }

    List<Part> parts(long loadId) {
        return jdbc.sql("select partition_value, generation from ledger_partition where load_id = ?")
                .param(loadId)
                .query((row, number) -> new Part(row.getString(1), row.getInt(2)))
                .list();
    }

    void addConflicts(long loadId, String partition, long conflicts, long replaced) {
        jdbc.sql("insert into compaction_partition (load_id, partition_value, conflict_rows, replaced_rows)"
                        + " values (?, ?, ?, ?)")
                .params(loadId, partition, conflicts, replaced)
                .update();
    }

    /**
     * What a compaction found beyond what the ledger counts.
     *
     * @param conflict duplicates with other content than the event of their id
     * @param late events of days before their delivery
     * @param refused objects that were not there any more as they were listed
     */
    record Findings(long objects, long conflict, long late, long refused) {}

    Findings findings(long loadId) {
        long conflict = jdbc.sql("select coalesce(sum(conflict_rows), 0) from compaction_partition where load_id = ?")
                .param(loadId)
                .query(Long.class)
                .single();
        return jdbc.sql(
                        "select count(*), coalesce(sum(late_rows), 0),"
                                + " coalesce(sum(case when state = 'REFUSED' then 1 else 0 end), 0) from delivery where load_id = ?")
                .param(loadId)
                .query((row, number) -> new Findings(row.getLong(1), conflict, row.getLong(2), row.getLong(3)))
                .single();
    }
}
