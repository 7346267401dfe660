package dev.daybook.jobs.notebookreport;

import dev.daybook.failure.DaybookException;
import dev.daybook.launch.Admission;
import dev.daybook.launch.JobAdmission;
import dev.daybook.reporting.Period;
import dev.daybook.reporting.ReportLog;
import dev.daybook.reporting.ReportRecord;
import dev.daybook.reporting.ReportRecord.Status;
import dev.daybook.table.FileCatalog;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a report has to be made. Its identity is template, period and the generations its extracts read: a
 * published report of the same is a duplicate, one that failed is run again.
 */
final class ReportAdmission implements JobAdmission {

    private final Templates templates;
    private final ReportLog log;
    private final FileCatalog catalog;

    ReportAdmission(Templates templates, ReportLog log, FileCatalog catalog) {
        this.templates = templates;
        this.log = log;
        this.catalog = catalog;
    }

    /** The report as a whole: of its periods one is made at a time, so that the latest is. */
    @Override
    public String subject(Map<String, String> parameters, Map<String, Object> prepared) {
        return template(parameters).name();
    }

    @Override
    public Admission decide(Map<String, String> parameters, Map<String, Object> prepared) {
        Template template = template(parameters);
        Period period = period(template, parameters);
        String digest = Inputs.of(template, template.extracts(period), catalog).digest(template);
        Optional<ReportRecord> same = log.latest(template.name(), period)
                .filter(report -> report.digest().equals(digest));
        Optional<ReportRecord> published = same.filter(report -> report.status() == Status.PUBLISHED);
        if (published.isPresent()) {
            return new Admission.Duplicate(
                    Objects.requireNonNull(published.get().jobInstanceId()),
                    "%s of %s is published, from the same template and the same state of its tables"
                            .formatted(template.name(), period));
        }
        return new Admission.Start(ReportRun.parameters(
                same.orElseGet(() -> log.begin(template.name(), period, template.title(), digest))));
    }

    private Template template(Map<String, String> parameters) {
        return templates.get(parameters.getOrDefault(NotebookReport.REPORT, ""));
    }

    private static Period period(Template template, Map<String, String> parameters) {
        String from = parameters.get(NotebookReport.FROM);
        String to = parameters.get(NotebookReport.TO);
        if (from == null && to == null) {
            return template.defaultPeriod(LocalDate.now(ZoneOffset.UTC));
        }
        LocalDate first = day(NotebookReport.FROM, from);
        LocalDate last = day(NotebookReport.TO, to);
        if (last.isBefore(first)) {
            throw DaybookException.configuration("to: expected a day from %s on, found %s".formatted(first, last));
        }
        return new Period(first, last);
    }

    private static LocalDate day(String name, @Nullable String given) {
        try {
            return LocalDate.parse(given == null ? "" : given);
        } catch (DateTimeParseException e) {
            throw DaybookException.configuration("%s: expected a day such as 2026-03-01, given with %s; found %s"
                    .formatted(
                            name,
                            name.equals(NotebookReport.FROM) ? NotebookReport.TO : NotebookReport.FROM,
                            given == null ? "none" : "'" + given + "'"));
        }
    }
}
