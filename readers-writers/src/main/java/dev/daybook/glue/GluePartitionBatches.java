package dev.daybook.glue;

import dev.daybook.table.CommitRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionRequestEntry;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.ErrorDetail;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.PartitionValueList;

/**
 * All partitions of one table at once, as many to a call as Glue takes. Glue answers such a call with success, and tells
 * of each partition that failed.
 */
final class GluePartitionBatches {

    /** Most that Glue takes at once; of deletions fewer. */
    private static final int AT_ONCE = 100;

    private static final int DELETED_AT_ONCE = 25;

    private final GlueClient client;
    private final String database;
    private final String table;
    private final List<Column> columns;

    /** @param columns of the table */
    GluePartitionBatches(GlueClient client, String database, String table, List<Column> columns) {
        this.client = client;
        this.database = database;
        this.table = table;
        this.columns = List.copyOf(columns);
    }

    /**
     * Has every partition show its current generation. Partitions that others have made stay.
     *
     * @param generations that are current, of all partitions there are
     * @return how many were made, changed or removed
     */
    int showAll(List<CommitRecord> generations) {
        Map<String, Partition> present = all();
        List<PartitionInput> missing = new ArrayList<>();
        List<PartitionInput> changed = new ArrayList<>();
        for (CommitRecord generation : generations) {
            if (generation.files().isEmpty()) {
                continue;
            }
            Partition shown = present.remove(generation.partition());
            if (shown == null) {
                missing.add(GlueDefinitions.partition(generation, columns));
            } else if (!GlueDefinitions.isShown(shown, generation, columns)) {
                changed.add(GlueDefinitions.partition(generation, columns));
            }
        }
        List<String> gone = present.values().stream()
                .filter(left -> GlueDefinitions.generationOf(left.parameters()) > 0)
                .map(left -> left.values().get(0))
                .toList();
        inParts(missing, AT_ONCE, this::createAll);
        inParts(changed, AT_ONCE, this::updateAll);
        inParts(gone, DELETED_AT_ONCE, this::deleteAll);
        return missing.size() + changed.size() + gone.size();
    }

    private Map<String, Partition> all() {
        return GlueFailures.during("listing the partitions of table " + table, () -> {
            Map<String, Partition> all = new TreeMap<>();
            client.getPartitionsPaginator(get -> get.databaseName(database).tableName(table))
                    .forEach(page -> page.partitions()
                            .forEach(partition -> all.put(partition.values().get(0), partition)));
            return all;
        });
    }

    private List<ItemError> createAll(List<PartitionInput> partitions) {
        return client
                .batchCreatePartition(
                        create -> create.databaseName(database).tableName(table).partitionInputList(partitions))
                .errors()
                .stream()
                .map(error -> new ItemError(error.partitionValues(), error.errorDetail()))
                .filter(error -> !error.is("AlreadyExistsException"))
                .toList();
    }

    private List<ItemError> updateAll(List<PartitionInput> partitions) {
        List<BatchUpdatePartitionRequestEntry> entries = partitions.stream()
                .map(partition -> BatchUpdatePartitionRequestEntry.builder()
                        .partitionValueList(partition.values())
                        .partitionInput(partition)
                        .build())
                .toList();
        return client
                .batchUpdatePartition(
                        update -> update.databaseName(database).tableName(table).entries(entries))
                .errors()
                .stream()
                .map(error -> new ItemError(error.partitionValueList(), error.errorDetail()))
                .filter(error -> !error.is("EntityNotFoundException"))
                .toList();
    }

    private List<ItemError> deleteAll(List<String> partitions) {
        List<PartitionValueList> values = partitions.stream()
                .map(value -> PartitionValueList.builder().values(value).build())
                .toList();
        return client
                .batchDeletePartition(
                        delete -> delete.databaseName(database).tableName(table).partitionsToDelete(values))
                .errors()
                .stream()
                .map(error -> new ItemError(error.partitionValues(), error.errorDetail()))
                .filter(error -> !error.is("EntityNotFoundException"))
                .toList();
    }

    /** What went wrong with one of many; what others have done meanwhile is none of these. */
    private record ItemError(List<String> values, ErrorDetail detail) {

        boolean is(String code) {
            return code.equals(detail.errorCode());
        }
    }

    private <T> void inParts(List<T> all, int most, Function<List<T>, List<ItemError>> call) {
        for (int from = 0; from < all.size(); from += most) {
            List<T> part = all.subList(from, Math.min(all.size(), from + most));
            List<ItemError> errors =
                    GlueFailures.during("changing partitions of table " + table, () -> call.apply(part));
            if (!errors.isEmpty()) {
                ItemError first = errors.get(0);
                throw GlueFailures.ofItem(
                        "partition %s of table %s".formatted(first.values(), table), first.detail(), errors.size());
            }
        }
    }
}
