package dev.daybook.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A database with all tables and no rows, kept beside our jar: a new data folder gets a copy, which takes a hundredth of
 * the time that making the tables takes. Made once, when {@code ./daybook} prepares itself after a build.
 */
final class EmptyDatabase {

    private EmptyDatabase() {}

    /** Makes a database, whose name is given without H2's ending. */
    @FunctionalInterface
    interface Maker {
        void make(Path database) throws SQLException;
    }

    /** Empty where there is no jar to keep it beside. It has the tables of the very build it lies in. */
    private static Optional<Path> file() {
        return ServerStart.besideJar("empty-database-" + Migrations.NEWEST + ".mv.db");
    }

    /** @return false when there is none to be copied */
    static boolean copyTo(Path copy) throws IOException {
        Optional<Path> kept = file().filter(Files::exists);
        if (kept.isPresent()) {
            Files.copy(kept.get(), copy);
        }
        return kept.isPresent();
    }

    static void keep(Maker maker) throws IOException, SQLException {
        Optional<Path> file = file();
        if (file.isPresent()) {
            Path making =
                    Files.createTempDirectory(file.get().getParent(), "making-").resolve("database");
            maker.make(making);
            Files.move(LocalDatabase.file(making), file.get(), StandardCopyOption.ATOMIC_MOVE);
            Files.deleteIfExists(making.getParent());
        }
    }
}
