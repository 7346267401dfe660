package dev.daybook.demo;

import com.zaxxer.hikari.HikariDataSource;
import dev.daybook.database.Database;
import dev.daybook.lake.Lake;
import dev.daybook.load.Ledger;
import dev.daybook.load.Rejects;
import dev.daybook.ops.ExecutionView;
import dev.daybook.ops.Executions;
import dev.daybook.query.LakeQuery;
import dev.daybook.query.QueryResult;
import dev.daybook.settings.Settings;
import dev.daybook.store.ObjectStores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What compacting the sample deliveries should come to, from the folder the generator wrote. */
public final class ExpectedClicks {

    private static final String EVENTS = """
            select dt, event_id, strftime(event_time, '%Y-%m-%d %H:%M:%S'), menu_item, quantity, price, total, customer_id,
                   restaurant_id, element_clicked, time_spent, source_menu
            from clickstream
            """;
    private static final String PER_DAY = "select dt, count(*) from clickstream group by dt";

    private final Settings settings;
    private final Path folder;

    public ExpectedClicks(Settings settings, Path folder) {
        this.settings = settings;
        this.folder = folder;
    }

    /** What differs, in lines; empty when nothing does. */
    public String differences(ExecutionView run) {
        List<String> differences = new ArrayList<>();
        compare("counts.csv", counts(run), differences);
        compare("events.csv", query(EVENTS), differences);
        compare("rejects.csv", rejects(run), differences);
        return String.join(System.lineSeparator(), differences);
    }

    private void compare(String file, List<String> found, List<String> differences) {
        found.sort(null);
        ExpectedResult.compare(file, ExpectedResult.csv(folder.resolve(file)), found, differences);
    }

    private List<String> counts(ExecutionView run) {
        List<String> counts = query(PER_DAY);
        counts.add("[read, %d]".formatted(run.read()));
        counts.add("[written, %d]".formatted(run.written()));
        counts.add("[rejected, %d]".formatted(run.rejected()));
        counts.add("[duplicate, %d]".formatted(run.duplicate()));
        try (HikariDataSource database = Database.open(settings)) {
            JdbcClient jdbc = JdbcClient.create(database);
            long load = new Executions(database).loadOf(run.id());
            counts.add("[conflict, %d]".formatted(sum(jdbc, "conflict_rows", "compaction_partition", load)));
            counts.add("[late, %d]".formatted(sum(jdbc, "late_rows", "delivery", load)));
        }
        return counts;
    }

    private static long sum(JdbcClient jdbc, String column, String table, long load) {
        return jdbc.sql("select coalesce(sum(%s), 0) from %s where load_id = ?".formatted(column, table))
                .param(load)
                .query(Long.class)
                .single();
    }

    /** By the key of the object below the landing zone. */
    private List<String> rejects(ExecutionView run) {
        List<String> found = new ArrayList<>();
        int prefix = settings.zones().landing().toString().length() + 1;
        try (HikariDataSource database = Database.open(settings);
                ObjectStores store = new ObjectStores(settings.s3())) {
            long load = new Executions(database).loadOf(run.id());
            new Rejects(store, settings.zones().quarantine(), new Ledger(database).get(load))
                    .forEach(reject -> found.add("[%s, %d, %d, %s]"
                            .formatted(
                                    String.valueOf(reject.source()).substring(prefix),
                                    reject.line(),
                                    reject.offset(),
                                    reject.rule().id())));
        }
        return found;
    }

    private List<String> query(String sql) {
        List<String> rows = new ArrayList<>();
        try (ObjectStores store = new ObjectStores(settings.s3());
                LakeQuery lake = Lake.query(settings, store);
                QueryResult result = lake.run(sql)) {
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 0; i < result.columns().size(); i++) {
                    row.add(Objects.toString(result.value(i), ""));
                }
                rows.add(row.toString());
            }
        }
        return rows;
    }
}
