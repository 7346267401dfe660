package dev.daybook.glue;

import dev.daybook.table.CommitRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.PartitionInput;

/**
 * Partitions of one table. Glue does not check whether a partition has changed since it was read, so whoever changes one
 * has to look afterwards who was last.
 */
final class GluePartitions {

    private static final int TRIES = 5;

    private final GlueClient client;
    private final String database;
    private final String table;
    private final List<Column> columns;

    /** @param columns of the table */
    GluePartitions(GlueClient client, String database, String table, List<Column> columns) {
        this.client = client;
        this.database = database;
        this.table = table;
        this.columns = List.copyOf(columns);
    }

    /** Sees to it that a partition shows a generation, unless it shows a later one; one without files goes. */
    void show(CommitRecord generation) {
        for (int i = 0; i < TRIES; i++) {
            Optional<Partition> found = find(generation.partition());
            if (isShown(found, generation)) {
                return;
            }
            if (generation.files().isEmpty()) {
                delete(generation.partition());
            } else if (found.isEmpty()) {
                create(inputOf(generation));
            } else {
                update(inputOf(generation));
            }
        }
        throw GlueFailures.changedByOthers("partition %s of table %s".formatted(generation.partition(), table), TRIES);
    }

    private boolean isShown(Optional<Partition> found, CommitRecord generation) {
        return found.map(partition -> GlueDefinitions.isShown(partition, generation, columns))
                .orElse(generation.files().isEmpty());
    }

    private Optional<Partition> find(String partition) {
        return during("looking at", partition, () -> {
            try {
                return Optional.of(client.getPartition(get ->
                                get.databaseName(database).tableName(table).partitionValues(partition))
                        .partition());
            } catch (EntityNotFoundException e) {
                return Optional.empty();
            }
        });
    }

    private void create(PartitionInput partition) {
        during("creating", partition.values().get(0), () -> {
            try {
                return client.createPartition(
                        create -> create.databaseName(database).tableName(table).partitionInput(partition));
            } catch (AlreadyExistsException e) {
                return Map.of();
            }
        });
    }

    private void update(PartitionInput partition) {
        during("changing", partition.values().get(0), () -> {
            try {
                return client.updatePartition(update -> update.databaseName(database)
                        .tableName(table)
                        .partitionValueList(partition.values())
                        .partitionInput(partition));
            } catch (EntityNotFoundException e) {
                return Map.of();
            }
        });
    }

    private void delete(String partition) {
        during("removing", partition, () -> {
            try {
                return client.deletePartition(
                        delete -> delete.databaseName(database).tableName(table).partitionValues(partition));
            } catch (EntityNotFoundException e) {
                return Map.of();
            }
        });
    }

    private PartitionInput inputOf(CommitRecord generation) {
        return GlueDefinitions.partition(generation, columns);
    }

    private <T> T during(String action, String partition, Supplier<T> call) {
        return GlueFailures.during("%s partition %s of table %s".formatted(action, partition, table), call);
    }
}
