package dev.daybook.jobs.historyexport;

import dev.daybook.row.Column;
import dev.daybook.row.ColumnType;
import dev.daybook.row.TableSchema;
import dev.daybook.settings.Settings;
import dev.daybook.table.TablePlaces;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The tables, and their columns in the order {@link HistoryFacts} fills them. */
enum HistoryTable {
    RUNS(
            required("execution_id", ColumnType.BIGINT),
            required("job_instance_id", ColumnType.BIGINT),
            required("job", ColumnType.STRING),
            required("status", ColumnType.STRING),
            required("exit_code", ColumnType.INT),
            optional("message", ColumnType.STRING),
            required("parameters", ColumnType.STRING),
            optional("requested_by", ColumnType.STRING),
            optional("load_id", ColumnType.BIGINT),
            optional("started_at", ColumnType.TIMESTAMP),
            required("ended_at", ColumnType.TIMESTAMP)),
    LOADS(
            required("load_id", ColumnType.BIGINT),
            optional("execution_id", ColumnType.BIGINT),
            required("feed", ColumnType.STRING),
            required("source_key", ColumnType.STRING),
            required("sha256", ColumnType.STRING),
            required("revision", ColumnType.INT),
            required("status", ColumnType.STRING),
            required("table_name", ColumnType.STRING),
            required("source_uri", ColumnType.STRING),
            optional("processed_uri", ColumnType.STRING),
            required("size_bytes", ColumnType.BIGINT),
            required("read_rows", ColumnType.BIGINT),
            required("written_rows", ColumnType.BIGINT),
            required("rejected_rows", ColumnType.BIGINT),
            required("duplicate_rows", ColumnType.BIGINT),
            required("ignored_rows", ColumnType.BIGINT),
            required("blank_lines", ColumnType.BIGINT),
            required("recorded_at", ColumnType.TIMESTAMP),
            optional("loaded_at", ColumnType.TIMESTAMP)),
    REJECTS(
            required("execution_id", ColumnType.BIGINT),
            required("load_id", ColumnType.BIGINT),
            required("feed", ColumnType.STRING),
            required("source_uri", ColumnType.STRING),
            required("source_version", ColumnType.STRING),
            required("line", ColumnType.BIGINT),
            required("byte_offset", ColumnType.BIGINT),
            optional("column_name", ColumnType.STRING),
            required("rule", ColumnType.STRING),
            required("expected", ColumnType.STRING),
            required("found", ColumnType.STRING),
            required("raw_text", ColumnType.STRING));

    private static final String PARTITION_COLUMN = "day";

    private final List<Column> columns;

    HistoryTable(Column... columns) {
        this.columns = List.of(columns);
    }

    private static Column required(String name, ColumnType type) {
        return new Column(name, type, false);
    }

    private static Column optional(String name, ColumnType type) {
        return new Column(name, type, true);
    }

    /** As in queries. */
    String table() {
        return name().toLowerCase(Locale.ROOT);
    }

    TableSchema schema() {
        List<Column> all = new ArrayList<>(columns);
        all.add(required(TableSchema.SOURCE, ColumnType.STRING));
        return new TableSchema(table(), all, null);
    }

    TablePlaces places(Settings settings) {
        return new TablePlaces(settings.zones().lake(), table(), PARTITION_COLUMN);
    }
}
