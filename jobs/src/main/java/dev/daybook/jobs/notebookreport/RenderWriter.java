package dev.daybook.jobs.notebookreport;

import dev.daybook.failure.Failpoints;
import dev.daybook.notebook.Notebook;
import dev.daybook.render.Report;
import dev.daybook.reporting.ReportRecord;
import java.nio.charset.StandardCharsets;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** Renders the staged notebook in each of its forms. */
final class RenderWriter implements ItemWriter<Artifact>, StepExecutionListener {

    private final ReportRun run;

    @SuppressWarnings("NullAway.Init")
    private ReportRecord report;

    RenderWriter(ReportRun run) {
        this.run = run;
    }

    @Override
    public void beforeStep(StepExecution execution) {
        report = run.report(execution.getJobExecution().getJobParameters());
    }

    @Override
    public void write(Chunk<? extends Artifact> chunk) {
        for (Artifact artifact : chunk) {
            Notebook notebook = Notebook.read(run.read(run.staged(report, ReportRun.NOTEBOOK)), ReportRun.NOTEBOOK);
            Report document = Report.of(
                    notebook, report.name(), "Time period: " + report.period().forPeople());
            byte[] content = switch (artifact) {
                case HTML -> document.toHtml().getBytes(StandardCharsets.UTF_8);
                case PDF -> document.toPdf();
            };
            run.store().put(run.staged(report, artifact.file()), content);
            Failpoints.reach("report-rendered");
        }
    }
}
