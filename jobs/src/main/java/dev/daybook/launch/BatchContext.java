package dev.daybook.launch;

import com.zaxxer.hikari.HikariDataSource;
import dev.daybook.database.Database;
import dev.daybook.feed.Feeds;
import dev.daybook.lease.FencedTransactionManager;
import dev.daybook.lease.Leases;
import dev.daybook.lease.RunLease;
import dev.daybook.notify.NoticePlan;
import dev.daybook.notify.Notices;
import dev.daybook.notify.RunNotice;
import dev.daybook.progress.Progress;
import dev.daybook.progress.RunWatch;
import dev.daybook.settings.Settings;
import dev.daybook.store.ObjectStores;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.batch.core.job.AbstractJob;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepInterruptionPolicy;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.batch.jdbc.autoconfigure.BatchJdbcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * What every job is run with. The auto-configurations are named one by one: looking at all that are on the class path
 * would take longer than most runs.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration(BatchJdbcAutoConfiguration.class)
class BatchContext {

    @Bean
    HikariDataSource dataSource(Settings settings) {
        return Database.open(settings);
    }

    @Bean
    ObjectStores objectStores(Settings settings) {
        return new ObjectStores(settings.s3());
    }

    @Bean
    Feeds feeds(Settings settings) {
        return new Feeds(settings.feeds());
    }

    @Bean
    Leases leases(DataSource dataSource, Settings settings) {
        return new Leases(dataSource, settings.run().lease());
    }

    @Bean
    RunLease runLease(Leases leases) {
        return new RunLease(leases);
    }

    @Bean
    PlatformTransactionManager transactionManager(DataSource dataSource, RunLease lease) {
        return new FencedTransactionManager(dataSource, lease);
    }

    @Bean
    StepInterruptionPolicy interruptionPolicy(RunLease lease) {
        return StepGuards.interruption(lease);
    }

    @Bean
    Notices notices(DataSource dataSource, Settings settings) {
        return new Notices(dataSource, NoticePlan.of(settings.notices()));
    }

    @Bean
    Recovery recovery(
            Leases leases,
            JobRepository repository,
            DataSource dataSource,
            PlatformTransactionManager transactionManager,
            Notices notices) {
        return new Recovery(leases, repository, dataSource, transactionManager, notices);
    }

    @Bean
    Telling telling(
            Notices notices,
            ObjectProvider<RunNotice> words,
            JobRepository repository,
            PlatformTransactionManager transactionManager,
            Leases leases,
            DataSource dataSource) {
        RunNotice own = words.getIfAvailable(() -> RunNotice.PLAIN);
        return new Telling(notices, own, repository, transactionManager, leases, dataSource);
    }

    @Bean
    Progress progress() {
        return new Progress();
    }

    @Bean
    RunWatch runWatch(Progress progress, DataSource dataSource) {
        return new RunWatch(progress, dataSource);
    }

    @Bean
    Launcher launcher(
            Job job,
            JobAdmission admission,
            JobOperator operator,
            JobRepository repository,
            List<BeforeRun> preparations,
            RunLease lease,
            Recovery recovery,
            DataSource dataSource,
            RunWatch watch,
            Telling telling) {
        return new Launcher(
                (AbstractJob) watch.over(job),
                admission,
                operator,
                repository,
                preparations,
                lease,
                recovery,
                new Admissions(dataSource),
                telling);
    }
}
