package dev.daybook.table;

import dev.daybook.failure.DaybookException;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStore;
import org.jspecify.annotations.Nullable;

/**
 * Where a table's things lie below the lake. Data and records are apart: whoever reads a table's folder finds nothing
 * but Parquet files.
 *
 * <pre>
 * lake/visits/visit_month=2024-03/g000043-17-23/part-00000.zstd.parquet
 * lake/_daybook/visits/visit_month=2024-03/000043.json
 * lake/_daybook/visits/visit_month=2024-03/current.json
 * </pre>
 *
 * @param partitionColumn null for a table without partitions
 */
public record TablePlaces(
        Location lake, String table, @Nullable String partitionColumn) {

    static final String RECORDS = "_daybook";
    static final String POINTER = "current.json";

    Location generation(String partition, int generation, String tag) {
        return below(lake.resolve(table), partition).resolve("g%06d-%s".formatted(generation, tag));
    }

    Location record(String partition, int generation) {
        return below(records(), partition).resolve("%06d.json".formatted(generation));
    }

    /**
     * Before the folder of a generation is emptied to be written: a published one may have the same name.
     *
     * @throws DaybookException of kind REFUSED when it has
     */
    void requireUnpublished(ObjectStore store, String partition, int generation) {
        Location record = record(partition, generation);
        if (store.head(record).isPresent()) {
            throw DaybookException.refused(
                    "%s is published already: if the database was lost or is older than the lake, run `daybook maintenance --rebuild`"
                            .formatted(record));
        }
    }

    Location pointer(String partition) {
        return below(records(), partition).resolve(POINTER);
    }

    private Location records() {
        return lake.resolve(RECORDS).resolve(table);
    }

    private Location below(Location folder, String partition) {
        return partitionColumn == null ? folder : folder.resolve(partitionColumn + "=" + partition);
    }
}
