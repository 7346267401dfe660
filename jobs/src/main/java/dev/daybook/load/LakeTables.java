package dev.daybook.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.daybook.failure.DaybookException;
import dev.daybook.feed.Tables;
import dev.daybook.parquet.ParquetRows;
import dev.daybook.row.Column;
import dev.daybook.row.ColumnType;
import dev.daybook.row.RowBatch;
import dev.daybook.row.RowBuffer;
import dev.daybook.row.RowLayout;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStore;
import dev.daybook.table.CommitRecord;
import dev.daybook.table.FileCatalog;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Tables as readers see them. What was looked up once stays as it was then, for the rows of one load go together. */
public final class LakeTables implements Tables {

    private static final int BATCH_BYTES = 1 << 20;

    private final ObjectStore store;
    private final Generations generations;
    private final Map<List<String>, Map<String, Optional<BigDecimal>>> read = new ConcurrentHashMap<>();

    /** Where rows of a table are to be looked up. */
    interface Generations {

        /** Those that count for a date, none when the table has no rows. */
        List<CommitRecord> of(String table, @Nullable LocalDate date);
    }

    LakeTables(ObjectStore store, Generations generations) {
        this.store = store;
        this.generations = generations;
    }

    /** As readers see them now. */
    public static LakeTables current(ObjectStore store, Location lake) {
        FileCatalog catalog = new FileCatalog(store, lake);
        return new LakeTables(store, (table, date) -> counting(catalog.current(table), date));
    }

    @Override
    public Map<String, Optional<BigDecimal>> values(
            String table, String key, @Nullable String number, @Nullable LocalDate date) {
        return read.computeIfAbsent(
                List.of(table, key, String.valueOf(number), String.valueOf(date)),
                of -> read(table, key, number, date));
    }

    private Map<String, Optional<BigDecimal>> read(
            String table, String key, @Nullable String number, @Nullable LocalDate date) {
        Map<String, Optional<BigDecimal>> values = new HashMap<>();
        for (CommitRecord generation : generations.of(table, date)) {
            read(generation, key, number, values);
        }
        if (values.isEmpty()) {
            throw DaybookException.configuration(
                    "%s is looked up in table %s, which has no rows: load that table first, then run this again"
                            .formatted(key, table));
        }
        return values;
    }

    /** All there are, or of a table by day the one that counts. */
    static List<CommitRecord> counting(List<CommitRecord> partitions, @Nullable LocalDate date) {
        List<CommitRecord> all =
                partitions.stream().filter(generation -> generation.rows() > 0).toList();
        if (all.isEmpty() || !all.get(0).partition().matches("\\d{4}-\\d{2}-\\d{2}")) {
            return all;
        }
        CommitRecord current = all.get(0);
        for (CommitRecord day : all) {
            current = date == null || day.partition().compareTo(date.toString()) <= 0 ? day : current;
        }
        return List.of(current);
    }

    private void read(
            CommitRecord generation, String key, @Nullable String number, Map<String, Optional<BigDecimal>> values) {
        List<Column> columns = new ArrayList<>();
        columns.add(column(generation, key));
        if (number != null) {
            columns.add(column(generation, number));
        }
        RowLayout layout = new RowLayout(columns);
        RowBuffer rows = new RowBuffer(BATCH_BYTES);
        for (CommitRecord.FileEntry file : generation.files()) {
            Location place = Location.parse(generation.location(), Path.of("/")).resolve(file.name());
            try (ParquetRows reader = new ParquetRows(store, place, layout)) {
                boolean more = true;
                while (more) {
                    more = reader.read(rows, source -> true, source -> 0, BATCH_BYTES);
                    RowBatch batch = new RowBatch(layout);
                    batch.add(rows.bytes(), 0, rows.size());
                    addAll(batch, values);
                    rows.clear();
                }
            }
        }
    }

    private static Column column(CommitRecord generation, String name) {
        return generation.schema().columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow(() -> DaybookException.configuration(
                        "table %s has no column %s, which a feed refers to".formatted(generation.table(), name)));
    }

    private static void addAll(RowBatch batch, Map<String, Optional<BigDecimal>> values) {
        for (int row = 0; row < batch.rows(); row++) {
            if (batch.isNull(row, 0)) {
                continue;
            }
            String key = new String(batch.bytes(), batch.textStarts(0)[row], batch.textLengths(0)[row], UTF_8);
            boolean hasNumber = batch.layout().columns().size() > 1 && !batch.isNull(row, 1);
            ColumnType type = hasNumber ? batch.layout().columns().get(1).type() : ColumnType.STRING;
            values.put(
                    key,
                    hasNumber ? Optional.of(BigDecimal.valueOf(batch.number(row, 1), type.scale())) : Optional.empty());
        }
    }

    @Override
    public String toString() {
        return "lake";
    }
}
