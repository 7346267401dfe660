package dev.daybook.jobs.dailysales;

import dev.daybook.failure.DaybookException;
import dev.daybook.lake.Lake;
import dev.daybook.load.Ledger;
import dev.daybook.load.LedgerEntry;
import dev.daybook.load.LoadNotice;
import dev.daybook.load.LoadWarnings;
import dev.daybook.notify.RunNotice;
import dev.daybook.query.LakeQuery;
import dev.daybook.query.QueryResult;
import dev.daybook.settings.Settings;
import dev.daybook.store.ObjectStore;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.batch.core.job.JobExecution;

/** What is said of a day's sales: how many there are in the table and what they came to. Other feeds are told by rows. */
record DailySalesNotice(LoadNotice load, Ledger ledger, LoadWarnings warnings, Settings settings, ObjectStore store)
        implements RunNotice {

    @Override
    public String title(JobExecution run) {
        return isSales(run) ? "Daily sales load " + run.getJobParameters().getString(DailySales.DATE) : load.title(run);
    }

    @Override
    public String result(JobExecution run) {
        if (!isSales(run)) {
            return load.result(run);
        }
        try {
            LedgerEntry entry =
                    ledger.get(Objects.requireNonNull(run.getJobParameters().getLong("loadId")));
            StringBuilder text = new StringBuilder(sales(entry));
            if (entry.counts().late() > 0) {
                text.append(
                        String.format(Locale.ROOT, ", %,d late", entry.counts().late()));
            }
            warnings.of(entry.loadId()).forEach(warning -> text.append("; ").append(warning));
            return text.toString();
        } catch (DaybookException e) {
            // The run is none the worse for it.
            return load.result(run);
        }
    }

    private String sales(LedgerEntry entry) {
        Set<String> partitions = ledger.partitions(entry.loadId());
        return Lake.query(settings, store, InventoryInputs.SALES, partitions)
                .map(lake -> sales(lake, entry))
                .orElse(text(0, BigDecimal.ZERO));
    }

    private static String sales(LakeQuery tables, LedgerEntry entry) {
        String sql = "select count(*), coalesce(sum(revenue), 0.00) from sales where source = '%s'"
                .formatted(entry.source().replace("'", "''"));
        try (LakeQuery lake = tables;
                QueryResult result = lake.run(sql)) {
            result.next();
            long count = Long.parseLong(String.valueOf(result.value(0)));
            BigDecimal revenue = new BigDecimal(String.valueOf(result.value(1)));
            return text(count, revenue);
        }
    }

    private static String text(long count, BigDecimal revenue) {
        return String.format(Locale.ROOT, "%,d %s, revenue %,.2f", count, count == 1 ? "sale" : "sales", revenue);
    }

    @Override
    public Optional<String> impact(JobExecution run) {
        String feed = String.valueOf(run.getJobParameters().getString("feed"));
        return ledger.latestDate(feed)
                .map(date -> "latest data is still " + date)
                .or(() -> load.impact(run));
    }

    private static boolean isSales(JobExecution run) {
        return DailySales.DEFAULT_FEED.equals(run.getJobParameters().getString("feed"));
    }
}
