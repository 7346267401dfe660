package dev.daybook.demo;

import com.zaxxer.hikari.HikariDataSource;
import dev.daybook.database.Database;
import dev.daybook.jobs.notebookreport.NotebookReport;
import dev.daybook.launch.JobRunner;
import dev.daybook.launch.Request;
import dev.daybook.ops.ExecutionView;
import dev.daybook.ops.Executions;
import dev.daybook.reporting.Period;
import dev.daybook.reporting.ReportLog;
import dev.daybook.reporting.ReportPlaces;
import dev.daybook.reporting.ReportRecord;
import dev.daybook.reporting.ReportRecord.Status;
import dev.daybook.settings.Settings;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/** Makes reports and tells where they lie. */
record Reports(Settings settings, PrintWriter out) {

    /** @return what is wrong with the report; empty when nothing is */
    String make(String name, String from, String to) {
        Map<String, String> parameters = Map.of("report", name, "from", from, "to", to);
        ExecutionView run = JobRunner.run(
                new NotebookReport(),
                new Request(parameters, "demo"),
                settings,
                (outcome, database) -> new Executions(database).get(outcome.executionId()));
        Period period = new Period(LocalDate.parse(from), LocalDate.parse(to));
        try (HikariDataSource source = Database.open(settings)) {
            Optional<ReportRecord> report = new ReportLog(source).latest(name, period);
            if (report.isEmpty() || report.get().status() != Status.PUBLISHED) {
                return "expected %s of %s to be published, found run %d %s"
                        .formatted(name, period, run.id(), run.status());
            }
            ReportPlaces places = new ReportPlaces(settings.zones().reports());
            out.println(
                    "  %s of %s, %,d rows".formatted(name, period, report.get().rows()));
            out.println("    %s".formatted(places.archived(report.get(), "html")));
            out.println("    %s".formatted(places.archived(report.get(), "pdf")));
            return report.get().rows() > 0 ? "" : "expected rows in " + period;
        }
    }
}
