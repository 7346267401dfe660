package dev.daybook.jobs.dailysales;

import dev.daybook.failure.DaybookException;
import dev.daybook.lake.Lake;
import dev.daybook.load.Ledger;
import dev.daybook.load.LoadNotice;
import dev.daybook.notify.RunNotice;
import dev.daybook.query.LakeQuery;
import dev.daybook.query.QueryResult;
import dev.daybook.settings.Settings;
import dev.daybook.store.ObjectStore;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import org.springframework.batch.core.job.JobExecution;

/** What is said of a day's sales: how many there are in the table and what they came to. Other feeds are told by rows. */
record DailySalesNotice(LoadNotice load, Ledger ledger, Settings settings, ObjectStore store) implements RunNotice {

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
            return sales(DailySales.DEFAULT_FEED + "/" + run.getJobParameters().getString("key"));
        } catch (DaybookException e) {
            // The run is none the worse for it.
            return load.result(run);
        }
    }

    private String sales(String source) {
        String sql = "select count(*), coalesce(sum(revenue), 0.00) from sales where source = '%s'"
                .formatted(source.replace("'", "''"));
        try (LakeQuery lake = Lake.query(settings, store);
                QueryResult result = lake.run(sql)) {
            result.next();
            long count = Long.parseLong(String.valueOf(result.value(0)));
            BigDecimal revenue = new BigDecimal(String.valueOf(result.value(1)));
            return String.format(Locale.ROOT, "%,d %s, revenue %,.2f", count, count == 1 ? "sale" : "sales", revenue);
        }
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
