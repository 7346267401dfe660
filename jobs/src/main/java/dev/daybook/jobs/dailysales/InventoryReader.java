package dev.daybook.jobs.dailysales;

import dev.daybook.failure.DaybookException;
import dev.daybook.failure.Failpoints;
import dev.daybook.feed.Feeds;
import dev.daybook.jobs.dailysales.InventoryInputs.Mark;
import dev.daybook.progress.Progress;
import dev.daybook.table.PublicationLog;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Computes the inventory day by day, under the lease that lets nobody else do so meanwhile. Nothing is remembered from
 * one execution to the next: what is to be done follows from the tables as they are now.
 */
final class InventoryReader implements ItemStreamReader<InventoryDay>, StepExecutionListener {

    static final String SALES_FEED = "daily-sales";

    private final PublicationLog log;
    private final InventoryTable table;
    private final InventoryMarks marks;
    private final InventoryLease lease;
    private final Feeds feeds;
    private final Progress progress;
    private Optional<LocalDate> businessDate = Optional.empty();
    private @Nullable InventoryInputs inputs;
    private Map<String, FirstCount> firstCounts = Map.of();
    private @Nullable Stock stock;
    private @Nullable LocalDate next;
    private LocalDate last = LocalDate.MIN;
    private boolean isAtEnd;

    InventoryReader(
            PublicationLog log,
            InventoryTable table,
            InventoryMarks marks,
            InventoryLease lease,
            Feeds feeds,
            Progress progress) {
        this.log = log;
        this.table = table;
        this.marks = marks;
        this.lease = lease;
        this.feeds = feeds;
        this.progress = progress;
    }

    @Override
    public void beforeStep(StepExecution step) {
        businessDate = businessDate(step.getJobExecution().getJobParameters());
    }

    /** That of a file of sales; other feeds' dates are none on which the shop need have been open. */
    private static Optional<LocalDate> businessDate(JobParameters parameters) {
        String date = parameters.getString("date");
        if (date == null || !SALES_FEED.equals(parameters.getString("feed"))) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(date));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** @throws DaybookException of kind REFUSED when others compute the inventory for too long */
    @Override
    public void open(ExecutionContext context) {
        next = null;
        isAtEnd = false;
        if (!lease.await()) {
            return;
        }
        Failpoints.reach("inventory-begun");
        InventoryInputs now = new InventoryInputs(
                log, table.generationRows(), feeds.get(SALES_FEED).zone());
        Map<String, FirstCount> counts = now.firstCounts();
        InventoryPlan.State state = new InventoryPlan.State(
                Stock.firstDay(counts), now.lastSale(), table.days().toList());
        LocalDate recounted =
                new CatalogueChange(marks.savedCounts(), counts).firstDay(day -> productsOn(day, state.days()));
        InventoryPlan plan = InventoryPlan.of(state, now.marks(), marks.saved(), recounted, businessDate);
        progress.begin(Progress.PARTITIONS, 0, plan.days());
        if (plan.days() > 0) {
            inputs = now;
            firstCounts = counts;
            stock = new Stock(counts, table.closing(plan.from().minusDays(1)));
            next = plan.from();
            last = plan.to();
        }
        isAtEnd = plan.days() == 0;
    }

    /** Of a day that is still to come, those of the newest: they are carried over to it. */
    private Set<String> productsOn(LocalDate day, Collection<LocalDate> days) {
        LocalDate newest = days.stream().max(LocalDate::compareTo).orElse(day);
        return table.closing(day.isBefore(newest) ? day : newest).keySet();
    }

    @Override
    public @Nullable InventoryDay read() {
        LocalDate day = next;
        if (day == null || inputs == null || stock == null) {
            return null;
        }
        next = day.equals(last) ? null : day.plusDays(1);
        isAtEnd = next == null;
        return new InventoryDay(day, stock.on(day, inputs.on(day)), isAtEnd);
    }

    /** Whether every day was handed out. */
    boolean isAtEnd() {
        return isAtEnd;
    }

    /** How products came into the days handed out. */
    Map<String, FirstCount> counts() {
        return firstCounts;
    }

    /** What the days handed out were computed from. */
    List<Mark> marks() {
        return inputs == null ? List.of() : inputs.marks();
    }

    @Override
    public void close() {
        inputs = null;
        stock = null;
        lease.close();
    }
}
