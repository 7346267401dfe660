package dev.daybook;

import dev.daybook.cli.DaybookCommand;
import dev.daybook.jobs.apisync.ApiSync;
import dev.daybook.jobs.clickstream.Clickstream;
import dev.daybook.jobs.dailysales.DailySales;
import dev.daybook.jobs.historyexport.HistoryExport;
import dev.daybook.jobs.legacyimport.LegacyImport;
import dev.daybook.jobs.notebookreport.NotebookReport;
import dev.daybook.jobs.queueload.QueueLoad;
import dev.daybook.launch.JobDefinition;
import java.util.List;
import java.util.Locale;

/** Daybook's {@code main}: knows the jobs, leaves the rest to the command line. */
public final class DaybookApplication {

    static final List<JobDefinition> JOBS = List.of(
            new LegacyImport(),
            new DailySales(),
            new QueueLoad(),
            new Clickstream(),
            new ApiSync(),
            new HistoryExport(),
            new NotebookReport());

    private DaybookApplication() {}

    public static void main(String[] arguments) {
        // Digits in the names of files are to be ASCII wherever this runs.
        Locale.setDefault(Locale.ROOT);
        // Boot would configure logging once more; see LogConfigurator.
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        System.exit(DaybookCommand.execute(JOBS, arguments));
    }
}
