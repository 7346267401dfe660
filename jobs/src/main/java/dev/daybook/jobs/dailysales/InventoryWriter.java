package dev.daybook.jobs.dailysales;

import dev.daybook.failure.Failpoints;
import dev.daybook.progress.Progress;
import dev.daybook.settings.Settings;
import dev.daybook.store.Location;
import dev.daybook.table.Publisher;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/**
 * Publishes each day whose rows are not those published already, and with the last one notes what the inventory was
 * computed from: a run that dies before that leaves the rest to the next one, which finds the days that are done.
 */
final class InventoryWriter implements ItemWriter<InventoryDay>, StepExecutionListener {

    private static final Logger log = LoggerFactory.getLogger(InventoryWriter.class);

    private final InventoryReader reader;
    private final InventoryTable table;
    private final InventoryMarks marks;
    private final NegativeStocks negative;
    private final InventoryAlerts alerts;
    private final InventoryLease lease;
    private final Publisher publisher;
    private final Settings settings;
    private final Progress progress;

    @SuppressWarnings("NullAway.Init")
    private InventoryTable.Maker maker;

    InventoryWriter(
            InventoryReader reader,
            InventoryTable table,
            InventoryMarks marks,
            NegativeStocks negative,
            InventoryAlerts alerts,
            InventoryLease lease,
            Publisher publisher,
            Settings settings,
            Progress progress) {
        this.reader = reader;
        this.table = table;
        this.marks = marks;
        this.negative = negative;
        this.alerts = alerts;
        this.lease = lease;
        this.publisher = publisher;
        this.settings = settings;
        this.progress = progress;
    }

    @Override
    public void beforeStep(StepExecution step) {
        JobParameters parameters = step.getJobExecution().getJobParameters();
        long load = Objects.requireNonNull(parameters.getLong("loadId"));
        Location staging = settings.zones()
                .staging()
                .resolve(Objects.requireNonNull(parameters.getString("feed")))
                .resolve("load-" + load);
        maker = new InventoryTable.Maker(staging, load, step.getJobExecutionId());
    }

    @Override
    public void write(Chunk<? extends InventoryDay> chunk) {
        for (InventoryDay day : chunk) {
            boolean isNews = !table.has(day);
            if (isNews) {
                publish(day);
            }
            progress.count(isNews ? "published" : "unchanged", 1);
            progress.moveBy(1, day.rows().size());
            if (day.isLast()) {
                complete();
            }
        }
    }

    private void publish(InventoryDay day) {
        day.rows().stream()
                .filter(InventoryRow::isAtBorder)
                .forEach(row -> log.warn(
                        "inventory of {} on {} is beyond what the table has room for: mend its sales or deliveries",
                        row.productId(),
                        day.date()));
        publisher.publish(
                InventoryTable.NAME,
                day.partition(),
                maker.cause(),
                current -> table.build(day, current, maker),
                decided -> {
                    negative.note(day);
                    lease.guardTransaction();
                });
    }

    private void complete() {
        marks.save(reader.marks(), reader.counts());
        List<NegativeStock> found = negative.announce();
        if (!found.isEmpty()) {
            alerts.stockIsNegative(maker.executionId(), found);
        }
        lease.guardTransaction();
        Failpoints.reach("inventory-published");
    }
}
