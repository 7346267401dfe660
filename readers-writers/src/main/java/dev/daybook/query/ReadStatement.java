package dev.daybook.query;

import java.util.Locale;
import java.util.Set;

/**
 * One statement that reads and does nothing else.
 *
 * @param relations names it reads from, in lower case: tables, and names defined by WITH
 * @param definitions names defined by WITH, in lower case
 * @param readsCatalog whether it asks which tables and columns there are
 */
record ReadStatement(String sql, Set<String> relations, Set<String> definitions, boolean readsCatalog) {

    boolean reads(String table) {
        return relations.contains(table.toLowerCase(Locale.ROOT));
    }

    /** Whether the name may stand for a part of the statement instead of the table. */
    boolean defines(String table) {
        return definitions.contains(table.toLowerCase(Locale.ROOT));
    }
}
