package dev.daybook.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/**
 * The H2 database of a data folder.
 *
 * @param folder it lies in, absolute
 */
record LocalDatabase(Path folder) {

    static final String USER = "daybook";

    /** Clients prove by the server's key that they may come in. */
    static final String PASSWORD = "";

    private static final String NAME = "daybook";

    static LocalDatabase in(Path data) {
        return new LocalDatabase(data.resolve("db").toAbsolutePath());
    }

    boolean exists() {
        return Files.exists(file(database()));
    }

    /** Without H2's ending. */
    Path database() {
        return folder.resolve(NAME);
    }

    /** The one that runs; empty when there is none. */
    Optional<ServerAddress> server() throws IOException {
        return ServerAddress.read(addressFile()).filter(ServerAddress::isAlive);
    }

    Path addressFile() {
        return folder.resolve("server");
    }

    /** @param database without H2's ending */
    static Path file(Path database) {
        return database.resolveSibling(database.getFileName() + ".mv.db");
    }

    /**
     * Connections for the one process that holds the file. H2 writes each commit at once, leaves closing to us when the
     * process is told to end, and does not tidy its file up when it closes, which can take longer than a run.
     *
     * @param database without H2's ending
     */
    static DataSource alone(Path database) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:file:" + database + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;MAX_COMPACT_TIME=0");
        source.setUser(USER);
        source.setPassword(PASSWORD);
        return source;
    }
}
