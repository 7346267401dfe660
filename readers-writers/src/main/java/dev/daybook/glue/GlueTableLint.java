package dev.daybook.glue;

import dev.daybook.failure.DaybookException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.TableInput;

/**
 * What Athena does not forgive in a definition, and Glue, and Trino where tests run queries, say nothing about: a query
 * would fail, or find no rows.
 */
final class GlueTableLint {

    private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,255}");

    /** Simple types as Hive's grammar spells them, of those this application writes. */
    private static final Pattern TYPE = Pattern.compile(
            "string|boolean|int|bigint|date|timestamp|decimal\\(([1-9]|[12][0-9]|3[0-8]),([0-9]|[12][0-9]|3[0-8])\\)");

    private final String what;
    private final List<String> problems = new ArrayList<>();

    private GlueTableLint(String what) {
        this.what = what;
    }

    /** @throws DaybookException of kind CONFIGURATION that tells everything that is wrong */
    static TableInput checked(TableInput table) {
        GlueTableLint lint = new GlueTableLint("table " + table.name());
        lint.name("table", table.name());
        lint.require("EXTERNAL_TABLE".equals(table.tableType()), "TableType is %s", table.tableType());
        lint.require("TRUE".equals(table.parameters().get("EXTERNAL")), "parameter EXTERNAL is not TRUE");
        lint.require(table.parameters().containsKey("classification"), "there is no parameter classification");
        lint.require(
                table.parameters().keySet().stream().noneMatch(name -> name.startsWith("projection.")),
                "partition projection passes over the locations of partitions");
        lint.storage(table.storageDescriptor());
        lint.keys(table);
        lint.report();
        return table;
    }

    /** @param columns of the table it is a part of */
    static PartitionInput checked(PartitionInput partition, String table, List<Column> columns) {
        GlueTableLint lint = new GlueTableLint("partition %s of table %s".formatted(partition.values(), table));
        lint.storage(partition.storageDescriptor());
        lint.require(columns.equals(partition.storageDescriptor().columns()), "its columns are not those of the table");
        lint.report();
        return partition;
    }

    private void keys(TableInput table) {
        Set<String> names = new HashSet<>();
        Stream.concat(table.storageDescriptor().columns().stream(), table.partitionKeys().stream())
                .forEach(column -> require(names.add(column.name()), "column %s is there twice", column.name()));
        for (Column key : table.partitionKeys()) {
            name("partition key", key.name());
            require("string".equals(key.type()), "partition key %s is no string", key.name());
        }
    }

    private void storage(StorageDescriptor storage) {
        String location = storage.location();
        require(location.startsWith("s3://"), "location %s does not begin with s3://", location);
        require(location.endsWith("/"), "location %s does not end with a slash", location);
        require(storage.inputFormat() != null && storage.outputFormat() != null, "there is no input or output format");
        require(
                storage.serdeInfo() != null && storage.serdeInfo().serializationLibrary() != null,
                "there is no SerDe library");
        require(!storage.columns().isEmpty(), "there are no columns");
        for (Column column : storage.columns()) {
            name("column", column.name());
            require(
                    column.type() != null && TYPE.matcher(column.type()).matches(),
                    "column %s has type %s",
                    column.name(),
                    column.type());
        }
    }

    private void name(String kind, @Nullable String name) {
        require(name != null && NAME.matcher(name).matches(), "%s %s is not of a-z, 0-9 and _ alone", kind, name);
    }

    private void require(boolean isKept, String problem, @Nullable Object... values) {
        if (!isKept) {
            problems.add(problem.formatted(values));
        }
    }

    private void report() {
        if (!problems.isEmpty()) {
            throw DaybookException.configuration(
                    "Athena could not read %s: %s".formatted(what, String.join("; ", problems)));
        }
    }
}
