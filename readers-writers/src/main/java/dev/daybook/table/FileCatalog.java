package dev.daybook.table;

import dev.daybook.failure.DaybookException;
import dev.daybook.failure.Failpoints;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStore;
import dev.daybook.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The catalog as files beside the data: a commit record per generation, and per partition a pointer file that is
 * replaced as a whole. The pointer repeats the record, so that a reader needs no second look.
 */
public final class FileCatalog implements Catalog {

    private final ObjectStore store;
    private final Location lake;

    public FileCatalog(ObjectStore store, Location lake) {
        this.store = store;
        this.lake = lake;
    }

    /**
     * Another process may project a later generation between the look at the pointer and its replacement; that one's
     * record is there before its pointer, so looking for a next record afterwards finds it.
     */
    @Override
    public void project(CommitRecord generation) {
        TablePlaces places = new TablePlaces(lake, generation.table(), generation.partitionColumn());
        putRecord(places.record(generation.partition(), generation.generation()), generation);
        Failpoints.reach("record-written");
        Location pointer = places.pointer(generation.partition());
        Optional<CommitRecord> next = Optional.of(generation)
                .filter(g ->
                        read(pointer).map(c -> c.generation() < g.generation()).orElse(true));
        while (next.isPresent()) {
            CommitRecord shown = next.get();
            store.put(pointer, shown.toJson());
            next = read(places.record(shown.partition(), shown.generation() + 1));
        }
        Failpoints.reach("pointer-moved");
    }

    private void putRecord(Location place, CommitRecord generation) {
        boolean isNew = store.putIfAbsent(place, generation.toJson()).isPresent();
        if (!isNew && !read(place).equals(Optional.of(generation))) {
            throw DaybookException.refused(
                    "%s is another generation than the one decided now: if the database was lost or is older than the lake, run `daybook maintenance --rebuild`"
                            .formatted(place));
        }
    }

    @Override
    public Optional<CommitRecord> current(String table, String partition) {
        return all().stream()
                .filter(c -> c.table().equals(table) && c.partition().equals(partition))
                .findFirst();
    }

    /** The current generation of the partition another generation is of. */
    public Optional<CommitRecord> currentOf(CommitRecord generation) {
        TablePlaces places = new TablePlaces(lake, generation.table(), generation.partitionColumn());
        return read(places.pointer(generation.partition()));
    }

    @Override
    public List<CommitRecord> all() {
        return read(name -> name.equals(TablePlaces.POINTER));
    }

    /** The current generations of a table, by partition; none when it is unknown. */
    public List<CommitRecord> current(String table) {
        return read(lake.resolve(TablePlaces.RECORDS).resolve(table), name -> name.equals(TablePlaces.POINTER));
    }

    /** Every generation ever projected, by table, partition and generation. */
    public List<CommitRecord> records() {
        return read(name -> !name.equals(TablePlaces.POINTER));
    }

    private List<CommitRecord> read(Predicate<String> named) {
        return read(lake.resolve(TablePlaces.RECORDS), named);
    }

    private List<CommitRecord> read(Location folder, Predicate<String> named) {
        try (var objects = store.list(folder)) {
            return objects.map(StoredObject::location)
                    .filter(o -> named.test(o.name()))
                    .flatMap(o -> read(o).stream())
                    .sorted(Comparator.comparing(CommitRecord::table)
                            .thenComparing(CommitRecord::partition)
                            .thenComparing(CommitRecord::generation))
                    .toList();
        }
    }

    private Optional<CommitRecord> read(Location place) {
        return store.head(place).map(found -> CommitRecord.fromJson(wholeOf(place)));
    }

    /** A pointer may have been replaced by a longer one since it was looked for: its size then is not to be relied on. */
    private byte[] wholeOf(Location place) {
        try (InputStream in = store.open(place, 0)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw DaybookException.storage("%s cannot be read: %s".formatted(place, e.getMessage()), e);
        }
    }
}
