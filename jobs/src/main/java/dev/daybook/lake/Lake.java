package dev.daybook.lake;

import dev.daybook.query.LakeQuery;
import dev.daybook.query.TableFiles;
import dev.daybook.settings.Settings;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStore;
import dev.daybook.table.CommitRecord;
import dev.daybook.table.FileCatalog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Opens the tables the catalog shows for SQL. */
public final class Lake {

    private Lake() {}

    /** The tables as they are now: what is published later is not seen. */
    public static LakeQuery query(Settings settings, ObjectStore store) {
        Map<String, SortedMap<String, List<Location>>> files = new LinkedHashMap<>();
        Map<String, CommitRecord> anyOf = new LinkedHashMap<>();
        for (CommitRecord current : new FileCatalog(store, settings.zones().lake()).all()) {
            anyOf.put(current.table(), current);
            files.computeIfAbsent(current.table(), table -> new TreeMap<>())
                    .put(current.partitionColumn() == null ? "" : current.partition(), filesOf(current));
        }
        List<TableFiles> tables = anyOf.values().stream()
                .map(t -> new TableFiles(t.table(), t.partitionColumn(), files.get(t.table())))
                .toList();
        return new LakeQuery(store, settings.data().resolve("cache"), tables);
    }

    private static List<Location> filesOf(CommitRecord current) {
        Location folder = Location.parse(current.location(), Path.of("/"));
        List<Location> files = new ArrayList<>();
        current.files().forEach(file -> files.add(folder.resolve(file.name())));
        return files;
    }
}
