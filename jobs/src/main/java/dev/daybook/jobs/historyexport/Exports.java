package dev.daybook.jobs.historyexport;

import dev.daybook.load.HistoryLog.Export;
import dev.daybook.load.HistoryLog.Status;
import dev.daybook.settings.Settings;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStore;
import dev.daybook.table.PartitionLoader;
import dev.daybook.table.Segments;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;

/** What an export is by its parameters, and where its rows are on their way. */
record Exports(ObjectStore store, Settings settings) {

    /** What the rows' column {@code source} says. */
    static final String SOURCE = HistoryExport.NAME;

    private static final String REVISION = "revision";
    private static final String DIGEST = "digest";

    static JobParameters parameters(Export export) {
        return new JobParametersBuilder()
                .addString(HistoryExport.DATE, export.day().toString(), true)
                .addLong(REVISION, (long) export.revision(), true)
                .addString(DIGEST, export.digest(), true)
                .toJobParameters();
    }

    static Export of(JobParameters parameters) {
        return new Export(
                dayOf(parameters).date(),
                Objects.requireNonNull(parameters.getLong(REVISION)).intValue(),
                Objects.requireNonNull(parameters.getString(DIGEST)),
                Status.EXPORTING,
                null);
    }

    static Day dayOf(JobParameters parameters) {
        return new Day(LocalDate.parse(Objects.requireNonNull(parameters.getString(HistoryExport.DATE))));
    }

    Location staging(Export export) {
        return settings.zones().staging().resolve(HistoryExport.NAME).resolve("export-" + export.tag());
    }

    Segments segments(Export export, HistoryTable table) {
        return new Segments(store, staging(export).resolve(table.table()));
    }

    /** @param executionId names the folders too: an execution that was given up may wake up and write on */
    PartitionLoader loader(Export export, HistoryTable table, long executionId) {
        PartitionLoader.Spec spec = new PartitionLoader.Spec(
                table.schema(),
                table.places(settings),
                List.of(SOURCE),
                true,
                null,
                export.cause(),
                export.tag() + "-" + executionId);
        return new PartitionLoader(
                store, spec, staging(export).resolve("kept-%d-%s".formatted(executionId, table.table())));
    }
}
