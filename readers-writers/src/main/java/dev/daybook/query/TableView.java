package dev.daybook.query;

import dev.daybook.store.Location;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The view under which a query sees a table. */
final class TableView {

    /** Holds the path of a row's file inside the view. */
    private static final String FILE = "daybook_file";

    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_]+");

    private TableView() {}

    /** The table without files: a view that has its name and can be suggested, but not its columns. */
    static TableFiles nameOnly(TableFiles table) {
        return new TableFiles(table.table(), table.partitionColumn(), new TreeMap<>());
    }

    static String create(TableFiles table, LocalCopies copies) {
        return "CREATE VIEW %s AS %s".formatted(Sql.identifier(table.table()), select(table, copies));
    }

    private static String select(TableFiles table, LocalCopies copies) {
        if (table.isEmpty()) {
            return "SELECT NULL AS no_files WHERE false";
        }
        String files = table.files()
                .map(copies::path)
                .map(Sql::globOf)
                .map(Sql::literal)
                .collect(Collectors.joining(", "));
        String read = "read_parquet([%s], union_by_name = true, hive_partitioning = false%s)";
        String column = table.partitionColumn();
        if (column == null) {
            return "SELECT * FROM " + read.formatted(files, "");
        }
        return "SELECT * EXCLUDE (%s), %s AS %s FROM %s"
                .formatted(
                        FILE,
                        partitionValue(table, column, copies),
                        Sql.identifier(column),
                        read.formatted(files, ", filename = '" + FILE + "'"));
    }

    /**
     * The partition value by the file's path, in a form that DuckDB evaluates while planning to leave out files. Taking it
     * from the folder's name costs the same for each file. Looking it up takes time proportional to their number, so this
     * is for paths that do not tell: 10,000 of them need some ten seconds.
     */
    private static String partitionValue(TableFiles table, String column, LocalCopies copies) {
        boolean pathsTell = PLAIN_NAME.matcher(column).matches()
                && table.filesByPartition().entrySet().stream()
                        .allMatch(partition -> partition.getValue().stream()
                                .allMatch(file -> tells(copies.path(file), column, partition.getKey())));
        if (pathsTell) {
            return "regexp_extract(%s, %s, 1)".formatted(FILE, Sql.literal("(?s)^.*/" + column + "=([^/]*)/"));
        }
        return table.filesByPartition().entrySet().stream()
                .flatMap(partition ->
                        partition.getValue().stream().map(file -> entry(copies, Map.entry(file, partition.getKey()))))
                .collect(Collectors.joining(", ", "MAP {", "}[" + FILE + "]"));
    }

    private static String entry(LocalCopies copies, Map.Entry<Location, String> valueOfFile) {
        return Sql.literal(copies.path(valueOfFile.getKey()).toString()) + ": " + Sql.literal(valueOfFile.getValue());
    }

    /** Whether the last folder that has the column's name has this value. */
    private static boolean tells(Path file, String column, String value) {
        String marker = "/" + column + "=";
        String path = file.toString();
        int at = path.lastIndexOf(marker);
        return at >= 0 && value.indexOf('/') < 0 && path.startsWith(value + "/", at + marker.length());
    }
}
