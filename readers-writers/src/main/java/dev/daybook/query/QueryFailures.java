package dev.daybook.query;

import dev.daybook.failure.DaybookException;
import dev.daybook.failure.DaybookException.Kind;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns DuckDB's failures into ours, by the kind with which its messages begin. Its hints and positions are kept. */
final class QueryFailures {

    private static final Pattern MESSAGE = Pattern.compile("(\\w[\\w ]*) Error: (.*)", Pattern.DOTALL);
    private static final Pattern NO_TABLE = Pattern.compile("Table with name .* does not exist.*", Pattern.DOTALL);

    private QueryFailures() {}

    /** @param what was asked for, as in "COPY" */
    static DaybookException refused(String what) {
        return DaybookException.refused(
                "Refused: %s is not allowed. A query is one statement that reads tables: SELECT, WITH, FROM, VALUES, DESCRIBE, SHOW, SUMMARIZE or EXPLAIN"
                        .formatted(what));
    }

    /**
     * @param tables listed when the query names another one
     * @throws IllegalStateException when DuckDB itself is broken
     */
    static DaybookException of(SQLException failure, List<TableFiles> tables) {
        String text = String.valueOf(failure.getMessage());
        Matcher matcher = MESSAGE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalStateException(text, failure);
        }
        String reason = matcher.group(2).strip();
        return switch (matcher.group(1)) {
            case "INTERNAL", "FATAL", "Serialization" -> throw new IllegalStateException(text, failure);
            case "Permission", "TransactionContext" -> refused(firstLine(reason));
            case "IO" ->
                failure(
                        Kind.STORAGE,
                        "A file of the lake cannot be read: %s. Run the query again; if the file was replaced meanwhile, the new one is used"
                                .formatted(reason),
                        failure);
            case "Out of Memory" ->
                failure(
                        Kind.CONFIGURATION,
                        "The query needs too much memory (%s). Select fewer columns or rows, or group before sorting"
                                .formatted(firstLine(reason)),
                        failure);
            case "Catalog" -> failure(Kind.CONFIGURATION, "The query is wrong: " + withTables(reason, tables), failure);
            case "Parser", "Syntax", "Binder" -> failure(Kind.CONFIGURATION, "The query is wrong: " + reason, failure);
            default -> failure(Kind.CONFIGURATION, "The query failed: " + reason, failure);
        };
    }

    private static DaybookException failure(Kind kind, String message, SQLException cause) {
        return new DaybookException(kind, message, cause);
    }

    private static String withTables(String reason, List<TableFiles> tables) {
        if (!NO_TABLE.matcher(reason).matches()) {
            return reason;
        }
        String names = tables.stream().map(TableFiles::table).sorted().collect(Collectors.joining(", "));
        return reason + (names.isEmpty() ? "\nThere are no tables yet" : "\nTables: " + names);
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse(text);
    }
}
