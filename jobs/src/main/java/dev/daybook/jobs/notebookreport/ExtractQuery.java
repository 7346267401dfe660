package dev.daybook.jobs.notebookreport;

import dev.daybook.cells.CellException;
import dev.daybook.cells.Table;
import dev.daybook.failure.DaybookException;
import dev.daybook.query.LakeQuery;
import dev.daybook.query.QueryResult;
import dev.daybook.query.TableFiles;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What {@code sql} of a cell sees: the extracts of a report, each a table of its name. */
final class ExtractQuery implements Function<String, Table>, AutoCloseable {

    private final LakeQuery queries;

    /** @param extracts Parquet files by name */
    ExtractQuery(ObjectStores store, Path cache, Map<String, Location> extracts) {
        List<TableFiles> tables = new ArrayList<>();
        extracts.forEach((name, file) ->
                tables.add(new TableFiles(name, null, new TreeMap<>(Map.of("", List.of(file))))));
        this.queries = new LakeQuery(store, cache, tables);
    }

    /** @throws CellException when the query cannot be answered */
    @Override
    public Table apply(String sql) {
        try (QueryResult result = queries.run(sql)) {
            List<List<@Nullable Object>> rows = new ArrayList<>();
            while (result.next()) {
                List<@Nullable Object> row = new ArrayList<>();
                for (int column = 0; column < result.columns().size(); column++) {
                    row.add(result.value(column));
                }
                rows.add(row);
            }
            return new Table(result.columns(), rows);
        } catch (DaybookException e) {
            throw new CellException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        queries.close();
    }
}
