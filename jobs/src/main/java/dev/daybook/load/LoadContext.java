package dev.daybook.load;

import dev.daybook.feed.Feeds;
import dev.daybook.launch.BeforeRun;
import dev.daybook.settings.Settings;
import dev.daybook.store.ObjectStores;
import dev.daybook.table.FileCatalog;
import dev.daybook.table.PublicationLog;
import dev.daybook.table.Publisher;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** What every job that loads files is run with. */
@Configuration(proxyBeanMethods = false)
public class LoadContext {

    @Bean
    Ledger ledger(DataSource dataSource, PlatformTransactionManager transactionManager) {
        return new Ledger(dataSource, transactionManager);
    }

    @Bean
    JdbcPublicationLog publicationLog(DataSource dataSource, PlatformTransactionManager transactionManager) {
        return new JdbcPublicationLog(dataSource, transactionManager);
    }

    @Bean
    FileLoads fileLoads(
            Feeds feeds, Settings settings, ObjectStores store, Ledger ledger, JdbcPublicationLog publications) {
        return new FileLoads(feeds, settings, store, ledger, publications);
    }

    @Bean
    FileCatalog catalog(ObjectStores stores, Settings settings) {
        return new FileCatalog(stores, settings.zones().lake());
    }

    @Bean
    Publisher publisher(PublicationLog publicationLog, FileCatalog catalog, Settings settings) {
        return new Publisher(publicationLog, ReadersCatalog.of(catalog, settings));
    }

    @Bean
    BeforeRun rollForward(Publisher publisher, JdbcPublicationLog publicationLog, FileCatalog catalog) {
        return () -> {
            if (publicationLog.isEmpty()) {
                publicationLog.requireToKnow(catalog.all());
            }
            publisher.rollForward();
        };
    }
}
