package dev.daybook.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The peer one would write with DuckDB: typed, one row per event id, to zstd Parquet by event date. Which of several events
 * of an id it takes is its own choice; it checks no forms, keeps no rejects, and counts nothing.
 */
public final class DuckDbCompaction {

    private static final String EVENTS = """
            select eventId event_id, coalesce("timestamp", created_at) event_time, menuItem menu_item, quantity, price,
                   (quantity * price)::decimal(18,2) total, customerId customer_id, restaurantId restaurant_id,
                   element_clicked, time_spent, source_menu
            from read_json('%s/clickstream-data/**/*.gz', format = 'newline_delimited', columns = {
              'eventId': 'VARCHAR', 'timestamp': 'TIMESTAMP', 'menuItem': 'VARCHAR', 'quantity': 'INTEGER',
              'price': 'DECIMAL(18,2)', 'customerId': 'VARCHAR', 'restaurantId': 'VARCHAR', 'element_clicked': 'VARCHAR',
              'time_spent': 'INTEGER', 'source_menu': 'VARCHAR', 'created_at': 'TIMESTAMP'})
            """;

    /** Three ways to say one row per id. */
    enum Way {
        GROUP_BY("""
                select event_id, any_value(event_time) event_time, any_value(menu_item) menu_item,
                       any_value(quantity) quantity, any_value(price) price, any_value(total) total,
                       any_value(customer_id) customer_id, any_value(restaurant_id) restaurant_id,
                       any_value(element_clicked) element_clicked, any_value(time_spent) time_spent,
                       any_value(source_menu) source_menu from (%s) group by event_id
                """),
        DISTINCT_ON("select distinct on (event_id) * from (%s)"),
        WINDOW("select * from (%s) qualify row_number() over (partition by event_id) = 1");

        private final String sql;

        Way(String sql) {
            this.sql = sql;
        }
    }

    private DuckDbCompaction() {}

    /** @param arguments the landing zone, the folder to write to, and the way */
    public static void main(String[] arguments) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("set threads = 2");
            statement.execute("set preserve_insertion_order = false");
            String rows = Way.valueOf(arguments[2]).sql.formatted(EVENTS.formatted(arguments[0]));
            statement.execute("copy (select *, strftime(event_time, '%%Y-%%m-%%d') dt from (%s)) to '%s'"
                            .formatted(rows, arguments[1])
                    + " (format parquet, compression zstd, partition_by (dt))");
        }
    }
}
