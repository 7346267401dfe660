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
import dev.daybook.notify.RunNotice;
import dev.daybook.settings.Settings;
import dev.daybook.store.ObjectStores;
import java.util.Set;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wiring of daily-sales-load, of steps that all jobs have that load files. */
@Configuration(proxyBeanMethods = false)
@Import(FileJobSteps.class)
class DailySalesConfiguration {

    @Bean
    JobAdmission admission(Feeds feeds, Settings settings, Ledger ledger, FileLoads loads) {
        return new FileRequestAdmission(new DatedFiles(feeds, settings)::request, new FileAdmission(ledger, loads));
    }

    @Bean
    RunNotice runNotice(Ledger ledger, Settings settings, ObjectStores store) {
        return new DailySalesNotice(new LoadNotice(ledger, Set.of()), ledger, settings, store);
    }

    @Bean
    Job dailySalesLoad(
            JobRepository repository, Step stage, Step publish, Step finish, FileLoads loads, RunLease lease) {
        return FileJobSteps.job(DailySales.NAME, repository, stage, publish, finish, loads, lease);
    }
}
