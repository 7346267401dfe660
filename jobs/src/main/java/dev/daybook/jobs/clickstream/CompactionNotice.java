package dev.daybook.jobs.clickstream;

import dev.daybook.jobs.clickstream.DeliveryLog.Findings;
import dev.daybook.load.FileAdmission;
import dev.daybook.load.LoadNotice;
import dev.daybook.load.LoadWarnings;
import dev.daybook.notify.NoticeKind;
import dev.daybook.notify.RunNotice;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.batch.core.job.JobExecution;

/** What notices say of compactions: how many of the duplicates are conflicts, how many events are late. */
record CompactionNotice(LoadNotice load, DeliveryLog deliveries, LoadWarnings warnings) implements RunNotice {

    @Override
    public boolean tells(NoticeKind kind) {
        return load.tells(kind);
    }

    @Override
    public String title(JobExecution run) {
        return load.title(run);
    }

    @Override
    public String result(JobExecution run) {
        long loadId = Objects.requireNonNull(run.getJobParameters().getLong(FileAdmission.LOAD_ID));
        Findings findings = deliveries.findings(loadId);
        String refused = findings.refused() == 0 ? "" : "; %,d objects refused".formatted(findings.refused());
        String minded =
                warnings.of(loadId).stream().map(warning -> "; " + warning).collect(Collectors.joining());
        return "%s (%,d conflicting), %,d late, of %,d objects%s%s"
                .formatted(load.result(run), findings.conflict(), findings.late(), findings.objects(), refused, minded);
    }

    @Override
    public Optional<String> impact(JobExecution run) {
        return load.impact(run);
    }
}
