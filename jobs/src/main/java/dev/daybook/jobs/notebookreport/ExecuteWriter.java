package dev.daybook.jobs.notebookreport;

import dev.daybook.execution.NotebookRun;
import dev.daybook.failure.DaybookException;
import dev.daybook.failure.Failpoints;
import dev.daybook.lease.RunLease;
import dev.daybook.notebook.Notebook;
import dev.daybook.notebook.Parameters;
import dev.daybook.reporting.ReportRecord;
import dev.daybook.store.Location;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** Runs the cells of a report over its staged extracts and stages the notebook with what they have shown. */
final class ExecuteWriter implements ItemWriter<Template>, StepExecutionListener {

    private final ReportRun run;
    private final CellStart cells;
    private final FailedReport failed;
    private final RunLease lease;

    @SuppressWarnings("NullAway.Init")
    private ReportRecord report;

    @SuppressWarnings("NullAway.Init")
    private StepExecution step;

    ExecuteWriter(ReportRun run, CellStart cells, FailedReport failed, RunLease lease) {
        this.run = run;
        this.cells = cells;
        this.failed = failed;
        this.lease = lease;
    }

    @Override
    public void beforeStep(StepExecution execution) {
        step = execution;
        report = run.report(execution.getJobExecution().getJobParameters());
    }

    @Override
    public void write(Chunk<? extends Template> chunk) {
        for (Template template : chunk) {
            execute(template);
        }
        Failpoints.reach("report-executed");
    }

    private void execute(Template template) {
        Notebook notebook = template.notebook();
        notebook.giveIds();
        Map<String, String> values = new LinkedHashMap<>();
        values.put(NotebookReport.FROM, Parameters.text(report.period().from().toString()));
        values.put(NotebookReport.TO, Parameters.text(report.period().to().toString()));
        notebook.inject(values);
        Optional<NotebookRun.Failure> failure = run(notebook, ExtractWriter.all(template, report, run));
        notebook.append("provenance", Provenance.of(run, report, step.getJobExecutionId()), "provenance");
        lease.requireHeld();
        if (failure.isPresent()) {
            failed.archive(report, notebook, failure.get(), step.getJobExecution());
            throw DaybookException.input("report %s of %s: cell %d (%s) failed: %s"
                    .formatted(
                            report.name(),
                            report.period(),
                            failure.get().cell(),
                            failure.get().id(),
                            failure.get().error()));
        }
        run.store().put(run.staged(report, ReportRun.NOTEBOOK), notebook.toBytes());
    }

    private Optional<NotebookRun.Failure> run(Notebook notebook, List<Template.Extract> extracts) {
        Map<String, Location> files = new TreeMap<>();
        extracts.forEach(extract -> files.put(extract.name(), run.stagedExtract(report, extract.name())));
        Path cache = run.settings().data().resolve("cache");
        try (ExtractQuery queries = new ExtractQuery(run.store(), cache, files)) {
            return new NotebookRun(cells.process(), CellStart.LIMITS, queries, Clock.systemUTC()).run(notebook);
        }
    }
}
