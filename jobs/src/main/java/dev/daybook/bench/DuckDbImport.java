package dev.daybook.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The peer one would write with DuckDB: typed, with the feed's choices as enumerations so that they are checked, rejects
 * stored, to zstd Parquet by month. It drops no duplicates, and gives rows no id.
 */
public final class DuckDbImport {

    private DuckDbImport() {}

    /** @param arguments the export, the folder to write to, and perhaps a statement to begin with */
    public static void main(String[] arguments) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("set threads = 2");
            if (arguments.length > 2) {
                statement.execute(arguments[2]);
            }
            statement.execute("""
                    copy (
                      select "Date" visit_date, CustomerName customer_name, Salesperson salesperson,
                             MeetingType meeting_type, MeetingSubject meeting_subject, MeetingDetails meeting_details,
                             null::boolean vip_customer, Feedback feedback, true legacy, 'legacy-visits/visits.csv' source,
                             strftime("Date", '%%Y-%%m') visit_month
                      from read_csv('%s', header = true, auto_detect = false, delim = ',', quote = '"', escape = '"',
                        columns = {'Date': 'DATE', 'CustomerName': 'VARCHAR', 'Salesperson': 'VARCHAR',
                          'MeetingType': 'ENUM(''MEETING'', ''COLLECTION'', ''COMPLAINT'', ''STOREVISIT'', ''ADMIN'')',
                          'MeetingSubject': 'VARCHAR', 'MeetingDetails': 'VARCHAR',
                          'Feedback': 'ENUM(''Good'', ''Neutral'', ''Bad'', ''Terrible'')', 'Legacy': 'VARCHAR'},
                        dateformat = '%%d/%%m/%%y', store_rejects = true)
                      where CustomerName <> '')
                    to '%s' (format parquet, compression zstd, partition_by (visit_month))
                    """.formatted(arguments[0], arguments[1]));
        }
    }
}
