package dev.daybook.jobs.notebookreport;

import dev.daybook.cells.Figures;
import dev.daybook.failure.Failpoints;
import dev.daybook.lease.RunLease;
import dev.daybook.notebook.Cell;
import dev.daybook.notebook.Notebook;
import dev.daybook.render.Viewer;
import dev.daybook.reporting.ReportIndex;
import dev.daybook.reporting.ReportRecord;
import dev.daybook.store.Location;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/**
 * Records an archived report as published, then shows the newest business period as the latest and lists it. What is
 * decided in the database is shown again from the beginning by a restart.
 */
final class PublishReport implements Tasklet {

    private static final List<String> FORMS = List.of("ipynb", "html", "pdf");

    private final ReportRun run;
    private final ReportIndex index;
    private final RunLease lease;
    private final TransactionTemplate transaction;

    PublishReport(ReportRun run, ReportIndex index, RunLease lease, PlatformTransactionManager transactionManager) {
        this.run = run;
        this.index = index;
        this.lease = lease;
        this.transaction = new TransactionTemplate(transactionManager);
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        JobExecution execution = context.getStepContext().getStepExecution().getJobExecution();
        ReportRecord report = run.report(execution.getJobParameters());
        Map<String, BigDecimal> figures =
                figures(Notebook.read(run.read(run.places().published(report, "ipynb")), ReportRun.NOTEBOOK));
        transaction.executeWithoutResult(status -> {
            lease.requireHeld();
            run.log().setFigures(report, figures);
            run.log().setPublishing(report, execution.getJobInstance().getInstanceId(), execution.getId());
        });
        Failpoints.reach("report-decided");
        showLatest(report.name());
        index.write();
        for (String file : Viewer.FILES) {
            run.store().put(run.places().zone().resolve(file), Viewer.read(file));
        }
        lease.requireHeld();
        run.log().setPublished(report);
        run.store().deleteFolder(run.staging(report));
        return RepeatStatus.FINISHED;
    }

    /** The newest period's report of all that are published, be it this one or another. */
    private void showLatest(String name) {
        ReportRecord newest = run.log().current(name).orElseThrow();
        String pdfName = run.templates().get(name).latestPdf();
        for (String form : FORMS) {
            Location archived = run.places().archived(newest, form);
            lease.requireHeld();
            run.store().copy(archived, run.places().latest(name + "." + form));
            if (form.equals("pdf") && !pdfName.isEmpty()) {
                run.store().copy(archived, run.places().latest(pdfName));
            }
            Failpoints.reach("report-shown");
        }
    }

    private static Map<String, BigDecimal> figures(Notebook notebook) {
        Map<String, BigDecimal> figures = new LinkedHashMap<>();
        for (Cell cell : notebook.cells()) {
            for (JsonNode output : cell.outputs()) {
                JsonNode found = output.path("data").path(Figures.MEDIA_TYPE);
                for (int i = 0; i + 1 < found.size(); i += 2) {
                    figures.put(
                            found.get(i).asString(),
                            new BigDecimal(found.get(i + 1).asString()));
                }
            }
        }
        return figures;
    }
}
