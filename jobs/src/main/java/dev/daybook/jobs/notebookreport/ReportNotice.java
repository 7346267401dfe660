package dev.daybook.jobs.notebookreport;

import dev.daybook.notify.RunNotice;
import dev.daybook.reporting.ReportRecord;
import java.util.Optional;
import org.springframework.batch.core.job.JobExecution;

/** What is said of a report: where it lies, and what the latest is where it failed. */
record ReportNotice(ReportRun run) implements RunNotice {

    @Override
    public String title(JobExecution execution) {
        return "Report %s of %s"
                .formatted(
                        execution.getJobParameters().getString(NotebookReport.REPORT),
                        ReportRun.period(execution.getJobParameters()));
    }

    @Override
    public String result(JobExecution execution) {
        ReportRecord report = run.report(execution.getJobParameters());
        String rows = report.rows() == 0 ? "no rows in the period" : "%,d rows".formatted(report.rows());
        return "%s, %s".formatted(rows, run.places().published(report, "html"));
    }

    @Override
    public Optional<String> impact(JobExecution execution) {
        String name = String.valueOf(execution.getJobParameters().getString(NotebookReport.REPORT));
        return Optional.of(run.log()
                .current(name)
                .map(latest -> "latest report is still that of " + latest.period())
                .orElse("there is no report of this name yet"));
    }
}
