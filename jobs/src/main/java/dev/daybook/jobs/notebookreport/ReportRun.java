package dev.daybook.jobs.notebookreport;

import dev.daybook.failure.DaybookException;
import dev.daybook.reporting.Period;
import dev.daybook.reporting.ReportLog;
import dev.daybook.reporting.ReportPlaces;
import dev.daybook.reporting.ReportRecord;
import dev.daybook.settings.Settings;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStores;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.Objects;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;

/** What a run is by its parameters, and where its files are on their way. */
record ReportRun(ObjectStores store, Settings settings, ReportLog log, Templates templates) {

    static final String NOTEBOOK = "notebook.ipynb";
    static final String GENERATIONS = "generations.txt";

    private static final String REVISION = "revision";

    static JobParameters parameters(ReportRecord report) {
        return new JobParametersBuilder()
                .addString(NotebookReport.REPORT, report.name(), true)
                .addString(NotebookReport.FROM, report.period().from().toString(), true)
                .addString(NotebookReport.TO, report.period().to().toString(), true)
                .addLong(REVISION, (long) report.revision(), true)
                .toJobParameters();
    }

    ReportRecord report(JobParameters parameters) {
        return log.get(
                Objects.requireNonNull(parameters.getString(NotebookReport.REPORT)),
                period(parameters),
                Objects.requireNonNull(parameters.getLong(REVISION)).intValue());
    }

    static Period period(JobParameters parameters) {
        return new Period(
                LocalDate.parse(Objects.requireNonNull(parameters.getString(NotebookReport.FROM))),
                LocalDate.parse(Objects.requireNonNull(parameters.getString(NotebookReport.TO))));
    }

    Template template(ReportRecord report) {
        return templates.get(report.name());
    }

    ReportPlaces places() {
        return new ReportPlaces(settings.zones().reports());
    }

    Location staging(ReportRecord report) {
        return settings.zones()
                .staging()
                .resolve(NotebookReport.NAME)
                .resolve(report.name())
                .resolve(report.id());
    }

    Location stagedExtract(ReportRecord report, String name) {
        return staging(report).resolve("extracts").resolve(name + ".parquet");
    }

    Location staged(ReportRecord report, String file) {
        return staging(report).resolve(file);
    }

    byte[] read(Location object) {
        try (InputStream in = store.open(object, 0)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw DaybookException.storage("Reading %s failed: %s".formatted(object, e.getMessage()), e);
        }
    }
}
