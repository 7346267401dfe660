package dev.daybook.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.daybook.failure.DaybookException;
import dev.daybook.settings.Settings;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ScriptException;

/** Opens the database the settings name, with all tables in place. */
public final class Database {

    /** Version of the newest migration; when the database has it, Flyway need not look. */
    static final String NEWEST = "6";

    private static final Logger log = LoggerFactory.getLogger(Database.class);

    private Database() {}

    /** Whether the database belongs to one process at a time, so that a run it shows as running is this one's or dead. */
    public static boolean isEmbedded(Settings settings) {
        return settings.database().url() == null;
    }

    /**
     * @throws DaybookException of kind STORAGE when it cannot be reached, REFUSED when another process holds the
     *     embedded one
     */
    public static HikariDataSource open(Settings settings) {
        if (!exists(settings)) {
            create(settings);
        }
        return open(settings, url(settings));
    }

    /**
     * Makes the embedded database under another name, and gives it its own when all tables are in place: H2 commits each
     * of them by itself, so a process that dies half way would leave a database that can never be migrated.
     */
    private static void create(Settings settings) {
        String name = "creating-" + UUID.randomUUID();
        try {
            Files.createDirectories(folder(settings));
            open(settings, embedded(settings, name)).close();
            Path unfinished = folder(settings).resolve(name + ".mv.db");
            link(file(settings), unfinished);
            Files.delete(unfinished);
        } catch (IOException | UnsupportedOperationException e) {
            throw DaybookException.storage(
                    "the database cannot be made in %s: %s. Name another folder with --data"
                            .formatted(folder(settings), e),
                    e);
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

    private static HikariDataSource open(Settings settings, String url) {
        HikariConfig config = new HikariConfig();
        if (isEmbedded(settings)) {
            // Not through DriverManager, which would load every driver there is.
            config.setDataSourceClassName("org.h2.jdbcx.JdbcDataSource");
            config.addDataSourceProperty("URL", url);
        } else {
            config.setJdbcUrl(url);
        }
        config.setUsername(settings.database().user());
        config.setPassword(settings.database().password());
        config.setMaximumPoolSize(6);
        config.setMinimumIdle(1);
        config.setPoolName("daybook");
        HikariDataSource source = connect(config, settings);
        try {
            migrate(source);
            return source;
        } catch (RuntimeException e) {
            source.close();
            throw explain(e, settings);
        }
    }

    /** Fails at once where there is nothing to wait for. */
    private static HikariDataSource connect(HikariConfig config, Settings settings) {
        try {
            config.setInitializationFailTimeout(1);
            return new HikariDataSource(config);
        } catch (RuntimeException e) {
            throw explain(e, settings);
        }
    }

    /** The embedded one's file; absent before the first run. */
    public static boolean exists(Settings settings) {
        return !isEmbedded(settings) || Files.exists(file(settings));
    }

    private static Path folder(Settings settings) {
        return settings.data().resolve("db");
    }

    private static Path file(Settings settings) {
        return folder(settings).resolve("daybook.mv.db");
    }

    private static String url(Settings settings) {
        String url = settings.database().url();
        return url != null ? url : embedded(settings, "daybook");
    }

    /**
     * H2 writes each commit at once, leaves closing to us while a run is being stopped, and does not tidy its file up
     * when it closes, which can take longer than the run.
     */
    private static String embedded(Settings settings, String name) {
        return "jdbc:h2:file:" + folder(settings).resolve(name).toAbsolutePath()
                + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;MAX_COMPACT_TIME=0";
    }

    private static void migrate(DataSource source) {
        if (isUpToDate(source)) {
            return;
        }
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration")
                .javaMigrations(new V1__spring_batch(), new V6__finding_executions())
                .load()
                .migrate();
    }

    private static boolean isUpToDate(DataSource source) {
        try (var connection = source.getConnection();
                var tables = connection.getMetaData().getTables(null, null, "flyway_schema_history", null)) {
            if (!tables.next()) {
                return false;
            }
        } catch (SQLException e) {
            throw new CannotGetJdbcConnectionException("no connection", e);
        }
        return JdbcClient.create(source)
                        .sql(
                                "select count(*) from \"flyway_schema_history\" where \"version\" = ? and \"success\" = true")
                        .param(NEWEST)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private static RuntimeException explain(RuntimeException e, Settings settings) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = String.valueOf(cause.getMessage());
        if (message.contains("already in use") || message.contains("file is locked")) {
            return DaybookException.refused(
                    "the database below %s is in use by another Daybook process: wait for it, or give this one another folder with --data"
                            .formatted(settings.data()));
        }
        if (e instanceof DataAccessException
                || e instanceof ScriptException
                || cause instanceof SQLException
                || cause instanceof IOException) {
            return DaybookException.storage(
                    "the database %s cannot be opened: %s"
                            .formatted(url(settings).replaceFirst("[?;].*", ""), message),
                    e);
        }
        return e;
    }
}
