package dev.daybook.load;

import dev.daybook.glue.GlueCatalog;
import dev.daybook.glue.GlueSettings;
import dev.daybook.settings.Settings;
import dev.daybook.table.Catalog;
import dev.daybook.table.FileCatalog;

/** What publications end in: the files beside the data, and Glue as well where a database of it is named. */
final class ReadersCatalog {

    private ReadersCatalog() {}

    static Catalog of(FileCatalog files, Settings settings) {
        String database = settings.catalog().database();
        return database == null
                ? files
                : GlueCatalog.over(
                        files, new GlueSettings(database, settings.s3().region(), null));
    }
}
