package dev.daybook.jobs.dailysales;

import dev.daybook.feed.Feeds;
import dev.daybook.launch.JobAdmission;
import dev.daybook.lease.RunLease;
import dev.daybook.load.FileAdmission;
import dev.daybook.load.FileJobSteps;
import dev.daybook.load.FileLoads;
import dev.daybook.load.FileRequestAdmission;
import dev.daybook.load.Ledger;
import dev.daybook.load.LoadNotice;
import dev.daybook.load.LoadWarnings;
import dev.daybook.notify.RunNotice;
import dev.daybook.settings.Settings;
import dev.daybook.store.ObjectStores;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.PlatformTransactionManager;

/** Wiring of daily-sales-load, of steps that all jobs have that load files, and of the inventory. */
@Configuration(proxyBeanMethods = false)
@Import({FileJobSteps.class, InventoryConfiguration.class})
class DailySalesConfiguration {

    @Bean
    JobAdmission admission(Feeds feeds, Settings settings, Ledger ledger, FileLoads loads) {
        return new FileRequestAdmission(new DatedFiles(feeds, settings)::request, new FileAdmission(ledger, loads));
    }

    @Bean
    RunNotice runNotice(Ledger ledger, Settings settings, ObjectStores store, DataSource dataSource) {
        return new DailySalesNotice(
                new LoadNotice(ledger, Set.of()), ledger, new LoadWarnings(dataSource), settings, store);
    }

    /** A warning is no reason to fail: it is noted before the load ends. */
    @Bean
    Step orders(
            JobRepository repository,
            PlatformTransactionManager transactionManager,
            Ledger ledger,
            ObjectStores store,
            Settings settings,
            DataSource dataSource) {
        RepeatedOrders repeats = new RepeatedOrders(store, settings, new LoadWarnings(dataSource));
        return new StepBuilder("orders", repository)
                .tasklet(new OrdersTasklet(ledger, repeats), transactionManager)
                .build();
    }

    @Bean
    Job dailySalesLoad(
            JobRepository repository,
            Step stage,
            Step publish,
            Step orders,
            Step inventory,
            Step finish,
            FileLoads loads,
            RunLease lease) {
        return FileJobSteps.job(DailySales.NAME, repository, loads, lease, stage, publish, orders, inventory, finish);
    }
}
