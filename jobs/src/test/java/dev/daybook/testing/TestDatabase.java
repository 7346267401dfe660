package dev.daybook.testing;

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
            return Map.of(
                    "DAYBOOK_DB_URL", "jdbc:h2:file:%s/db/daybook;WRITE_DELAY=0;MAX_COMPACT_TIME=0".formatted(folder));
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
