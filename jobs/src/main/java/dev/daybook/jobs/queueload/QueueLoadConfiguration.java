package dev.daybook.jobs.queueload;

import dev.daybook.feed.Feeds;
import dev.daybook.launch.JobAdmission;
import dev.daybook.lease.RunLease;
import dev.daybook.load.FileAdmission;
import dev.daybook.load.FileJobSteps;
import dev.daybook.load.FileLoads;
import dev.daybook.load.FileRequestAdmission;
import dev.daybook.load.Ledger;
import dev.daybook.load.LoadNotice;
import dev.daybook.load.PartOfDecision;
import dev.daybook.notify.NoticeKind;
import dev.daybook.notify.Notices;
import dev.daybook.notify.RunNotice;
import dev.daybook.settings.Settings;
import java.util.Set;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wiring of queue-load, of steps that all jobs have that load files. */
@Configuration(proxyBeanMethods = false)
@Import(FileJobSteps.class)
class QueueLoadConfiguration {

    @Bean
    JobAdmission admission(Feeds feeds, Settings settings, Ledger ledger, FileLoads loads) {
        return new FileRequestAdmission(
                parameters -> QueueLoad.request(parameters, feeds, settings), new FileAdmission(ledger, loads));
    }

    @Bean
    PartOfDecision vipVisits(Notices notices) {
        return new VipVisits(notices);
    }

    /** It runs all day: that it does is no news. */
    @Bean
    RunNotice runNotice(Ledger ledger) {
        return new LoadNotice(ledger, Set.of(NoticeKind.SUCCEEDED));
    }

    @Bean
    Job queueLoad(JobRepository repository, Step stage, Step publish, Step finish, FileLoads loads, RunLease lease) {
        return FileJobSteps.job(QueueLoad.NAME, repository, loads, lease, stage, publish, finish);
    }
}
