package dev.daybook.jobs.clickstream;

import dev.daybook.failure.DaybookException;
import dev.daybook.failure.Failpoints;
import dev.daybook.feed.DeliveryParser;
import dev.daybook.feed.Feed;
import dev.daybook.feed.ParsedBlock;
import dev.daybook.feed.ParsedBlock.Counts;
import dev.daybook.feed.Reject;
import dev.daybook.jobs.clickstream.StagedGroup.ReadObject;
import dev.daybook.row.RowBuffer;
import dev.daybook.row.RowSorter;
import dev.daybook.row.RowView;
import dev.daybook.store.Location;
import dev.daybook.store.StoredObject;
import dev.daybook.table.Segments;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Reads groups of objects, one after another, and stages their rows by event date, in order of time. For one thread. */
final class GroupStager implements AutoCloseable {

    /** Bytes of rows in a segment. */
    private static final int SEGMENT_BYTES = 24 << 20;

    private static final int INITIAL_BYTES = 64 << 10;

    /** Rejects held at a time: bad input must not fill the memory. */
    private static final int MOST_REJECTS = 10_000;

    private final Compaction compaction;
    private final Map<Integer, Set<String>> covered;
    private final DeliveryParser parser;
    private final RowSorter sorter;
    private final Segments segments;
    private final Map<String, RowBuffer> rows = new HashMap<>();
    private final List<RowBuffer> spare = new ArrayList<>();
    private final List<Reject> rejects = new ArrayList<>();
    private long staged;
    private int written;
    private int rejectFiles;
    private long coveredRows;

    /** @param covered by ordinal, partitions that have an object's events already */
    GroupStager(Compaction compaction, Map<Integer, Set<String>> covered) {
        this.compaction = compaction;
        this.covered = covered;
        this.parser = new DeliveryParser(compaction.feed());
        this.sorter = new RowSorter(new RowView(
                compaction.feed().schema().layout(),
                compaction.feed().partition().from(),
                null));
        this.segments = compaction.segments();
    }

    /** @param first ordinal of the first object */
    StagedGroup stage(int first, List<Delivered> objects) {
        written = 0;
        rejectFiles = 0;
        coveredRows = 0;
        parser.unknown().clear();
        List<ReadObject> read = new ArrayList<>();
        for (int i = 0; i < objects.size(); i++) {
            read.add(read(first + i, first, objects.get(i)));
        }
        flush(first);
        keepRejects(first);
        long bytes = objects.stream().mapToLong(Delivered::size).sum();
        return new StagedGroup(first, written, read, coveredRows, bytes, unknown());
    }

    private UnknownFields unknown() {
        boolean isCounted = compaction.feed().unknownColumns() == Feed.UnknownColumns.COUNT;
        return isCounted ? UnknownFields.of(parser.unknown()) : UnknownFields.NONE;
    }

    private ReadObject read(int ordinal, int group, Delivered object) {
        Location place = object.place(compaction.landing());
        if (!isCurrent(object, place)) {
            return new ReadObject(ordinal, true, Counts.NONE, 0);
        }
        long tolerance =
                Objects.requireNonNull(compaction.feed().events()).tolerance().toMillis();
        parser.open(compaction.store(), place, ordinal, object.deliveredBefore() + tolerance);
        Counts counts = Counts.NONE;
        long late = 0;
        for (ParsedBlock block = parser.next(); block != null; block = parser.next()) {
            counts = counts.plus(block.counts());
            late += take(block, object.day(), covered.getOrDefault(ordinal, Set.of()));
            block.rejects().forEach(reject -> rejects.add(reject.in(place.toString())));
            if (staged >= SEGMENT_BYTES) {
                flush(group);
            }
            if (rejects.size() >= MOST_REJECTS) {
                keepRejects(group);
            }
        }
        if (!isCurrent(object, place)) {
            throw DaybookException.storage("%s has changed while it was read: run this again".formatted(place), null);
        }
        return new ReadObject(ordinal, false, counts.plus(new Counts(0, 0, 0, 0, 0, late)), late);
    }

    /** Into files named as segments are: a group done again replaces its own. */
    private void keepRejects(int group) {
        List<Integer> numbers = StagedGroup.segmentNumbers(group, ++rejectFiles);
        compaction.rejects().write(numbers.get(rejectFiles - 1), rejects);
        rejects.clear();
    }

    private boolean isCurrent(Delivered object, Location place) {
        return compaction
                .store()
                .head(place)
                .map(StoredObject::version)
                .filter(object.version()::equals)
                .isPresent();
    }

    /** @return how many of the rows are late */
    private long take(ParsedBlock block, String day, Set<String> have) {
        long late = 0;
        for (Map.Entry<String, RowBuffer> part : block.rows().entrySet()) {
            RowBuffer more = part.getValue();
            late += part.getKey().compareTo(day) < 0 ? more.rows() : 0;
            if (have.contains(part.getKey())) {
                coveredRows += more.rows();
            } else {
                rows.computeIfAbsent(part.getKey(), date -> spare()).appendAll(more);
                staged += more.size();
            }
        }
        return late;
    }

    private RowBuffer spare() {
        return spare.isEmpty() ? new RowBuffer(INITIAL_BYTES) : spare.remove(spare.size() - 1);
    }

    private void flush(int group) {
        if (staged == 0) {
            return;
        }
        Map<String, RowBuffer> sorted = new TreeMap<>();
        rows.forEach((date, unsorted) -> {
            RowBuffer buffer = spare();
            sorter.sort(unsorted, buffer);
            sorted.put(date, buffer);
            unsorted.clear();
            spare.add(unsorted);
        });
        List<Integer> numbers = StagedGroup.segmentNumbers(group, ++written);
        segments.write(numbers.get(written - 1), sorted);
        sorted.values().forEach(buffer -> {
            buffer.clear();
            spare.add(buffer);
        });
        rows.clear();
        staged = 0;
        Failpoints.reach("segment-written");
    }

    @Override
    public void close() {
        parser.close();
    }
}
