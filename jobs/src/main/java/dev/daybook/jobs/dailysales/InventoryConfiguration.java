package dev.daybook.jobs.dailysales;

import dev.daybook.feed.Feeds;
import dev.daybook.launch.StepGuards;
import dev.daybook.lease.Leases;
import dev.daybook.lease.RunLease;
import dev.daybook.load.JdbcPublicationLog;
import dev.daybook.notify.Notices;
import dev.daybook.progress.Progress;
import dev.daybook.settings.Settings;
import dev.daybook.store.ObjectStores;
import dev.daybook.table.Publisher;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepInterruptionPolicy;
import org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** Wiring of the inventory, a step of daily-sales-load behind the publication of what was loaded. */
@Configuration(proxyBeanMethods = false)
class InventoryConfiguration {

    @Bean
    InventoryTable inventoryTable(ObjectStores store, Settings settings, JdbcPublicationLog publications) {
        return new InventoryTable(store, settings, publications);
    }

    @Bean
    InventoryLease inventoryLease(RunLease lease, DataSource dataSource, Settings settings) {
        return new InventoryLease(lease, new Leases(dataSource, settings.run().lease()));
    }

    @Bean
    InventoryReader inventoryReader(
            JdbcPublicationLog publications,
            InventoryTable inventoryTable,
            InventoryLease inventoryLease,
            DataSource dataSource,
            Feeds feeds,
            Progress progress) {
        return new InventoryReader(
                publications, inventoryTable, new InventoryMarks(dataSource), inventoryLease, feeds, progress);
    }

    /** A notice for each day. */
    @Bean
    InventoryAlerts inventoryAlerts(Notices notices) {
        return (execution, found) -> found.stream()
                .collect(Collectors.groupingBy(
                        NegativeStock::date,
                        TreeMap::new,
                        Collectors.toMap(NegativeStock::productId, NegativeStock::closing)))
                .forEach((day, closing) -> notices.stockNegative(execution, DailySales.NAME, day, closing));
    }

    @Bean
    InventoryWriter inventoryWriter(
            InventoryReader inventoryReader,
            InventoryTable inventoryTable,
            InventoryAlerts inventoryAlerts,
            InventoryLease inventoryLease,
            DataSource dataSource,
            Publisher publisher,
            Settings settings,
            Progress progress) {
        return new InventoryWriter(
                inventoryReader,
                inventoryTable,
                new InventoryMarks(dataSource),
                new NegativeStocks(dataSource),
                inventoryAlerts,
                inventoryLease,
                publisher,
                settings,
                progress);
    }

    /** A chunk is a day. */
    @Bean
    Step inventory(
            JobRepository repository,
            PlatformTransactionManager transactionManager,
            InventoryReader inventoryReader,
            InventoryWriter inventoryWriter,
            StepInterruptionPolicy interruption) {
        return new ChunkOrientedStepBuilder<InventoryDay, InventoryDay>(InventoryTable.NAME, repository, 1)
                .transactionManager(transactionManager)
                .reader(inventoryReader)
                .writer(inventoryWriter)
                .interruptionPolicy(interruption)
                .listener((StepExecutionListener) inventoryReader)
                .listener((StepExecutionListener) inventoryWriter)
                .listener(StepGuards.readToTheEnd(inventoryReader::isAtEnd))
                .build();
    }
}
