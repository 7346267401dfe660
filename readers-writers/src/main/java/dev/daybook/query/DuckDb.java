package dev.daybook.query;

import dev.daybook.store.ObjectStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens in-memory databases that are set up, but not yet locked. */
final class DuckDb {

    private static final Logger log = LoggerFactory.getLogger(DuckDb.class);

    /** One for all, since each would load a native library of its own. */
    private static @Nullable Driver driver;

    private final ObjectStore store;
    private final Path cacheFolder;

    DuckDb(ObjectStore store, Path cacheFolder) {
        this.store = store;
        this.cacheFolder = cacheFolder;
    }

    Connection connect() {
        Properties properties = new Properties();
        properties.setProperty("jdbc_stream_results", "true");
        try {
            Connection connection = driver(store, cacheFolder).connect("jdbc:duckdb:", properties);
            try (Statement statement = connection.createStatement()) {
                statement.execute(Sandbox.SETTINGS);
            }
            return connection;
        } catch (SQLException e) {
            throw QueryFailures.of(e, List.of());
        }
    }

    /** The data is in memory and read only, so a failure to close loses nothing. */
    static void close(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            log.debug("Closing DuckDB's {} failed", closeable.getClass().getSimpleName(), e);
        }
    }

    private static synchronized Driver driver(ObjectStore store, Path cacheFolder) {
        if (driver == null) {
            driver = DriverLoader.load(new NativeLibrary(store, cacheFolder.resolve("native")));
        }
        return driver;
    }
}
