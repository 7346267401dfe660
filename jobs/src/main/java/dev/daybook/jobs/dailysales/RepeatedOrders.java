package dev.daybook.jobs.dailysales;

import dev.daybook.failure.DaybookException;
import dev.daybook.lake.Lake;
import dev.daybook.load.LoadWarnings;
import dev.daybook.query.LakeQuery;
import dev.daybook.query.QueryResult;
import dev.daybook.settings.Settings;
import dev.daybook.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of order numbers a file has more than once, with different content: all of it is loaded, and one of it may be a
 * slip. The published rows are asked, so that it does not matter in how many executions they were loaded.
 */
record RepeatedOrders(ObjectStore store, Settings settings, LoadWarnings warnings) {

    static final String KIND = "repeated-orders";

    private static final int EXAMPLES = 5;

    private static final Logger log = LoggerFactory.getLogger(RepeatedOrders.class);

    /**
     * Sets the warning of a load, or takes it away.
     *
     * @param source of its rows
     * @param partitions that may have some
     */
    void note(long loadId, String source, Set<String> partitions) {
        Optional<String> warning = warning(source, partitions);
        if (warning.isPresent()) {
            log.warn("{}: {}", source, warning.get());
            warnings.set(loadId, KIND, warning.get());
        } else {
            warnings.clear(loadId, KIND);
        }
    }

    private Optional<String> warning(String source, Set<String> partitions) {
        try {
            return Lake.query(settings, store, InventoryInputs.SALES, partitions)
                    .flatMap(lake -> repeats(lake, source));
        } catch (DaybookException e) {
            // All is published: nobody is helped by a run that fails over this.
            return Optional.of("order numbers were not looked through for repeats: " + e.getMessage());
        }
    }

    private static Optional<String> repeats(LakeQuery tables, String source) {
        String sql = """
                select order_id, n, count(*) over () as orders, sum(n) over () as all_rows
                from (select order_id, count(*) as n from sales where source = '%s' group by order_id having count(*) > 1)
                order by n desc, order_id limit %d""".formatted(source.replace("'", "''"), EXAMPLES);
        List<String> examples = new ArrayList<>();
        long orders = 0;
        long rows = 0;
        try (LakeQuery lake = tables;
                QueryResult result = lake.run(sql)) {
            while (result.next()) {
                examples.add("%s (%s)".formatted(result.value(0), result.value(1)));
                orders = number(result, 2);
                rows = number(result, 3);
            }
        }
        return orders == 0 ? Optional.empty() : Optional.of(text(orders, rows, examples));
    }

    private static long number(QueryResult result, int column) {
        return Long.parseLong(String.valueOf(result.value(column)));
    }

    private static String text(long orders, long rows, List<String> examples) {
        return String.format(
                Locale.ROOT,
                "%,d order %s with different content, %,d rows in all: %s%s",
                orders,
                orders == 1 ? "number is there more than once" : "numbers are there more than once",
                rows,
                String.join(", ", examples),
                orders > examples.size() ? ", …" : "");
    }
}
