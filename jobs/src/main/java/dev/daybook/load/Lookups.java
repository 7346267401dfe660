package dev.daybook.load;

import dev.daybook.table.CommitRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which generations a load has looked up values in. Writes take part in the caller's transaction. */
final class Lookups {

    private final JdbcClient jdbc;

    Lookups(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of a table whose files are still there; none when the load has looked up nothing in it. */
    List<CommitRecord> of(long loadId, String table) {
        return jdbc
                .sql("select p.commit_record from ledger_lookup k join publication p on p.table_name = k.table_name"
                        + " and p.partition_value = k.partition_value and p.generation = k.generation"
                        + " where k.load_id = ? and k.table_name = ? and p.collected_at is null"
                        + " order by p.partition_value")
                .params(loadId, table)
                .query(String.class)
                .list()
                .stream()
                .map(json -> CommitRecord.fromJson(json.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    void add(long loadId, List<CommitRecord> generations) {
        generations.forEach(generation -> jdbc.sql(
                        "insert into ledger_lookup (load_id, table_name, partition_value, generation) values (?, ?, ?, ?)")
                .params(loadId, generation.table(), generation.partition(), generation.generation())
                .update());
    }

    void clear(long loadId) {
        jdbc.sql("delete from ledger_lookup where load_id = ?").param(loadId).update();
    }

    /** Folders of generations that loads may come to look up values in again: the table has their rows, or will. */
    List<String> locationsInUse() {
        return jdbc.sql("select distinct p.location from ledger_lookup k join publication p"
                        + " on p.table_name = k.table_name and p.partition_value = k.partition_value"
                        + " and p.generation = k.generation join ledger l on l.load_id = k.load_id"
                        + " where l.status in ('LOADING', 'LOADED', 'DUPLICATE_CONTENT')")
                .query(String.class)
                .list();
    }
}
