package dev.daybook.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.failure.DaybookException;
import dev.daybook.parquet.ParquetRows;
import dev.daybook.row.Column;
import dev.daybook.row.ColumnType;
import dev.daybook.row.RowBatch;
import dev.daybook.row.RowBuffer;
import dev.daybook.row.RowSorter;
import dev.daybook.row.RowView;
import dev.daybook.row.TableSchema;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStore;
import dev.daybook.store.ObjectStores;
import dev.daybook.store.S3Settings;
import dev.daybook.table.CommitRecord.Conservation;
import dev.daybook.table.PartitionMerge.Merged;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Merges against the same done with a map of strings. */
class PartitionMergeTests {

    private static final String DAY = "2026-03-01";
    private static final int IN_MEMORY = 1_000_000;
    private static final TableSchema SCHEMA = new TableSchema(
            "events",
            List.of(
                    new Column("event_id", ColumnType.STRING, true),
                    new Column("event_time", ColumnType.TIMESTAMP, false),
                    new Column("what", ColumnType.STRING, false)),
            null);

    @TempDir
    private Path folder;

    private final ObjectStore store = new ObjectStores(new S3Settings(null, "none", false));
    private Segments segments;

    /** @param id null for none */
    private record Event(String id, long time, String what) {}

    @BeforeEach
    void emptyFolder() {
        segments = new Segments(store, Location.of(folder.resolve("staged")));
    }

    private void stage(int number, List<Event> events) {
        RowBuffer rows = new RowBuffer(100);
        for (Event event : events) {
            rows.begin(number);
            if (event.id() == null) {
                rows.addNull();
            } else {
                addText(rows, event.id());
            }
            rows.addLong(event.time());
            addText(rows, event.what());
            rows.end();
        }
        RowBuffer sorted = new RowBuffer(100);
        new RowSorter(new RowView(SCHEMA.layout(), "event_time", null)).sort(rows, sorted);
        segments.write(number, Map.of(DAY, sorted));
    }

    private static void addText(RowBuffer rows, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        rows.addText(utf8, 0, utf8.length);
    }

    private Merged merge(int count, CommitRecord current, int idsInMemory, boolean byContent) {
        List<Integer> numbers = IntStream.range(0, count).boxed().toList();
        PartitionMerge.Spec spec = new PartitionMerge.Spec(
                SCHEMA,
                new TablePlaces(Location.of(folder.resolve("lake")), "events", "dt"),
                "event_time",
                "event_id",
                byContent,
                "events/x",
                "load-1",
                "1-" + idsInMemory);
        return new PartitionMerge(store, spec, Location.of(folder.resolve("kept")), idsInMemory)
                .merge(segments, StagedPartition.of(segments, numbers).get(0), current);
    }

    private List<Event> rowsOf(CommitRecord generation) {
        List<Event> events = new ArrayList<>();
        for (CommitRecord.FileEntry file : generation.files()) {
            RowBuffer rows = new RowBuffer(100);
            try (ParquetRows reader = new ParquetRows(
                    store, Location.parse(generation.location(), Path.of("/")).resolve(file.name()), SCHEMA.layout())) {
                assertThat(reader.read(rows, source -> true, source -> 0, Integer.MAX_VALUE))
                        .isFalse();
            }
            RowBatch batch = new RowBatch(SCHEMA.layout());
            batch.add(rows.bytes(), 0, rows.size());
            for (int row = 0; row < batch.rows(); row++) {
                events.add(new Event(
                        batch.isNull(row, 0) ? null : text(batch, row, 0), batch.numbers(1)[row], text(batch, row, 2)));
            }
        }
        return events;
    }

    private static String text(RowBatch batch, int row, int column) {
        return new String(
                batch.bytes(), batch.textStarts(column)[row], batch.textLengths(column)[row], StandardCharsets.UTF_8);
    }

    private static List<Event> random(Random random, int count) {
        return Stream.generate(() -> new Event(
                        random.nextInt(5) == 0 ? null : "id" + random.nextInt(300),
                        1_000L * random.nextInt(50),
                        "what" + random.nextInt(3)))
                .limit(count)
                .toList();
    }

    /** Of each id the first by time; of the same time the first of the list. */
    private static List<Event> expected(List<Event> all, boolean byContent) {
        List<Event> ordered = new ArrayList<>(all);
        ordered.sort(Comparator.comparingLong(Event::time));
        Map<Object, Event> first = new LinkedHashMap<>();
        for (Event event : ordered) {
            Object key = event.id() != null ? event.id() : byContent ? event : new Object();
            first.putIfAbsent(key, event);
        }
        return List.copyOf(first.values());
    }

    @ParameterizedTest
    @ValueSource(ints = {IN_MEMORY, 100, 7})
    void ofEachIdTheFirstStaysHoweverLittleMemoryThereIs(int idsInMemory) {
        for (int seed = 0; seed < 5; seed++) {
            boolean byContent = seed % 2 == 0;
            Random random = new Random(seed);
            List<Event> all = new ArrayList<>();
            for (int segment = 0; segment < 4; segment++) {
                List<Event> part = random(random, 400);
                stage(segment, part);
                all.addAll(part);
            }
            Merged merged = merge(4, null, idsInMemory, byContent);

            List<Event> expected = expected(all, byContent);
            assertThat(rowsOf(merged.generation())).isEqualTo(expected);
            Conservation rows = merged.conservation();
            assertThat(rows.staged()).isEqualTo(1600);
            assertThat(rows.written()).isEqualTo(expected.size());
            assertThat(rows.duplicate() + rows.conflict()).isEqualTo(1600 - expected.size());
            assertThat(rows.duplicate()).isPositive();
            assertThat(rows.conflict()).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {IN_MEMORY, 50})
    void publishedRowsComeBeforeStagedOnesOfTheSameTime(int idsInMemory) {
        Random random = new Random(7);
        List<Event> old = random(random, 500);
        stage(0, old);
        Merged first = merge(1, null, idsInMemory, true);
        List<Event> more = random(random, 500);
        stage(0, more);
        Merged second = merge(1, first.generation(), idsInMemory, true);

        List<Event> all = new ArrayList<>(expected(old, true));
        all.addAll(more);
        assertThat(rowsOf(second.generation())).isEqualTo(expected(all, true));
        Conservation rows = second.conservation();
        assertThat(rows.before()).isEqualTo(first.generation().rows());
        assertThat(rows.before() - rows.replaced() + rows.written())
                .isEqualTo(second.generation().rows());
        assertThat(rows.replaced()).isPositive();
        assertThat(second.generation().generation()).isEqualTo(2);
    }

    @Test
    void publishedRowsWithoutIdStayEvenIfTheyAreEqual() {
        Event click = new Event(null, 5, "click");
        stage(0, List.of(click, click));
        Merged first = merge(1, null, IN_MEMORY, false);
        stage(0, List.of(click));
        Merged second = merge(1, first.generation(), IN_MEMORY, true);
        assertThat(rowsOf(second.generation())).containsExactly(click, click);
        assertThat(second.conservation()).isEqualTo(new Conservation(2, 1, 0, 1, 0, 0));
    }

    @Test
    void rowsThatWereAlteredOrLostOnTheirWayAreNotPublished() throws IOException {
        stage(0, random(new Random(1), 100));
        Path segment = folder.resolve("staged/segment-000000.rows");
        byte[] bytes = Files.readAllBytes(segment);
        bytes[60] ^= 1;
        Files.write(segment, bytes);
        assertThatThrownBy(() -> merge(1, null, IN_MEMORY, false))
                .isInstanceOf(DaybookException.class)
                .hasMessageContaining("missing or damaged");
    }
}
