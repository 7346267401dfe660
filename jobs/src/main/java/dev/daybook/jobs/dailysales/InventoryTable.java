package dev.daybook.jobs.dailysales;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.daybook.row.Column;
import dev.daybook.row.ColumnType;
import dev.daybook.row.RowBuffer;
import dev.daybook.row.TableSchema;
import dev.daybook.settings.Settings;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStore;
import dev.daybook.table.CommitRecord;
import dev.daybook.table.PartitionLoader;
import dev.daybook.table.PublicationLog;
import dev.daybook.table.Segments;
import dev.daybook.table.StagedPartition;
import dev.daybook.table.TablePlaces;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The table inventory: what it has, and how a day of it is made. */
final class InventoryTable {

    static final String NAME = "inventory";

    private static final Column PRODUCT = required("product_id", ColumnType.STRING);
    private static final Column OPENING = required("opening", ColumnType.INT);
    private static final Column SOLD = required("sold", ColumnType.INT);
    private static final Column RESTOCKED = required("restocked", ColumnType.INT);
    private static final Column CLOSING = required("closing", ColumnType.INT);
    private static final TableSchema SCHEMA = new TableSchema(
            NAME,
            List.of(PRODUCT, OPENING, SOLD, RESTOCKED, CLOSING, required(TableSchema.SOURCE, ColumnType.STRING)),
            null);
    private static final int BUFFER_BYTES = 64 << 10;

    private final ObjectStore store;
    private final Settings settings;
    private final PublicationLog log;
    private final GenerationRows rows;

    InventoryTable(ObjectStore store, Settings settings, PublicationLog log) {
        this.store = store;
        this.settings = settings;
        this.log = log;
        this.rows = new GenerationRows(store);
    }

    /**
     * Who makes a day.
     *
     * @param staging folder of the load
     * @param loadId names the folders of generations, so that what is left of a load that was given up goes with it
     */
    record Maker(Location staging, long loadId, long executionId) {

        /** An execution publishes a day once at most; a later one of the same load may have to do so again. */
        String cause() {
            return NAME + "-" + executionId;
        }
    }

    private static Column required(String name, ColumnType type) {
        return new Column(name, type, false);
    }

    GenerationRows generationRows() {
        return rows;
    }

    /** Days that have an inventory. */
    Stream<LocalDate> days() {
        return log.latest(NAME).stream().filter(day -> day.rows() > 0).map(day -> LocalDate.parse(day.partition()));
    }

    /** Closing by product; none for a day without an inventory. */
    Map<String, Integer> closing(LocalDate day) {
        Map<String, Integer> closing = new TreeMap<>();
        log.latest(NAME, day.toString())
                .ifPresent(
                        generation -> rowsOf(generation).forEach(row -> closing.put(row.productId(), row.closing())));
        return closing;
    }

    /** Whether the day's published rows are these already. */
    boolean has(InventoryDay day) {
        List<InventoryRow> published =
                log.latest(NAME, day.partition()).map(this::rowsOf).orElse(List.of());
        return published.size() == day.rows().size() && Set.copyOf(published).equals(Set.copyOf(day.rows()));
    }

    private List<InventoryRow> rowsOf(CommitRecord generation) {
        List<InventoryRow> found = new ArrayList<>();
        rows.forEach(
                generation,
                row -> found.add(new InventoryRow(
                        row.text(0), (int) row.number(1), (int) row.number(2), (int) row.number(3), (int)
                                row.number(4))),
                PRODUCT,
                OPENING,
                SOLD,
                RESTOCKED,
                CLOSING);
        return found;
    }

    /** Writes the day's next generation; nothing refers to it yet. */
    CommitRecord build(InventoryDay day, @Nullable CommitRecord current, Maker maker) {
        Location folder = maker.staging().resolve("%s-%d".formatted(NAME, maker.executionId()));
        Segments segments = new Segments(store, folder.resolve(day.partition()));
        segments.write(0, day.rows().isEmpty() ? Map.of() : Map.of(day.partition(), staged(day)));
        StagedPartition staged =
                StagedPartition.of(segments, 1, Set.of(day.partition())).get(0);
        PartitionLoader.Spec spec = new PartitionLoader.Spec(
                SCHEMA,
                new TablePlaces(settings.zones().lake(), NAME, "snapshot_date"),
                List.of(NAME),
                true,
                null,
                maker.cause(),
                maker.loadId() + "-" + maker.executionId());
        CommitRecord built = new PartitionLoader(store, spec, folder.resolve("kept"))
                .load(staged, current, Set.of(0))
                .generation();
        segments.delete();
        return built;
    }

    private static RowBuffer staged(InventoryDay day) {
        RowBuffer buffer = new RowBuffer(BUFFER_BYTES);
        for (InventoryRow row : day.rows()) {
            byte[] product = row.productId().getBytes(UTF_8);
            buffer.begin(0);
            buffer.addText(product, 0, product.length);
            buffer.addInt(row.opening());
            buffer.addInt(row.sold());
            buffer.addInt(row.restocked());
            buffer.addInt(row.closing());
            buffer.end();
        }
        return buffer;
    }
}
