package dev.daybook.lake;

import dev.daybook.athena.AthenaSettings;
import dev.daybook.failure.DaybookException;
import dev.daybook.query.LakeQuery;
import dev.daybook.query.TableFiles;
import dev.daybook.settings.Settings;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStore;
import dev.daybook.table.CommitRecord;
import dev.daybook.table.FileCatalog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Opens the tables the catalog shows for SQL. */
public final class Lake {

    private Lake() {}

    /** The tables as they are now: what is published later is not seen. */
    public static LakeQuery query(Settings settings, ObjectStore store) {
        return query(settings, store, new FileCatalog(store, settings.zones().lake()).all());
    }

    /**
     * How Athena is asked for the tables.
     *
     * @throws DaybookException of kind CONFIGURATION when they are in no database it knows
     */
    public static AthenaSettings athena(Settings settings) {
        Settings.CatalogSettings catalog = settings.catalog();
        if (catalog.database() == null) {
            throw DaybookException.configuration(
                    "Athena finds tables in the Glue Data Catalog: name a database of it in DAYBOOK_GLUE_DATABASE");
        }
        return new AthenaSettings(
                catalog.database(),
                catalog.workgroup(),
                catalog.output(),
                settings.s3().region(),
                null);
    }

    /**
     * Some partitions of a table alone, so that nothing else is looked at.
     *
     * @return empty when none of them has a row
     */
    public static Optional<LakeQuery> query(
            Settings settings, ObjectStore store, String table, Set<String> partitions) {
        List<CommitRecord> some = new FileCatalog(store, settings.zones().lake())
                .current(table).stream()
                        .filter(current -> partitions.contains(current.partition()) && current.rows() > 0)
                        .toList();
        return some.isEmpty() ? Optional.empty() : Optional.of(query(settings, store, some));
    }

    private static LakeQuery query(Settings settings, ObjectStore store, List<CommitRecord> generations) {
        Map<String, List<CommitRecord>> byTable = generations.stream()
                .collect(Collectors.groupingBy(CommitRecord::table, TreeMap::new, Collectors.toList()));
        List<TableFiles> tables = byTable.values().stream().map(Lake::table).toList();
        return new LakeQuery(store, settings.data().resolve("cache"), tables);
    }

    private static TableFiles table(List<CommitRecord> partitions) {
        CommitRecord any = partitions.get(0);
        SortedMap<String, List<Location>> files = new TreeMap<>();
        for (CommitRecord current : partitions) {
            files.put(current.partitionColumn() == null ? "" : current.partition(), filesOf(current));
        }
        return new TableFiles(any.table(), any.partitionColumn(), files);
    }

    private static List<Location> filesOf(CommitRecord current) {
        Location folder = Location.parse(current.location(), Path.of("/"));
        List<Location> files = new ArrayList<>();
        current.files().forEach(file -> files.add(folder.resolve(file.name())));
        return files;
    }
}
