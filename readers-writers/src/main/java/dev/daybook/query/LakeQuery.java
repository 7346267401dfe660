package dev.daybook.query;

import dev.daybook.failure.DaybookException;
import dev.daybook.failure.DaybookException.Kind;
import dev.daybook.store.ObjectStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * SQL over the tables of a lake. A query is one statement that reads; it sees the tables under their names, and neither
 * other files, nor the network, nor what another query left behind: each has an in-memory database of its own. Timestamps
 * with zone are in UTC. A query may use all cores and half of the memory, and spills nothing to the disk. Thread-safe.
 *
 * <p>Local files are read in place. Files in S3 are copied once into the cache folder, which may be emptied whenever no
 * query runs; it also keeps DuckDB's native library, so only this user should be able to write there.
 */
public final class LakeQuery implements AutoCloseable {

    private final DuckDb duckDb;
    private final LocalCopies copies;
    private final List<TableFiles> tables;
    private final Set<DuckDbResult> open = ConcurrentHashMap.newKeySet();

    /**
     * @param store of the tables' files; has to know the local disk too, as {@link dev.daybook.store.ObjectStores} does
     * @param cacheFolder made when needed
     */
    public LakeQuery(ObjectStore store, Path cacheFolder, List<TableFiles> tables) {
        this.duckDb = new DuckDb(store, cacheFolder);
        this.copies = new LocalCopies(store, cacheFolder);
        this.tables = List.copyOf(tables);
    }

    /**
     * Begins a query: SELECT, WITH, FROM, VALUES, TABLE, PIVOT with IN, UNPIVOT, DESCRIBE, SHOW, SUMMARIZE or EXPLAIN.
     *
     * @throws DaybookException of kind REFUSED for whatever does more than read tables, and for a table nothing is published
     *     of; CONFIGURATION for a mistake in the text, with its position and what may have been meant; STORAGE when a file
     *     cannot be read
     */
    public QueryResult run(String sql) {
        Connection connection = duckDb.connect();
        try {
            ReadStatement statement = StatementCheck.check(connection, sql);
            show(statement, connection);
            DuckDbResult result = DuckDbResult.of(connection, statement.sql(), open::remove);
            open.add(result);
            return result;
        } catch (SQLException e) {
            DuckDb.close(connection);
            throw QueryFailures.of(e, tables);
        } catch (RuntimeException e) {
            DuckDb.close(connection);
            throw e;
        }
    }

    /** Ends all queries that are still open. */
    @Override
    public void close() {
        List.copyOf(open).forEach(DuckDbResult::close);
    }

    /**
     * Makes views of the tables the statement reads and locks everything else. The other tables get a view of their name
     * alone, so that DuckDB can suggest them for a mistyped one.
     */
    private void show(ReadStatement read, Connection connection) throws SQLException {
        List<TableFiles> shown =
                tables.stream().map(table -> shownOf(table, read)).toList();
        copies.fetch(shown.stream().flatMap(TableFiles::files).toList());
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    Sandbox.files(shown.stream().flatMap(TableFiles::files).map(copies::path)));
            for (TableFiles table : shown) {
                statement.execute(TableView.create(table, copies));
            }
            statement.execute(Sandbox.LOCK);
        }
    }

    private static TableFiles shownOf(TableFiles table, ReadStatement read) {
        if (!read.reads(table.table())) {
            return read.readsCatalog() ? table.newestFile() : TableView.nameOnly(table);
        }
        if (table.isEmpty() && !read.defines(table.table())) {
            throw new DaybookException(
                    Kind.REFUSED,
                    "Table %s is empty: nothing has been published yet. Load something into it first"
                            .formatted(table.table()));
        }
        return table;
    }
}
