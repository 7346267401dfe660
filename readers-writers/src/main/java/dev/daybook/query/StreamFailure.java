package dev.daybook.query;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds out why a streamed query failed. The driver (2.0.0.1) says nothing but "Invalid result set" when a query fails before
 * its first rows are fetched; EXPLAIN ANALYZE computes the same without streaming, keeps no rows, and fails with the reason.
 */
final class StreamFailure {

    private static final Pattern WITHOUT_REASON = Pattern.compile("Invalid result set|unsuccessful or closed");
    private static final Pattern POSITION = Pattern.compile("(?m)^LINE (\\d+):");

    private StreamFailure() {}

    /** The failure with its reason, or the given one when it has a reason already. */
    static SQLException explain(Connection connection, String sql, SQLException failure) {
        if (!WITHOUT_REASON.matcher(String.valueOf(failure.getMessage())).find()) {
            return failure;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("ROLLBACK; BEGIN TRANSACTION READ ONLY");
            statement.executeQuery("EXPLAIN ANALYZE\n" + sql).close();
            return failure;
        } catch (SQLException e) {
            return new SQLException(withoutFirstLine(String.valueOf(e.getMessage())), failure);
        }
    }

    /** Positions count from the line after EXPLAIN ANALYZE. */
    private static String withoutFirstLine(String message) {
        Matcher matcher = POSITION.matcher(message);
        return matcher.replaceAll((MatchResult line) -> "LINE " + (Integer.parseInt(line.group(1)) - 1) + ":");
    }
}
