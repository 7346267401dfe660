package dev.daybook.testing;

import dev.daybook.table.CommitRecord;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Our Parquet as a foreign reader sees it: DuckDB, given nothing but the files. */
public final class ParquetFiles {

    private ParquetFiles() {}

    /**
     * Rows of a query, columns joined by a bar.
     *
     * @param sql in which {@code %s} stands for the list of files
     */
    public static List<String> query(List<CommitRecord> generations, String sql) {
        String files = generations.stream()
                .flatMap(generation -> generation.files().stream()
                        .map(file -> generation.location().substring("file:".length()) + "/" + file.name()))
                .map(path -> "'" + path.replace("'", "''") + "'")
                .collect(Collectors.joining(", ", "[", "]"));
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql.formatted(files))) {
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    values.add(String.valueOf(result.getString(i)));
                }
                rows.add(String.join("|", values));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
