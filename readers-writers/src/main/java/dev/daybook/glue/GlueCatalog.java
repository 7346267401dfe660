package dev.daybook.glue;

import dev.daybook.failure.Failpoints;
import dev.daybook.table.Catalog;
import dev.daybook.table.CommitRecord;
import dev.daybook.table.FileCatalog;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.Table;

/**
 * The files beside the data stay the catalog, and Glue follows them: each partition's location is the folder of its
 * current generation, that of a table without partitions the table's own. A reader who resolved a location before it was
 * changed goes on reading the generation before, which stays for a day.
 *
 * <p>Only ever moves a partition to a later generation. Glue has no way to change one on condition, so a publisher who was
 * held up may overwrite a later one's work; he finds the later pointer afterwards, and puts it right. Safe for several
 * threads and processes.
 */
public final class GlueCatalog implements Catalog {

    private static final int ROUNDS = 5;

    private final FileCatalog files;
    private final GlueClient client;
    private final String database;
    private final GlueTables tables;

    private GlueCatalog(FileCatalog files, GlueClient client, String database) {
        this.files = files;
        this.client = client;
        this.database = database;
        this.tables = new GlueTables(client, database);
    }

    /** Talks to Glue for as long as the process lives; nothing needs to be closed. */
    public static GlueCatalog over(FileCatalog files, GlueSettings settings) {
        return new GlueCatalog(files, GlueConnection.open(settings), settings.database());
    }

    @Override
    public void project(CommitRecord generation) {
        files.project(generation);
        Optional<CommitRecord> next = Optional.of(generation);
        while (next.isPresent()) {
            CommitRecord shown = next.get();
            show(shown);
            next = files.currentOf(shown).filter(current -> current.generation() > shown.generation());
        }
        Failpoints.reach("glue-moved");
    }

    private void show(CommitRecord generation) {
        List<Column> before =
                tables.find(generation.table()).map(GlueCatalog::columns).orElse(List.of());
        Table table = tables.show(generation);
        if (generation.partitionColumn() != null) {
            new GluePartitions(client, database, table.name(), columns(table)).show(generation);
            if (!before.isEmpty() && !before.equals(columns(table))) {
                follow(table, files.current(generation.table()));
            }
        }
    }

    private static List<Column> columns(Table table) {
        return table.storageDescriptor().columns();
    }

    /**
     * Brings all tables in step with the files, as after Glue was empty, restored or changed by hand. A table without
     * partitions counts as one.
     */
    @Override
    public Map<String, Integer> repair() {
        Map<String, List<CommitRecord>> byTable = files.all().stream()
                .collect(Collectors.groupingBy(CommitRecord::table, TreeMap::new, Collectors.toList()));
        Map<String, Integer> changed = new TreeMap<>();
        byTable.forEach((table, generations) -> changed.put(table, followTable(generations)));
        return changed;
    }

    private int followTable(List<CommitRecord> generations) {
        CommitRecord any = generations.get(0);
        Optional<Table> before = tables.find(any.table());
        Table table = tables.show(any);
        if (any.partitionColumn() == null) {
            return before.equals(Optional.of(table)) ? 0 : 1;
        }
        return follow(withColumnsOf(generations, table), generations);
    }

    private Table withColumnsOf(List<CommitRecord> generations, Table table) {
        Table widened = table;
        for (CommitRecord generation : generations) {
            if (!GlueDefinitions.widened(widened, generation).equals(columns(widened))) {
                widened = tables.show(generation);
            }
        }
        return widened;
    }

    /** Until nobody has published meanwhile. */
    private int follow(Table table, List<CommitRecord> generations) {
        int changed = 0;
        List<CommitRecord> current = generations;
        for (int i = 0; i < ROUNDS; i++) {
            changed += new GluePartitionBatches(client, database, table.name(), columns(table)).showAll(current);
            List<CommitRecord> now = files.current(table.name());
            if (now.equals(current)) {
                return changed;
            }
            current = now;
        }
        throw GlueFailures.changedByOthers("table " + table.name(), ROUNDS);
    }

    @Override
    public Optional<CommitRecord> current(String table, String partition) {
        return files.current(table, partition);
    }

    @Override
    public List<CommitRecord> all() {
        return files.all();
    }
}
