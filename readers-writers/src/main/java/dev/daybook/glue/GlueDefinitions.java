package dev.daybook.glue;

import dev.daybook.failure.DaybookException;
import dev.daybook.table.CommitRecord;
import dev.daybook.table.CommitRecord.ColumnEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;

/**
 * Tables and partitions in Glue's words. The types of our columns are called the same there, see
 * {@link dev.daybook.row.ColumnType#parse}. A location is always the folder of one generation: a folder above it would
 * show the rows of all of them.
 */
final class GlueDefinitions {

    /** Tells which generation a partition, or a table without partitions, shows. */
    static final String GENERATION = "daybook.generation";

    private static final String INPUT = "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat";
    private static final String OUTPUT = "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat";
    private static final String SERDE = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe";

    /** Of a table without rows: nothing is ever written there. */
    private static final String NOTHING = "none/";

    private GlueDefinitions() {}

    /** A table that is not there yet. */
    static TableInput table(CommitRecord generation) {
        TableInput.Builder table = TableInput.builder()
                .name(generation.table())
                .tableType("EXTERNAL_TABLE")
                .parameters(Map.of("EXTERNAL", "TRUE", "classification", "parquet", "parquet.compression", "ZSTD"));
        List<Column> columns = columns(generation.columns());
        if (generation.partitionColumn() == null) {
            return shown(table.build(), columns, generation);
        }
        return table.storageDescriptor(storage(tableFolder(generation), columns))
                .partitionKeys(column(generation.partitionColumn(), "string"))
                .build();
    }

    /** A table without partitions, made to show another generation. */
    static TableInput shown(TableInput table, List<Column> columns, CommitRecord generation) {
        Map<String, String> parameters = new LinkedHashMap<>(table.parameters());
        parameters.put(GENERATION, String.valueOf(generation.generation()));
        return table.toBuilder()
                .parameters(parameters)
                .storageDescriptor(storage(location(generation), columns))
                .build();
    }

    /** @param columns of the table: those of a partition have to be the same */
    static PartitionInput partition(CommitRecord generation, List<Column> columns) {
        PartitionInput partition = PartitionInput.builder()
                .values(generation.partition())
                .parameters(Map.of(GENERATION, String.valueOf(generation.generation())))
                .storageDescriptor(storage(location(generation), columns))
                .build();
        return GlueTableLint.checked(partition, generation.table(), columns);
    }

    /** What can be given to change a table, with everything others have set. */
    static TableInput inputOf(Table table) {
        return TableInput.builder()
                .name(table.name())
                .description(table.description())
                .owner(table.owner())
                .retention(table.retention())
                .storageDescriptor(table.storageDescriptor())
                .partitionKeys(table.partitionKeys())
                .tableType(table.tableType())
                .parameters(table.parameters())
                .build();
    }

    static List<Column> columns(List<ColumnEntry> entries) {
        return entries.stream().map(c -> column(c.name(), c.type())).toList();
    }

    /**
     * Columns of a table that is to show a generation as well: those there are stay in their order, new ones come last.
     *
     * @throws DaybookException of kind CONFIGURATION when a column has another type there
     */
    static List<Column> widened(Table table, CommitRecord generation) {
        Map<String, Column> columns = new LinkedHashMap<>();
        table.storageDescriptor().columns().forEach(column -> columns.put(column.name(), column));
        for (Column column : columns(generation.columns())) {
            Column known = columns.putIfAbsent(column.name(), column);
            if (known != null && !known.type().equals(column.type())) {
                throw DaybookException.configuration(
                        "column %s of table %s is %s in Glue, and cannot become %s: give the feed's column another name"
                                .formatted(column.name(), table.name(), known.type(), column.type()));
            }
        }
        return new ArrayList<>(columns.values());
    }

    /** 0 for one that Daybook has not made. */
    static int generationOf(Map<String, String> parameters) {
        String generation = parameters.getOrDefault(GENERATION, "0");
        return generation.matches("[0-9]{1,9}") ? Integer.parseInt(generation) : 0;
    }

    /** Whether a partition is what {@link #partition} would make it, or shows a later generation. */
    static boolean isShown(Partition partition, CommitRecord generation, List<Column> columns) {
        int shown = generationOf(partition.parameters());
        return shown > generation.generation()
                || shown == generation.generation()
                        && location(generation)
                                .equals(partition.storageDescriptor().location())
                        && columns.equals(partition.storageDescriptor().columns());
    }

    /** With a slash at the end, as Athena wants it. */
    static String location(CommitRecord generation) {
        String folder = requireS3(generation) + "/";
        return generation.files().isEmpty() ? folder + NOTHING : folder;
    }

    private static String tableFolder(CommitRecord generation) {
        String folder = requireS3(generation);
        return folder.substring(0, folder.indexOf("/" + generation.partitionName() + "/") + 1);
    }

    private static String requireS3(CommitRecord generation) {
        if (!generation.location().startsWith("s3://")) {
            throw DaybookException.configuration(
                    "%s is not in S3, and Glue shows tables to Athena, which reads there alone: put the lake into a bucket (DAYBOOK_LAKE=s3://…), or unset DAYBOOK_GLUE_DATABASE"
                            .formatted(generation.location()));
        }
        return generation.location();
    }

    private static StorageDescriptor storage(String location, List<Column> columns) {
        return StorageDescriptor.builder()
                .location(location)
                .columns(columns)
                .inputFormat(INPUT)
                .outputFormat(OUTPUT)
                .serdeInfo(serde -> serde.serializationLibrary(SERDE).parameters(Map.of("serialization.format", "1")))
                .build();
    }

    private static Column column(String name, String type) {
        return Column.builder().name(name).type(type).build();
    }
}
