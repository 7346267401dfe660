package dev.daybook.testing;

import dev.daybook.database.Database;
import dev.daybook.settings.Settings;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** What a test keeps its rows in. */
public enum TestDatabase {

    /** H2 in the test's own process: fast, and no other process sees it. */
    H2 {
        @Override
        Map<String, String> create(Path folder) {
            try {
                Path file = folder.resolve(EMPTY);
                Files.createDirectories(file.getParent());
                Files.copy(Empty.FOLDER.resolve(EMPTY), file);
                return settings(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    },

    /** H2 as users have it who set nothing: behind its server, which other processes find too. */
    H2_SERVER {
        @Override
        Map<String, String> create(Path folder) {
            return Map.of("DAYBOOK_DB_IDLE_SECONDS", IDLE_SECONDS);
        }
    },

    POSTGRESQL {
        @Override
        Map<String, String> create(Path folder) {
            return Postgres.create();
        }
    };

    private static final String EMPTY = "db/daybook.mv.db";

    /** One whose tables are in place, of which others are copies: making them takes longer than most tests. */
    private static final class Empty {

        private static final Path FOLDER = make();

        private static Path make() {
            try {
                Path folder = Files.createTempDirectory("empty-database");
                Settings settings = Settings.of(TestDatabase.settings(folder), folder, folder);
                Database.open(settings).close();
                folder.resolve(EMPTY).toFile().deleteOnExit();
                return folder;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Map<String, String> settings(Path folder) {
        return Map.of(
                "DAYBOOK_DB_URL", "jdbc:h2:file:%s/db/daybook;WRITE_DELAY=0;MAX_COMPACT_TIME=0".formatted(folder));
    }

    /** No server stays for long when its test is over; it ends even sooner when its folder is removed. */
    static final String IDLE_SECONDS = "3";

    /** The process that serves the database of a data folder; {@link #H2_SERVER} alone has one. */
    public static ProcessHandle server(Path folder) {
        Properties address = new Properties();
        try (Reader file = Files.newBufferedReader(folder.resolve("db/server"))) {
            address.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ProcessHandle.of(Long.parseLong(address.getProperty("process"))).orElseThrow();
    }

    /** Settings, as environment variables, of a database of its own for the data folder. */
    abstract Map<String, String> create(Path folder);
}
