package dev.daybook.table;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Generations for tests that look at no file. */
final class Generations {

    private Generations() {}

    static CommitRecord of(String partition, int generation) {
        return of(partition, generation, "load-" + generation);
    }

    static CommitRecord of(String partition, int generation, String cause) {
        return record("visits", "visit_month", partition, generation, cause);
    }

    static CommitRecord ofWholeTable(int generation) {
        return record("products", null, "all", generation, "load-" + generation);
    }

    private static CommitRecord record(
            String table, String partitionColumn, String partition, int generation, String cause) {
        return new CommitRecord(
                table,
                partitionColumn,
                partition,
                generation,
                cause,
                Instant.parse("2026-01-01T00:00:00Z"),
                "file:/lake/" + table + "/" + partition + "/g" + generation,
                List.of(new CommitRecord.FileEntry(
                        "part-00000.zstd.parquet",
                        generation,
                        100,
                        "abc",
                        List.of(new CommitRecord.SumEntry("visit_date", 0, "12345678901234567890")))),
                List.of(
                        new CommitRecord.ColumnEntry("visit_id", "string", false),
                        new CommitRecord.ColumnEntry("visit_date", "date", false),
                        new CommitRecord.ColumnEntry("source", "string", false)),
                "visit_id",
                Map.of("legacy-visits/a", (long) generation));
    }
}
