package dev.daybook.query;

import dev.daybook.store.Location;
import dev.daybook.store.ObjectStores;
import dev.daybook.store.S3Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A folder of Parquet files written by DuckDB, and queries over those that were named current. */
final class TestLake {

    private static final Path CACHE = Path.of("target", "query-cache");

    private final Path folder;
    private final List<TableFiles> tables = new ArrayList<>();

    TestLake(Path folder) {
        this.folder = folder;
    }

    static ObjectStores store() {
        return new ObjectStores(new S3Settings(null, "eu-central-1", false));
    }

    /** Writes what {@code select} gives into a file below the lake. */
    Location write(String file, String select) {
        Path path = folder.resolve(file);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            Files.createDirectories(path.getParent());
            statement.execute("COPY (%s) TO '%s' (FORMAT parquet)"
                    .formatted(select, path.toString().replace("'", "''")));
            return Location.of(path);
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Adds an unpartitioned table of one file. */
    TestLake table(String table, String select) {
        return table(table, List.of(write(table + "/g000001-1/part-00000.parquet", select)));
    }

    TestLake table(String table, List<Location> files) {
        tables.add(new TableFiles(table, null, new TreeMap<>(Map.of("", files))));
        return this;
    }

    TestLake partitioned(String table, String column, SortedMap<String, List<Location>> files) {
        tables.add(new TableFiles(table, column, files));
        return this;
    }

    LakeQuery query() {
        return new LakeQuery(store(), CACHE, tables);
    }

    /** All rows as text, columns joined by a bar. */
    List<String> rows(String sql) {
        try (LakeQuery query = query();
                QueryResult result = query.run(sql)) {
            return rows(result);
        }
    }

    static List<String> rows(QueryResult result) {
        List<String> rows = new ArrayList<>();
        while (result.next()) {
            List<String> values = new ArrayList<>();
            for (int i = 0; i < result.columns().size(); i++) {
                values.add(String.valueOf(result.value(i)));
            }
            rows.add(String.join("|", values));
        }
        return rows;
    }
}
