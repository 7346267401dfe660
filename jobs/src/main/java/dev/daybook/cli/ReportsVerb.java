package dev.daybook.cli;

import com.zaxxer.hikari.HikariDataSource;
import dev.daybook.database.Database;
import dev.daybook.reporting.ReportLog;
import dev.daybook.reporting.ReportPlaces;
import dev.daybook.reporting.ReportRecord;
import dev.daybook.settings.Settings;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code daybook reports}. */
@Command(
        name = "reports",
        description = "List reports, the newest first, and where they lie.",
        mixinStandardHelpOptions = true)
final class ReportsVerb implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private DaybookCommand daybook;

    @Option(names = "--report", paramLabel = "NAME", description = "Those of one template.")
    private @Nullable String report;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "At most so many (default: 50).")
    private int limit;

    @Option(names = "--json", description = "Print an array of JSON objects.")
    private boolean json;

    /** A report as it is printed. */
    private record View(
            String report,
            String title,
            String from,
            String to,
            int revision,
            String status,
            long rows,
            String endedAt,
            @Nullable Long executionId,
            String html,
            @Nullable String error) {}

    @Override
    public Integer call() {
        Settings settings = daybook.settings();
        ReportPlaces places = new ReportPlaces(settings.zones().reports());
        try (HikariDataSource source = Database.open(settings)) {
            List<View> views = new ReportLog(source)
                    .ended().stream()
                            .filter(record -> report == null || record.name().equals(report))
                            .limit(limit)
                            .map(record -> view(record, places))
                            .toList();
            if (json) {
                daybook.out().println(Json.of(views));
            } else {
                print(views);
            }
        }
        return 0;
    }

    private static View view(ReportRecord record, ReportPlaces places) {
        return new View(
                record.name(),
                record.title(),
                record.period().from().toString(),
                record.period().to().toString(),
                record.revision(),
                record.status().name(),
                record.rows(),
                String.valueOf(record.endedAt()),
                record.executionId(),
                places.archived(record, "html").toString(),
                record.error());
    }

    private void print(List<View> views) {
        daybook.out()
                .printf("%-20s %-24s %-10s %10s %10s  %s%n", "report", "period", "status", "rows", "execution", "html");
        for (View view : views) {
            daybook.out()
                    .printf(
                            "%-20s %-24s %-10s %,10d %10d  %s%n",
                            view.report(),
                            view.from() + " to " + view.to(),
                            view.status(),
                            view.rows(),
                            view.executionId(),
                            view.html());
        }
        daybook.out().printf("%,d reports%n", views.size());
    }
}
