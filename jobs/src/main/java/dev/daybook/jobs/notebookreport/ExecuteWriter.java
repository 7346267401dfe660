package dev.daybook.jobs.notebookreport;

import dev.daybook.cells.CellException;
import dev.daybook.cells.Table;
import dev.daybook.execution.CellProcess;
import dev.daybook.execution.NotebookRun;
import dev.daybook.failure.DaybookException;
import dev.daybook.failure.Failpoints;
import dev.daybook.lease.RunLease;
import dev.daybook.notebook.Notebook;
import dev.daybook.notebook.Parameters;
import dev.daybook.query.LakeQuery;
import dev.daybook.query.QueryResult;
import dev.daybook.query.TableFiles;
import dev.daybook.reporting.ReportRecord;
import dev.daybook.store.Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** Runs the cells of a report over its staged extracts and stages the notebook with what they have shown. */
final class ExecuteWriter implements ItemWriter<Template>, StepExecutionListener {

    private static final CellProcess.Limits LIMITS = new CellProcess.Limits(512, Duration.ofMinutes(5));

    private final ReportRun run;
    private final FailedReport failed;
    private final RunLease lease;

    @SuppressWarnings("NullAway.Init")
    private ReportRecord report;

    @SuppressWarnings("NullAway.Init")
    private StepExecution step;

    ExecuteWriter(ReportRun run, FailedReport failed, RunLease lease) {
        this.run = run;
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
        Path cache = run.settings().data().resolve("cache");
        try (LakeQuery queries = new LakeQuery(run.store(), cache, tables(extracts))) {
            Path folder = Files.createTempDirectory("daybook-cells");
            try (CellProcess process = CellProcess.start(LIMITS, folder)) {
                return new NotebookRun(process, LIMITS, sql -> answer(queries, sql), Clock.systemUTC()).run(notebook);
            } finally {
                run.store().deleteFolder(Location.of(folder));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<TableFiles> tables(List<Template.Extract> extracts) {
        return extracts.stream()
                .map(extract -> new TableFiles(
                        extract.name(),
                        null,
                        new TreeMap<>(Map.of("", List.of(run.stagedExtract(report, extract.name()))))))
                .toList();
    }

    private static Table answer(LakeQuery queries, String sql) {
        try (QueryResult result = queries.run(sql)) {
            List<List<@Nullable Object>> rows = new ArrayList<>();
            while (result.next()) {
                List<@Nullable Object> row = new ArrayList<>();
                for (int column = 0; column < result.columns().size(); column++) {
                    row.add(result.value(column));
                }
                rows.add(row);
            }
            return new Table(result.columns(), rows);
        } catch (DaybookException e) {
            throw new CellException(String.valueOf(e.getMessage()), e);
        }
    }
}
