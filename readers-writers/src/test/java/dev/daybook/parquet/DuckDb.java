package dev.daybook.parquet;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** A reader of Parquet that shares no code with ours. */
final class DuckDb implements AutoCloseable {

    private final Connection connection;

    DuckDb() {
        try {
            connection = DriverManager.getConnection("jdbc:duckdb:");
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET TimeZone = 'UTC'");
                statement.execute("SET threads = 1");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All rows; a point in time as an {@code Instant}. {@code FILE} in the query stands for the file. */
    List<List<Object>> rows(Path file, String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql.replace("FILE", "'" + file + "'"))) {
            List<List<Object>> rows = new ArrayList<>();
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<Object> row = new ArrayList<>(columns);
                for (int i = 1; i <= columns; i++) {
                    Object value = result.getObject(i);
                    row.add(value instanceof OffsetDateTime time ? time.toInstant() : value);
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }

    List<Object> row(Path file, String sql) {
        List<List<Object>> rows = rows(file, sql);
        if (rows.size() != 1) {
            throw new IllegalStateException(rows.size() + " rows of " + sql);
        }
        return rows.get(0);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
