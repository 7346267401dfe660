package dev.daybook.load;

import dev.daybook.settings.Settings;
import dev.daybook.store.ObjectStores;
import dev.daybook.table.Catalog;
import dev.daybook.table.FileCatalog;
import dev.daybook.table.Publisher;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/**
 * The parts operators' verbs need, without starting the application.
 *
 * @param catalog what readers see
 */
public record LoadDesk(
        Ledger ledger, FileCatalog catalog, Rollback rollback, Maintenance maintenance, HistoryPurge purge) {

    public static LoadDesk of(Settings settings, DataSource source, ObjectStores store) {
        DataSourceTransactionManager transactions = new DataSourceTransactionManager(source);
        JdbcPublicationLog log = new JdbcPublicationLog(source, transactions);
        Ledger ledger = new Ledger(source, transactions);
        FileCatalog catalog = new FileCatalog(store, settings.zones().lake());
        Catalog readers = ReadersCatalog.of(catalog, settings);
        Publisher publisher = new Publisher(log, readers);
        return new LoadDesk(
                ledger,
                catalog,
                new Rollback(log, ledger, publisher, store),
                new Maintenance(log, ledger, new HistoryLog(source), publisher, catalog, readers, store, settings),
                new HistoryPurge(source, transactions));
    }
}
