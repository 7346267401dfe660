package dev.daybook.athena;

import dev.daybook.failure.DaybookException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement that reads. The first word tells: nothing that begins with one of these writes in Athena, and Athena takes
 * one statement at a time. What a role may do is up to IAM; this spares a typing error its consequences.
 */
final class ReadingStatement {

    private static final Pattern SPACE_OR_COMMENT =
            Pattern.compile("\\s+|--[^\\n]*(\\n|$)|/\\*.*?\\*/|\\(", Pattern.DOTALL);
    private static final Pattern EXPLAIN =
            Pattern.compile("explain\\s+(analyze\\s+)?(verbose\\s+)?(\\([^)]*\\))?", Pattern.CASE_INSENSITIVE);
    private static final Pattern WORD = Pattern.compile("[a-z]+");
    private static final Set<String> READING = Set.of("select", "with", "values", "table", "show", "describe", "desc");

    private ReadingStatement() {}

    /**
     * @return the statement without a semicolon at its end
     * @throws DaybookException of kind REFUSED for any other
     */
    static String of(String sql) {
        String rest = behindSpace(sql);
        Matcher explain = EXPLAIN.matcher(rest);
        if (explain.lookingAt()) {
            rest = behindSpace(rest.substring(explain.end()));
        }
        Matcher word = WORD.matcher(rest.toLowerCase(Locale.ROOT));
        if (!word.lookingAt() || !READING.contains(word.group())) {
            throw DaybookException.refused(
                    "Refused: a query is one statement that reads tables: SELECT, WITH, VALUES, TABLE, SHOW, DESCRIBE or EXPLAIN of these");
        }
        return sql.strip().replaceFirst(";+$", "");
    }

    private static String behindSpace(String sql) {
        Matcher space = SPACE_OR_COMMENT.matcher(sql);
        int at = 0;
        while (space.region(at, sql.length()).lookingAt()) {
            at = space.end();
        }
        return sql.substring(at);
    }
}
