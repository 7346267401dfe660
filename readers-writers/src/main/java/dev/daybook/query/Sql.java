package dev.daybook.query;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** Pieces of SQL text. */
final class Sql {

    private static final Pattern GLOB_CHARACTER = Pattern.compile("[*?\\[]");

    private Sql() {}

    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** The pattern that matches this file alone: DuckDB takes every path for a pattern, also in a list. */
    static String globOf(Path file) {
        return GLOB_CHARACTER.matcher(file.toString()).replaceAll("[$0]");
    }
}
