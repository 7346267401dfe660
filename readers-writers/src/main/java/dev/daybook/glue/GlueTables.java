package dev.daybook.glue;

import dev.daybook.table.CommitRecord;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.ConcurrentModificationException;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;

/**
 * Tables of one database. A call may have been carried out although its answer was lost, so after each change the table
 * is read again.
 */
final class GlueTables {

    private static final int TRIES = 5;

    private final GlueClient client;
    private final String database;

    GlueTables(GlueClient client, String database) {
        this.client = client;
        this.database = database;
    }

    Optional<Table> find(String name) {
        return GlueFailures.during("looking for table " + name, () -> {
            try {
                return Optional.of(
                        client.getTable(get -> get.databaseName(database).name(name))
                                .table());
            } catch (EntityNotFoundException e) {
                return Optional.empty();
            }
        });
    }

    /**
     * Sees to it that a table is there and has the columns of a generation; one without partitions shows it then, unless it
     * shows a later one.
     */
    Table show(CommitRecord generation) {
        for (int i = 0; i < TRIES; i++) {
            Optional<Table> found = find(generation.table());
            if (found.isEmpty()) {
                create(GlueTableLint.checked(GlueDefinitions.table(generation)));
            } else {
                TableInput wanted = wanted(found.get(), generation);
                if (wanted.equals(GlueDefinitions.inputOf(found.get()))) {
                    return found.get();
                }
                update(GlueTableLint.checked(wanted), found.get().versionId());
            }
        }
        throw GlueFailures.changedByOthers("table " + generation.table(), TRIES);
    }

    private static TableInput wanted(Table table, CommitRecord generation) {
        var columns = GlueDefinitions.widened(table, generation);
        TableInput input = GlueDefinitions.inputOf(table);
        boolean isLater = GlueDefinitions.generationOf(table.parameters()) <= generation.generation();
        return generation.partitionColumn() == null && isLater
                ? GlueDefinitions.shown(input, columns, generation)
                : input.toBuilder()
                        .storageDescriptor(table.storageDescriptor().toBuilder()
                                .columns(columns)
                                .build())
                        .build();
    }

    private void create(TableInput table) {
        GlueFailures.during("creating table " + table.name(), () -> {
            try {
                return client.createTable(
                        create -> create.databaseName(database).tableInput(table));
            } catch (AlreadyExistsException e) {
                return Map.of();
            } catch (EntityNotFoundException e) {
                return createDatabase();
            }
        });
    }

    private Object createDatabase() {
        try {
            return client.createDatabase(create -> create.databaseInput(input -> input.name(database)));
        } catch (AlreadyExistsException e) {
            return Map.of();
        }
    }

    /** Changes nothing when somebody else has changed the table since that version. */
    private void update(TableInput table, String version) {
        GlueFailures.during("changing table " + table.name(), () -> {
            try {
                return client.updateTable(update ->
                        update.databaseName(database).tableInput(table).versionId(version));
            } catch (ConcurrentModificationException e) {
                return Map.of();
            }
        });
    }
}
