package dev.daybook.query;

import dev.daybook.failure.DaybookException;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Where a query finds a file on this machine. Files of tables never change under a name, so a copy once complete is right
 * for ever, and several processes may make the same one.
 */
final class LocalCopies {

    private static final int AT_ONCE = 8;

    private final ObjectStore store;
    private final Location folder;

    LocalCopies(ObjectStore store, Path cacheFolder) {
        this.store = store;
        this.folder = Location.of(cacheFolder).resolve("objects");
    }

    /** A local file itself, or the place of the copy of another. */
    Path path(Location file) {
        return file.isLocal() ? file.path() : copyOf(file).path();
    }

    /**
     * Makes the copies that are missing.
     *
     * @throws DaybookException of kind STORAGE when a file cannot be copied or a local one is missing
     */
    void fetch(List<Location> files) {
        List<Location> missing =
                files.stream().filter(file -> !Files.exists(path(file))).toList();
        missing.stream().filter(Location::isLocal).findFirst().ifPresent(LocalCopies::failAsGone);
        if (!missing.isEmpty()) {
            copy(missing);
        }
    }

    private void copy(List<Location> missing) {
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(AT_ONCE, missing.size()));
        try {
            List<Future<?>> running = missing.stream()
                    .<Future<?>>map(file -> threads.submit(() -> store.copy(file, copyOf(file))))
                    .toList();
            for (Future<?> copy : running) {
                copy.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof DaybookException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw DaybookException.refused("The query was interrupted while it copied files");
        } finally {
            threads.shutdownNow();
        }
    }

    private static void failAsGone(Location file) {
        throw DaybookException.storage(
                "A file of the lake is gone: %s. Run the query again; if a newer generation replaced it, that one is read"
                        .formatted(file.path()),
                null);
    }

    private Location copyOf(Location file) {
        return folder.resolve(file.bucket()).resolve(file.key());
    }
}
