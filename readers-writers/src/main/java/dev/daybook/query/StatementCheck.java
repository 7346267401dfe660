package dev.daybook.query;

import dev.daybook.failure.DaybookException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds out by DuckDB's own parser whether a text is one statement that only reads. Nothing of it is executed. */
final class StatementCheck {

    private static final String SPACE = "(?:\\s++|--[^\\n]*+(?:\\n|$)|/\\*.*?\\*/)*+";
    private static final Pattern EXPLAIN =
            Pattern.compile(SPACE + "(EXPLAIN(?:\\s+ANALYZE)?)\\b(.*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern FIRST_WORD = Pattern.compile(SPACE + "(\\w+).*", Pattern.DOTALL);
    private static final Set<String> READING = Set.of(
            "SELECT", "WITH", "FROM", "VALUES", "TABLE", "UNPIVOT", "DESCRIBE", "DESC", "SHOW", "SUMMARIZE", "EXPLAIN");

    /** A long chain of operators is as deep as it is long; DuckDB has a limit of its own. */
    private static final int DEEPEST = 100_000;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .build();

    private StatementCheck() {}

    /**
     * @throws DaybookException of kind REFUSED for everything else, of kind CONFIGURATION for an empty text
     * @throws SQLException for a text that is no SQL
     */
    static ReadStatement check(Connection connection, String sql) throws SQLException {
        Matcher explain = EXPLAIN.matcher(sql);
        if (!explain.matches()) {
            return read(connection, sql, sql);
        }
        String explained = explain.group(2);
        return read(connection, explained, explain.group(1) + explained);
    }

    /**
     * @param checked what has to be a reading statement
     * @param sql what will be run
     */
    private static ReadStatement read(Connection connection, String checked, String sql) throws SQLException {
        JsonNode answer = parse(connection, checked);
        if (answer.path("error").asBoolean()) {
            if (!answer.path("error_type").asString().equals("not implemented")) {
                failToParse(connection, sql);
            }
            throw QueryFailures.refused(whatItIs(checked));
        }
        JsonNode statements = answer.path("statements");
        if (statements.isEmpty()) {
            throw DaybookException.configuration("The query is empty: give a SELECT, for example SHOW TABLES");
        }
        if (statements.size() > 1) {
            throw QueryFailures.refused("a text of %d statements".formatted(statements.size()));
        }
        return SyntaxTree.of(statements).statement(sql);
    }

    private static JsonNode parse(Connection connection, String sql) throws SQLException {
        try (PreparedStatement parser = connection.prepareStatement("SELECT json_serialize_sql(?)")) {
            parser.setString(1, sql);
            try (ResultSet row = parser.executeQuery()) {
                row.next();
                return JSON.readTree(row.getString(1));
            }
        }
    }

    /** Has DuckDB say what it does not understand, with the position, where it could do no harm if it did understand. */
    private static void failToParse(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(Sandbox.NO_FILES);
        }
        connection.prepareStatement(sql).close();
    }

    private static String whatItIs(String sql) {
        Matcher matcher = FIRST_WORD.matcher(sql);
        String word = matcher.matches() ? matcher.group(1).toUpperCase(Locale.ROOT) : "this text";
        if (word.equals("PIVOT")) {
            return "PIVOT without IN (...), which makes a type,";
        }
        return READING.contains(word) ? "a text of several statements" : word;
    }
}
