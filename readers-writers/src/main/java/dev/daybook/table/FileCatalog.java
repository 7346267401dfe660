package dev.daybook.table;

import dev.daybook.store.Location;
import dev.daybook.store.ObjectStore;
import dev.daybook.store.StoredObject;
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

    @Override
    public void project(CommitRecord generation) {
        TablePlaces places = new TablePlaces(lake, generation.table(), generation.partitionColumn());
        byte[] json = generation.toJson();
        store.putIfAbsent(places.record(generation.partition(), generation.generation()), json);
        Location pointer = places.pointer(generation.partition());
        boolean isNewer =
                read(pointer).map(c -> c.generation() < generation.generation()).orElse(true);
        if (isNewer) {
            store.put(pointer, json);
        }
    }

    @Override
    public Optional<CommitRecord> current(String table, String partition) {
        return all().stream()
                .filter(c -> c.table().equals(table) && c.partition().equals(partition))
                .findFirst();
    }

    @Override
    public List<CommitRecord> all() {
        return read(name -> name.equals(TablePlaces.POINTER));
    }

    /** Every generation ever projected, by table, partition and generation. */
    public List<CommitRecord> records() {
        return read(name -> !name.equals(TablePlaces.POINTER));
    }

    private List<CommitRecord> read(Predicate<String> named) {
        try (var objects = store.list(lake.resolve(TablePlaces.RECORDS))) {
            return objects.map(StoredObject::location)
                    .filter(o -> named.test(o.name()))
                    .flatMap(o -> read(o).stream())
                    .sorted(Comparator.comparing(CommitRecord::table)
                            .thenComparing(CommitRecord::partition)
                            .thenComparing(CommitRecord::generation))
                    .toList();
        }
    }

    private Optional<CommitRecord> read(Location pointer) {
        return store.head(pointer).map(found -> CommitRecord.fromJson(store.read(pointer, 0, (int) found.size())));
    }
}
