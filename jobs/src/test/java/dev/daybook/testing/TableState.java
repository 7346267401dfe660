package dev.daybook.testing;

import dev.daybook.table.CommitRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a load left: rows by partition with a hash over all values, counts, rejects. Two loads with equal states are the
 * same to everybody who looks.
 *
 * @param partitions by partition, number and hash of its rows
 * @param ledger counts and status of the loads that are not replaced
 * @param rejects checksums of what is in quarantine
 */
public record TableState(Map<String, String> partitions, List<String> ledger, Map<String, String> rejects) {

    public static TableState of(DataFolder data) {
        Map<String, String> partitions = new TreeMap<>();
        for (CommitRecord generation : data.generations()) {
            partitions.put(generation.table() + "/" + generation.partition(), rows(generation));
        }
        return new TableState(
                partitions,
                data.records("select source_key, status, read_rows, written_rows, rejected_rows, duplicate_rows,"
                        + " ignored_rows, blank_lines from ledger where status in ('LOADED', 'DUPLICATE_CONTENT')"
                        + " order by source_key"),
                rejects(data));
    }

    /** What a dying process was just writing is for maintenance to remove. */
    private static Map<String, String> rejects(DataFolder data) {
        Map<String, String> rejects = new TreeMap<>(data.files().subMap("quarantine/", "quarantine0"));
        rejects.keySet().removeIf(file -> file.endsWith(".unfinished"));
        return rejects;
    }

    private static String rows(CommitRecord generation) {
        if (generation.files().isEmpty()) {
            return "0";
        }
        List<String> columns = new ArrayList<>();
        generation.columns().forEach(column -> columns.add(column.name()));
        return ParquetFiles.query(
                        List.of(generation),
                        "select count(*), sum(hash(" + String.join(", ", columns)
                                + ")::hugeint) from read_parquet(%s, hive_partitioning = false)")
                .get(0);
    }
}
