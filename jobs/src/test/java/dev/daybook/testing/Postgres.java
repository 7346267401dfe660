package dev.daybook.testing;

import dev.daybook.database.Database;
import dev.daybook.settings.Settings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A PostgreSQL server of the tests' own: started when the first test needs it, gone with the last. */
public final class Postgres {

    private static final String MIGRATED = "migrated";
    private static final AtomicInteger databases = new AtomicInteger();

    private Postgres() {}

    /** Started once; its template database has all tables. */
    private static final class Shared {

        private static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                // Nothing has to outlive the tests.
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("max_connections", "200")
                        .start();
                JdbcClient.create(server.getPostgresDatabase())
                        .sql("create database " + MIGRATED)
                        .update();
                Map<String, String> settings = settings(server, MIGRATED);
                Database.open(Settings.of(settings, null, Path.of("").toAbsolutePath()))
                        .close();
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Settings of a new database without rows, its tables in place. */
    public static Map<String, String> create() {
        return create(MIGRATED);
    }

    /** Settings of a new database that Daybook has never seen. */
    public static Map<String, String> createEmpty() {
        return create("template1");
    }

    private static Map<String, String> create(String template) {
        String name = "test" + databases.incrementAndGet();
        JdbcClient.create(Shared.SERVER.getPostgresDatabase())
                .sql("create database %s template %s".formatted(name, template))
                .update();
        return settings(Shared.SERVER, name);
    }

    /** As environment variables. */
    static Map<String, String> settings(EmbeddedPostgres server, String database) {
        return Map.of(
                "DAYBOOK_DB_URL", "jdbc:postgresql://localhost:%d/%s".formatted(server.getPort(), database),
                "DAYBOOK_DB_USER", "postgres",
                "DAYBOOK_DB_PASSWORD", "postgres");
    }

    /** A server of one test alone, which can go away and come back with all it had. */
    public static final class Own implements AutoCloseable {

        private final Path folder;
        private EmbeddedPostgres server;

        public Own(Path folder) throws IOException {
            this.folder = folder;
            this.server = EmbeddedPostgres.builder()
                    .setDataDirectory(folder)
                    .setCleanDataDirectory(false)
                    .start();
        }

        /** Settings of its only database. */
        public Map<String, String> environment() {
            return settings(server, "postgres");
        }

        /** Ends all its connections. */
        public void stop() throws IOException {
            server.close();
        }

        /** At the same address as before. */
        public void startAgain() throws IOException {
            server = EmbeddedPostgres.builder()
                    .setDataDirectory(folder)
                    .setCleanDataDirectory(false)
                    .setPort(server.getPort())
                    .start();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
