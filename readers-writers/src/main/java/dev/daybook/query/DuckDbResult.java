package dev.daybook.query;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Rows straight from DuckDB; owns the connection. */
final class DuckDbResult implements QueryResult {

    private final Connection connection;
    private final String sql;
    private final ResultSet rows;
    private final List<String> columns;
    private final List<String> types;
    private final Consumer<DuckDbResult> closed;

    private DuckDbResult(Connection connection, String sql, ResultSet rows, Consumer<DuckDbResult> closed)
            throws SQLException {
        this.connection = connection;
        this.sql = sql;
        this.rows = rows;
        this.closed = closed;
        ResultSetMetaData description = rows.getMetaData();
        List<String> names = new ArrayList<>();
        List<String> typeNames = new ArrayList<>();
        for (int column = 1; column <= description.getColumnCount(); column++) {
            names.add(description.getColumnName(column));
            typeNames.add(description.getColumnTypeName(column));
        }
        this.columns = List.copyOf(names);
        this.types = List.copyOf(typeNames);
    }

    /** @param closed told when the result is closed */
    static DuckDbResult of(Connection connection, String sql, Consumer<DuckDbResult> closed) throws SQLException {
        try {
            ResultSet rows = connection.createStatement().executeQuery(sql);
            return new DuckDbResult(connection, sql, rows, closed);
        } catch (SQLException e) {
            throw StreamFailure.explain(connection, sql, e);
        }
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public List<String> types() {
        return types;
    }

    @Override
    public boolean next() {
        try {
            return rows.next();
        } catch (SQLException e) {
            throw QueryFailures.of(StreamFailure.explain(connection, sql, e), List.of());
        }
    }

    @Override
    public @Nullable Object value(int column) {
        try {
            return DuckDbValues.read(rows, column, types.get(column));
        } catch (SQLException e) {
            throw QueryFailures.of(e, List.of());
        }
    }

    @Override
    public void close() {
        closed.accept(this);
        DuckDb.close(rows);
        DuckDb.close(connection);
    }
}
