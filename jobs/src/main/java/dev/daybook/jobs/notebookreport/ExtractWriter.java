package dev.daybook.jobs.notebookreport;

import dev.daybook.cells.Figures;
import dev.daybook.failure.Failpoints;
import dev.daybook.lake.Lake;
import dev.daybook.query.LakeQuery;
import dev.daybook.reporting.ReportRecord;
import dev.daybook.table.FileCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/**
 * Runs all extracts of a report over one state of the tables and stages their rows. They are one item: taken at two times
 * they might not fit together.
 */
final class ExtractWriter implements ItemWriter<Template>, StepExecutionListener {

    static final String STEP = "extract";

    private final ReportRun run;
    private final FileCatalog catalog;

    @SuppressWarnings("NullAway.Init")
    private ReportRecord report;

    ExtractWriter(ReportRun run, FileCatalog catalog) {
        this.run = run;
        this.catalog = catalog;
    }

    @Override
    public void beforeStep(StepExecution execution) {
        report = run.report(execution.getJobExecution().getJobParameters());
    }

    /** Those the template declares, and the figures of the report before. */
    static List<Template.Extract> all(Template template, ReportRecord report, ReportRun run) {
        List<Template.Extract> extracts = new ArrayList<>(template.extracts(report.period()));
        Map<String, BigDecimal> before = run.log()
                .before(report.name(), report.period())
                .map(run.log()::figures)
                .orElse(Map.of());
        extracts.add(new Template.Extract(Figures.BEFORE, figures(before)));
        return extracts;
    }

    private static String figures(Map<String, BigDecimal> figures) {
        if (figures.isEmpty()) {
            return "select cast('' as varchar) as name, cast(0 as decimal(38, 6)) as value where false";
        }
        return figures.entrySet().stream()
                .map(figure -> "('%s', cast(%s as decimal(38, 6)))"
                        .formatted(
                                figure.getKey().replace("'", "''"),
                                figure.getValue().toPlainString()))
                .collect(Collectors.joining(", ", "select * from (values ", ") as figures(name, value)"));
    }

    @Override
    public void write(Chunk<? extends Template> chunk) {
        for (Template template : chunk) {
            extract(template);
        }
        Failpoints.reach("report-extracted");
    }

    private void extract(Template template) {
        Inputs inputs = Inputs.of(template, template.extracts(report.period()), catalog);
        long rows = 0;
        try (LakeQuery lake = Lake.query(run.settings(), run.store())) {
            for (Template.Extract extract : all(template, report, run)) {
                rows += stage(lake, extract);
            }
        }
        run.store().put(run.staged(report, ReportRun.GENERATIONS), inputs.text().getBytes(StandardCharsets.UTF_8));
        run.log().setExtracted(report, inputs.digest(template), rows);
    }

    private long stage(LakeQuery lake, Template.Extract extract) {
        try {
            Path file = Files.createTempFile("daybook-extract", ".parquet");
            try {
                long rows = lake.export(extract.sql(), file);
                run.store().put(run.stagedExtract(report, extract.name()), file);
                return rows;
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
