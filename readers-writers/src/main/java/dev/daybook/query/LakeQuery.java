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
import java.util.stream.Stream;

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
            show(statement, connection, Stream.of());
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

    /**
     * Writes the rows of a query to a Parquet file, in their order and with their types.
     *
     * @param file local; written over when it is there
     * @return how many rows there are
     * @throws DaybookException as {@link #run}
     */
    public long export(String sql, Path file) {
        Connection connection = duckDb.connect();
        try {
            ReadStatement statement = StatementCheck.check(connection, sql);
            show(statement, connection, Stream.of(file.toAbsolutePath()));
            try (Statement copy = connection.createStatement()) {
                return copy.executeUpdate("COPY (%s\n) TO %s (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false)"
                        .formatted(
                                statement.sql(),
                                Sql.literal(file.toAbsolutePath().toString())));
            }
        } catch (SQLException e) {
            throw QueryFailures.of(e, tables);
        } finally {
            DuckDb.close(connection);
        }
    }

    /** Ends all queries that are still open. */
    @Override
    public void close() {
        List.copyOf(open).forEach(DuckDbResult::close);
    }

    /**
     * Makes views of the tables the statement reads and locks everything else but the files it is to write. The other tables get a view of their name
     * alone, so that DuckDB can suggest them for a mistyped one.
     */
    private void show(ReadStatement query, Connection connection, Stream<Path> written) throws SQLException {
        List<TableFiles> shown =
                tables.stream().map(table -> shownOf(table, query)).toList();
        copies.fetch(shown.stream().flatMap(TableFiles::files).toList());
        try (Statement statement = connection.createStatement()) {
            Stream<Path> read = shown.stream().flatMap(TableFiles::files).map(copies::path);
            statement.execute(Sandbox.files(Stream.concat(read, written)));
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
