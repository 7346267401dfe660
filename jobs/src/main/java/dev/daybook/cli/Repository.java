package dev.daybook.cli;

import com.zaxxer.hikari.HikariDataSource;
import dev.daybook.database.Database;
import dev.daybook.failure.DaybookException;
import dev.daybook.settings.Settings;

/** The database for verbs that only look. */
final class Repository {

    private Repository() {}

    /** @throws DaybookException of kind CONFIGURATION when nothing was ever run here */
    static HikariDataSource open(Settings settings) {
        if (!Database.exists(settings)) {
            throw DaybookException.configuration(
                    "nothing was run in %s yet: see `daybook run --help`, or name another folder with --data"
                            .formatted(settings.data()));
        }
        return Database.open(settings);
    }
}
