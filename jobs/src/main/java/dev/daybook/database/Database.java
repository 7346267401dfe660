package dev.daybook.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.daybook.failure.DaybookException;
import dev.daybook.settings.Settings;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.init.ScriptException;

/**
 * Opens the database the settings name, with all tables in place: the one at an address, as it is, or the H2 database of
 * the data folder through its server.
 */
public final class Database {

    private static final Logger log = LoggerFactory.getLogger(Database.class);

    /** For how long work that needs a connection waits while the database is gone, as for a restart of its server. */
    private static final Duration LONGEST_ABSENCE = Duration.ofSeconds(90);

    private static final int CONNECTIONS = 6;

    /** Class of SQL states, by the standard. */
    private static final String CONNECTION_FAILED = "08";

    private static final String POSTGRESQL_GOES_DOWN = "57P0";

    /** What the pool says of a connection it has dropped, when it is used once more, as to roll back. */
    private static final String DROPPED = "Connection is closed";

    /** For how many milliseconds after its last use the pool takes a connection to be alive; read when a pool is made. */
    private static final String TRUSTED = "com.zaxxer.hikari.aliveBypassWindowMs";

    private Database() {}

    /**
     * @throws DaybookException of kind STORAGE when it cannot be reached, REFUSED when a process that is no database
     *     server holds the file of the data folder's one
     */
    public static HikariDataSource open(Settings settings) {
        String url = settings.database().url();
        if (url != null) {
            return open(settings, at(settings, url));
        }
        LocalDatabase local = LocalDatabase.in(settings.data());
        create(settings, local);
        prepare(settings);
        HikariConfig config = new HikariConfig();
        config.setDataSource(new ServedDatabase(local, settings.database().idle()));
        config.setExceptionOverride(new LostServer());
        return open(settings, config);
    }

    /**
     * Makes and starts what {@link #open} will need and can be had beside other work: the data folder's database and its
     * server. Failures are left to that.
     */
    public static void prepare(Settings settings) {
        if (settings.database().url() == null) {
            Thread thread = new Thread(() -> tryToPrepare(settings), "database-start");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void tryToPrepare(Settings settings) {
        LocalDatabase local = LocalDatabase.in(settings.data());
        try {
            create(settings, local);
            ServerStart.start(local, settings.database().idle());
        } catch (IOException | RuntimeException e) {
            log.debug("no server could be started for {}", local, e);
        }
    }

    /**
     * Has later default databases be there faster: their tables, and their servers' classes.
     *
     * @param settings of a data folder that is there for this alone
     * @param work usual work with it
     */
    public static void train(Settings settings, Runnable work) {
        try {
            EmptyDatabase.keep(database -> makeTables(database));
            ServerArchive.make(LocalDatabase.in(settings.data()), work);
        } catch (IOException | SQLException e) {
            throw DaybookException.storage("what a database starts from cannot be kept: " + e, e);
        }
    }

    /** Whether there is one to open; one at an address is taken to be there. */
    public static boolean exists(Settings settings) {
        return settings.database().url() != null
                || LocalDatabase.in(settings.data()).exists();
    }

    /** Whether a failure is that the database went away, rather than that it had an objection. */
    public static boolean isLost(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException e && isLost(e)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLost(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return e instanceof SQLNonTransientConnectionException
                || e instanceof SQLTransientConnectionException
                || state.startsWith(CONNECTION_FAILED)
                || state.startsWith(POSTGRESQL_GOES_DOWN)
                || DROPPED.equals(e.getMessage());
    }

    static boolean isPostgresql(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
    }

    private static HikariConfig at(Settings settings, String url) {
        HikariConfig config = new HikariConfig();
        if (url.startsWith("jdbc:h2:")) {
            // Not through DriverManager, which would load every driver there is.
            config.setDataSourceClassName("org.h2.jdbcx.JdbcDataSource");
            config.addDataSourceProperty("URL", url);
        } else {
            config.setJdbcUrl(url);
        }
        config.setUsername(settings.database().user());
        config.setPassword(settings.database().password());
        return config;
    }

    private static HikariDataSource open(Settings settings, HikariConfig config) {
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(0);
        config.setPoolName("daybook");
        config.setConnectionTimeout(LONGEST_ABSENCE.toMillis());
        // What Batch notes of a step that has just lost its connection must not get another dead one.
        System.setProperty(TRUSTED, "0");
        // Fails at once where there is nothing to wait for.
        config.setInitializationFailTimeout(1);
        try {
            HikariDataSource source = new HikariDataSource(config);
            try {
                Migrations.run(source);
                return source;
            } catch (RuntimeException e) {
                source.close();
                throw e;
            }
        } catch (RuntimeException e) {
            throw explain(e, settings);
        }
    }

    /**
     * Makes the data folder's database, unless it is there, under another name, and gives it its own when all tables are
     * in place: H2 commits each of them by itself, so a process that dies half way would leave a database that can never
     * be migrated.
     */
    private static synchronized void create(Settings settings, LocalDatabase local) {
        if (local.exists()) {
            return;
        }
        Path unfinished = local.folder().resolve("creating-" + UUID.randomUUID());
        try {
            Files.createDirectories(local.folder());
            if (!EmptyDatabase.copyTo(LocalDatabase.file(unfinished))) {
                makeTables(unfinished);
            }
            Path made = LocalDatabase.file(unfinished);
            link(LocalDatabase.file(local.database()), made);
            Files.delete(made);
        } catch (IOException | UnsupportedOperationException | SQLException e) {
            throw DaybookException.storage(
                    "the database cannot be made in %s: %s. Name another folder with --data"
                            .formatted(local.folder(), e),
                    e);
        } catch (RuntimeException e) {
            throw explain(e, settings);
        }
    }

    private static void makeTables(Path database) throws SQLException {
        DataSource source = LocalDatabase.alone(database);
        try (Connection held = source.getConnection()) {
            Migrations.run(source);
        }
    }

    /** Of several processes that make the database at once the first one's stays. */
    private static void link(Path name, Path file) throws IOException {
        try {
            Files.createLink(name, file);
        } catch (FileAlreadyExistsException e) {
            log.debug("another process has made {} meanwhile", name);
        }
    }

    private static RuntimeException explain(RuntimeException e, Settings settings) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = String.valueOf(cause.getMessage());
        if (message.contains("already in use") || message.contains("file is locked")) {
            return DaybookException.refused(
                    "the database %s is held by a process that is no server of Daybook's: end that process, or name another folder with --data"
                            .formatted(name(settings)));
        }
        if (e instanceof DataAccessException
                || e instanceof ScriptException
                || cause instanceof SQLException
                || cause instanceof IOException) {
            return DaybookException.storage(
                    "the database %s cannot be opened: %s".formatted(name(settings), message), e);
        }
        return e;
    }

    /** Without properties, which may hold secrets. */
    private static String name(Settings settings) {
        String url = settings.database().url();
        return url == null ? LocalDatabase.in(settings.data()).database().toString() : url.replaceFirst("[?;].*", "");
    }
}
