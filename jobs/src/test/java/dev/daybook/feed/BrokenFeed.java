package dev.daybook.feed;

import java.util.List;

/**
 * A feed with one mistake: {@link #SOUND} with a text replaced.
 *
 * @param from text of the sound feed that {@code to} replaces
 * @param line where the complaint must point
 * @param message how the complaint must begin, behind file and place
 * @param seenBySchema whether the JSON Schema can state the rule
 */
record BrokenFeed(String from, String to, int line, String message, boolean seenBySchema) {

    static final String SOUND = """
            feed: sales
            description: Till receipts
            format: csv
            encoding:
              charset: UTF-8
              malformed: reject-row
            dialect:
              delimiter: ";"
              quote: "'"
              trim: all
              header: true
              raggedShort: reject
            columns:
              - name: sold_at
                from: [Sold at]
                type: timestamp
                formats: [yyyy-MM-dd HH:mm]
                pivot: 1970
                nullable: false
              - name: product
                from: [Product, Article]
                type: string
                allowed: [disk, tape]
                nullable: true
              - name: price
                from: [Price]
                type: decimal(18,2)
                nullable: true
                grouping: ","
                min: 0
              - name: till
                type: int
                value: 3
            exclude:
              - {column: product, matches: '(?i)total'}
            unknownColumns: ignore
            duplicates: drop
            zone: Europe/Berlin
            table: sales
            id: sale_id
            partition: {column: sale_month, from: sold_at, by: month}
            sortBy: sold_at
            thresholds: {warn: 0.05, fail: 0.5}
            """;

    static final List<BrokenFeed> ALL = List.of(
            // keys
            seen(
                    "table: sales",
                    "tabel: sales",
                    39,
                    "unknown key 'tabel' (did you mean table?), and 'table' is missing"),
            seen("columns:", "colums:", 13, "unknown key 'colums' (did you mean columns?), and 'columns' is missing"),
            seen(
                    "unknownColumns:",
                    "unknown-column:",
                    36,
                    "unknown key 'unknown-column' (did you mean unknownColumns?), expected one of amount, columns,"),
            seen(
                    "    nullable: true\n    grouping",
                    "    nulable: true\n    grouping",
                    28,
                    "unknown key 'nulable' (did you mean nullable?), expected one of allowed,"),
            seen(
                    "malformed:",
                    "malform:",
                    6,
                    "unknown key 'malform' (did you mean malformed?), expected one of charset, fallback, malformed"),
            seen("sortBy:", "colour:", 42, "unknown key 'colour', expected one of"),
            seen("table: sales\n", "", 1, "the key 'table' is missing"),
            seen("feed: sales\n", "", 1, "the key 'feed' is missing"),
            seen("format: csv\n", "", 1, "the key 'format' is missing"),
            seen(
                    "partition: {column: sale_month, from: sold_at, by: month}\n",
                    "",
                    1,
                    "the key 'partition' is missing"),
            seen("    type: int\n", "", 31, "the key 'type' is missing"),
            seen(", by: month", "", 41, "the key 'by' is missing"),
            unseen("table: sales", "table: sales\ntable: sales", 40, "the key 'table' stands here twice"),
            // values of keys
            unseen("trim: all", "trim: all\n  rows: data", 11, "rows: expected for format json only"),
            seen("trim: all", "trim: all\n  rows: ''", 11, "rows: expected the name of a key, found ''"),
            seen("trim: all", "trim: all\n  rows: [data]", 11, "rows: expected a single value, found several"),
            seen("format: csv", "format: xml", 3, "format: expected one of csv, json, found 'xml'"),
            seen(
                    "feed: sales",
                    "feed: Sales",
                    1,
                    "feed: expected a name of lower-case letters, digits and dashes, found 'Sales'"),
            seen(
                    "name: till",
                    "name: Till",
                    31,
                    "name: expected a name of lower-case letters, digits and underscores, found 'Till'"),
            seen(
                    "encoding:\n  charset: UTF-8\n  malformed: reject-row",
                    "encoding: UTF-8",
                    4,
                    "encoding: expected `key: value` pairs"),
            seen("type: int", "type: [int]", 32, "type: expected a single value, found several"),
            seen("type: int", "type:", 32, "type: expected a value, found none"),
            seen("type: int", "type: integer", 32, "type: unknown type 'integer': expected string, boolean, int,"),
            seen("decimal(18,2)", "decimal(19,2)", 27, "type: decimal(19,2) is not possible"),
            unseen("decimal(18,2)", "decimal(2,3)", 27, "type: decimal(2,3) is not possible"),
            seen("header: true", "header: yes", 11, "header: expected true or false, found 'yes'"),
            seen("header: true", "header: \"true\"", 11, "header: expected true or false, found the text 'true'"),
            seen(
                    "header: true",
                    "header: true\n  preambleLines: two",
                    12,
                    "preambleLines: expected a whole number from 0 to 1000000, found the text 'two'"),
            seen(
                    "header: true",
                    "header: true\n  preambleLines: -1",
                    12,
                    "preambleLines: expected a whole number from 0 to 1000000, found '-1'"),
            seen("pivot: 1970", "pivot: 70000", 18, "pivot: expected a whole number from 1 to 9900, found '70000'"),
            seen("trim: all", "trim: both", 10, "trim: expected one of none, unquoted, all, found 'both'"),
            seen(
                    "raggedShort: reject",
                    "raggedShort: ignore",
                    12,
                    "raggedShort: expected one of reject, pad, found 'ignore'"),
            seen(
                    "raggedShort: reject",
                    "raggedLong: pad",
                    12,
                    "raggedLong: expected one of reject, ignore-empty, ignore, found 'pad'"),
            seen(
                    "malformed: reject-row",
                    "malformed: skip",
                    6,
                    "malformed: expected one of reject-row, reject-file, found 'skip'"),
            seen("duplicates: drop", "duplicates: merge", 37, "duplicates: expected one of drop, keep, found 'merge'"),
            seen(
                    "unknownColumns: ignore",
                    "unknownColumns: store",
                    36,
                    "unknownColumns: expected one of ignore, count, keep, reject, found 'store'"),
            seen("by: month", "by: week", 41, "by: expected one of year, month, day, business-date, found 'week'"),
            seen(
                    "partition: {column: sale_month, from: sold_at, by: month}",
                    "partition: monthly",
                    41,
                    "partition: expected one of none, found 'monthly'"),
            seen("delimiter: \";\"", "delimiter: \"||\"", 8, "delimiter: expected one character, found '||'"),
            seen("delimiter: \";\"", "delimiter: §", 8, "delimiter: the delimiter must be one ASCII character"),
            unseen("delimiter: \";\"", "delimiter: \"'\"", 8, "delimiter: delimiter and quote are both '''"),
            seen("warn: 0.05", "warn: 5", 43, "warn: expected a share from 0 to 1, found '5'"),
            seen("warn: 0.05", "warn: 5%", 43, "warn: expected a number, found the text '5%'"),
            unseen("charset: UTF-8", "charset: UTF-9", 5, "charset: expected a charset, found 'UTF-9'"),
            unseen("charset: UTF-8", "charset: ISO-2022-JP", 5, "charset: the charset ISO-2022-JP is not supported"),
            unseen(
                    "Europe/Berlin",
                    "Europe/Bonn",
                    38,
                    "zone: expected a time zone such as Europe/Berlin, found 'Europe/Bonn'"),
            unseen("(?i)total", "(?i)total)", 35, "matches: expected a regular expression, found '(?i)total)'"),
            unseen(
                    "header: true",
                    "header: true\n  footer: '*'",
                    12,
                    "footer: expected a regular expression, found '*'"),
            seen("columns:\n", "columns: []\nothers:\n", 13, "columns: expected at least one"),
            // columns
            unseen(
                    "yyyy-MM-dd HH:mm",
                    "DD.MM.YYYY",
                    17,
                    "formats: 'DD.MM.YYYY' is no date format such as dd/MM/yyyy: the letter D means nothing here"),
            unseen("yyyy-MM-dd HH:mm", "MM-dd", 17, "formats: expected a year in each, or the key `year`"),
            seen("    formats: [yyyy-MM-dd HH:mm]\n", "", 14, "formats: expected at least one for a timestamp"),
            seen(
                    "grouping: \",\"",
                    "formats: [yyyy]",
                    29,
                    "formats: expected for dates and timestamps only, found in a decimal(18,2)"),
            seen(
                    "value: 3",
                    "value: 3\n    precision: how",
                    34,
                    "precision: expected for dates and timestamps only, found in a int"),
            seen("pivot: 1970", "min: 0", 18, "min: expected for numbers only, found in a timestamp"),
            seen("min: 0", "allowed: [a]", 30, "allowed: expected for strings only, found in a decimal(18,2)"),
            seen(
                    "grouping: \",\"",
                    "grouping: \"0\"",
                    29,
                    "grouping: expected a character that is no digit or sign, found '0'"),
            unseen(
                    "grouping: \",\"",
                    "grouping: \",\"\n    decimalMark: \",\"",
                    29,
                    "grouping: expected another character than the decimal mark"),
            unseen("min: 0", "min: 0\n    max: -1", 30, "min: expected at most the max -1, found '0'"),
            seen("min: 0", "min: none", 30, "min: expected a number, found the text 'none'"),
            seen(
                    "pivot: 1970",
                    "year: {fileName: [], parameter: [a]}",
                    18,
                    "parameter: expected a single value, found several"),
            seen("pivot: 1970", "year: {}", 18, "year: expected fileName, parameter or both"),
            unseen(
                    "pivot: 1970",
                    "year: {fileName: '\\d+'}",
                    18,
                    "fileName: expected a regular expression with the year in its first group, found '\\d+'"),
            seen("value: 3", "nullable: false", 31, "the key 'from' is missing"),
            seen("value: 3", "form: [Till]", 33, "unknown key 'form' (did you mean from?), expected one of allowed,"),
            seen("value: 3", "value: 3\n    from: [Till]", 34, "from: means nothing for a constant column"),
            seen(
                    "value: 3",
                    "default: 1\n    carryForward: true",
                    34,
                    "carryForward: means nothing for a column without `from` or `position`"),
            unseen("value: 3", "value: three", 33, "value: expected a whole number of 32 bits, found 'three'"),
            seen("value: 3", "value: \"\"", 33, "value: expected a text, found ''"),
            unseen(
                    "grouping: \",\"",
                    "default: 1.005",
                    29,
                    "default: expected a number with at most 16 digits before and 2 behind the point, found '1.005'"),
            seen(
                    "    nullable: false",
                    "    optional: true",
                    19,
                    "optional: expected `nullable: true` or a `default` for files without the column"),
            // columns together
            unseen("name: till", "name: price", 14, "columns: table sales has two columns called price"),
            unseen("name: till", "name: source", 14, "columns: table sales has two columns called source"),
            unseen("id: sale_id", "id: price", 14, "columns: table sales has two columns called price"),
            unseen(
                    "sortBy: sold_at",
                    "sortBy: sold",
                    42,
                    "sortBy: expected one of [sold_at, product, price, till], found 'sold'"),
            unseen(
                    "    nullable: false",
                    "    nullable: true",
                    41,
                    "from: expected a date or timestamp column that is never absent, found 'sold_at'"),
            unseen(
                    "from: sold_at",
                    "from: product",
                    41,
                    "from: expected a date or timestamp column that is never absent, found 'product'"),
            unseen(
                    "column: sale_month",
                    "column: price",
                    41,
                    "column: expected a name no other column has, found 'price'"),
            seen(
                    "header: true",
                    "header: false",
                    15,
                    "column sold_at: expected a position, since the file has no header"));

    private static BrokenFeed seen(String from, String to, int line, String message) {
        return new BrokenFeed(from, to, line, message, true);
    }

    private static BrokenFeed unseen(String from, String to, int line, String message) {
        return new BrokenFeed(from, to, line, message, false);
    }

    String yaml() {
        int at = SOUND.indexOf(from);
        if (at < 0) {
            throw new AssertionError("'" + from + "' is not in the sound feed");
        }
        return SOUND.substring(0, at) + to + SOUND.substring(at + from.length());
    }

    @Override
    public String toString() {
        return from.strip() + " -> " + to.strip();
    }
}
