package dev.daybook.query;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A statement as DuckDB's parser saw it. Only known parts are let through, since a statement that begins with SELECT or WITH
 * may still write: {@code WITH x AS (COPY ... TO 'file') SELECT 1} does.
 */
final class SyntaxTree {

    /** Parts of queries. Everything without a class of expressions has to be one of these. */
    private static final Set<String> PARTS = Set.of(
            "SELECT_NODE",
            "SET_OPERATION_NODE",
            "RECURSIVE_CTE_NODE",
            "CTE_NODE",
            "BASE_TABLE",
            "SUBQUERY",
            "JOIN",
            "TABLE_FUNCTION",
            "EXPRESSION_LIST",
            "EMPTY",
            "PIVOT",
            "SHOW_REF",
            "DISTINCT_MODIFIER",
            "ORDER_MODIFIER",
            "LIMIT_MODIFIER",
            "ORDER_DEFAULT",
            "ASCENDING",
            "DESCENDING");

    /** Functions in FROM that make rows out of nothing, of their arguments or of the catalog. */
    private static final Set<String> TABLE_FUNCTIONS = Set.of(
            "range",
            "generate_series",
            "unnest",
            "repeat",
            "repeat_row",
            "json_each",
            "json_tree",
            "histogram",
            "histogram_values",
            "duckdb_columns",
            "duckdb_functions",
            "duckdb_keywords",
            "duckdb_tables",
            "duckdb_types",
            "duckdb_views",
            "icu_calendar_names",
            "pg_timezone_names",
            "pragma_table_info",
            "pragma_version");

    private static final Pattern FILE_NAME = Pattern.compile(".*[/\\\\.:*?].*", Pattern.DOTALL);
    private static final Pattern CATALOG = Pattern.compile("(information_schema|pg_|duckdb_|sqlite_|pragma_).*");

    private final Set<String> relations = new HashSet<>();
    private final Set<String> definitions = new HashSet<>();
    private boolean readsCatalog;

    private SyntaxTree() {}

    /** @throws dev.daybook.failure.DaybookException of kind REFUSED for a part that does not merely read tables */
    static SyntaxTree of(JsonNode root) {
        SyntaxTree tree = new SyntaxTree();
        Deque<JsonNode> rest = new ArrayDeque<>();
        rest.push(root);
        while (!rest.isEmpty()) {
            JsonNode node = rest.pop();
            tree.see(node);
            node.values().forEach(rest::push);
        }
        return tree;
    }

    /** @param sql the text to run, of which this is the tree */
    ReadStatement statement(String sql) {
        return new ReadStatement(sql, Set.copyOf(relations), Set.copyOf(definitions), readsCatalog);
    }

    private void see(JsonNode node) {
        if (node.path("value").has("query_node")) {
            definitions.add(lower(node.path("key").asString()));
        }
        if (node.has("class") || !node.path("type").isString()) {
            return;
        }
        String type = node.path("type").asString();
        if (!PARTS.contains(type)) {
            throw QueryFailures.refused(type.replaceAll("(_QUERY)?_NODE$", "") + " inside a query");
        }
        switch (type) {
            case "BASE_TABLE" -> seeRelation(node.path("qualified_name").path("path"));
            case "TABLE_FUNCTION" -> seeFunction(node.path("function").path("function_name"));
            case "SHOW_REF" -> readsCatalog |= node.path("show_type").asString().equals("SHOW_SPECIAL");
            default -> {}
        }
    }

    private void seeRelation(JsonNode path) {
        String name = path.path(path.size() - 1).asString();
        if (path.size() == 1 && FILE_NAME.matcher(name).matches()) {
            throw QueryFailures.refused("reading the file '%s'".formatted(name));
        }
        relations.add(lower(name));
        path.values().forEach(part -> readsCatalog |= namesCatalog(part));
    }

    private void seeFunction(JsonNode name) {
        if (!TABLE_FUNCTIONS.contains(lower(name.asString()))) {
            throw QueryFailures.refused("the function %s in FROM".formatted(name.asString()));
        }
        readsCatalog |= namesCatalog(name);
    }

    private static boolean namesCatalog(JsonNode name) {
        return CATALOG.matcher(lower(name.asString())).matches();
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
