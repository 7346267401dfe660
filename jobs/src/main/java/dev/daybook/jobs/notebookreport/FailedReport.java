package dev.daybook.jobs.notebookreport;

import dev.daybook.execution.NotebookRun;
import dev.daybook.notebook.Notebook;
import dev.daybook.render.Report;
import dev.daybook.reporting.ReportIndex;
import dev.daybook.reporting.ReportRecord;
import java.nio.charset.StandardCharsets;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Archives a notebook of which a cell failed, the error on top, and records that; the latest report stays. */
final class FailedReport {

    private final ReportRun run;
    private final ReportIndex index;
    private final TransactionTemplate transaction;

    /** The record outlives the failing chunk's transaction. */
    FailedReport(ReportRun run, ReportIndex index, PlatformTransactionManager transactionManager) {
        this.run = run;
        this.index = index;
        this.transaction = new TransactionTemplate(transactionManager);
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    void archive(ReportRecord report, Notebook notebook, NotebookRun.Failure failure, JobExecution execution) {
        String error = "cell %d (%s): %s".formatted(failure.cell(), failure.id(), failure.error());
        notebook.daybook().put("status", "failed").put("error", error);
        notebook.prepend(
                "daybook-error",
                "# This report failed\n\nIn %s\n\nThe cells behind it were not run.\n".formatted(escaped(error)),
                "daybook-error");
        long instance = execution.getJobInstance().getInstanceId();
        transaction.executeWithoutResult(status -> run.log().setFailed(report, instance, execution.getId(), error));
        ReportRecord failed = run.log().get(report.name(), report.period(), report.revision());
        Report document = Report.of(notebook, report.name(), "failed; " + report.period());
        run.store().putIfAbsent(run.places().archived(failed, "ipynb"), notebook.toBytes());
        run.store()
                .putIfAbsent(
                        run.places().archived(failed, "html"), document.toHtml().getBytes(StandardCharsets.UTF_8));
        run.store().putIfAbsent(run.places().archived(failed, "pdf"), document.toPdf());
        index.write();
    }

    /** As text that Markdown takes for nothing else. */
    private static String escaped(String text) {
        return text.lines().findFirst().orElse("").replaceAll("([\\\\`*_{}\\[\\]<>()#+.!|~-])", "\\\\$1");
    }
}
