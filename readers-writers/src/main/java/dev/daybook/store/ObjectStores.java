package dev.daybook.store;

import dev.daybook.failure.DaybookException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The local disk and S3 as one store, by the scheme of each location. Nothing of the AWS SDK is loaded before an S3
 * location is first used, since that costs most of a second.
 */
public final class ObjectStores implements ObjectStore, AutoCloseable {

    private final ObjectStore local = new LocalObjectStore();
    private final S3Settings settings;
    private @Nullable S3ObjectStore s3;

    public ObjectStores(S3Settings s3) {
        this.settings = s3;
    }

    @Override
    public Stream<StoredObject> list(Location folder) {
        return storeOf(folder).list(folder);
    }

    @Override
    public Optional<StoredObject> head(Location object) {
        return storeOf(object).head(object);
    }

    @Override
    public InputStream open(Location object, long offset) {
        return storeOf(object).open(object, offset);
    }

    @Override
    public byte[] read(Location object, long offset, int length) {
        return storeOf(object).read(object, offset, length);
    }

    @Override
    public Optional<StoredObject> putIfAbsent(Location object, byte[] content) {
        return storeOf(object).putIfAbsent(object, content);
    }

    @Override
    public StoredObject put(Location object, byte[] content) {
        return storeOf(object).put(object, content);
    }

    @Override
    public StoredObject put(Location object, Path file) {
        return storeOf(object).put(object, file);
    }

    @Override
    public Upload upload(Location object) {
        return storeOf(object).upload(object);
    }

    @Override
    public StoredObject copy(Location from, Location to) {
        if (from.isLocal() == to.isLocal()) {
            return storeOf(to).copy(from, to);
        }
        return from.isLocal() ? put(to, from.path()) : download(from, to);
    }

    @Override
    public void delete(Location object) {
        storeOf(object).delete(object);
    }

    @Override
    public boolean deleteIfCurrent(Location object, String version) {
        return storeOf(object).deleteIfCurrent(object, version);
    }

    @Override
    public void deleteFolder(Location folder) {
        storeOf(folder).deleteFolder(folder);
    }

    /**
     * Writes below a local folder that were never finished, be it that they still go on. S3 keeps its own apart, for a
     * lifecycle rule to remove.
     */
    public List<StoredObject> unfinished(Location folder) {
        if (!folder.isLocal() || !Files.isDirectory(folder.path())) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder.path())) {
            List<StoredObject> unfinished = new ArrayList<>();
            for (Path file : files.filter(LocalUpload::isUnfinished).toList()) {
                local.head(Location.of(file)).ifPresent(unfinished::add);
            }
            return unfinished;
        } catch (IOException e) {
            throw LocalFailures.of("listing", folder, e);
        }
    }

    /** Ends the connections to S3, if there are any. */
    @Override
    public synchronized void close() {
        if (s3 != null) {
            s3.close();
            s3 = null;
        }
    }

    private StoredObject download(Location from, Location to) {
        try (InputStream in = open(from, 0);
                Upload upload = upload(to)) {
            in.transferTo(upload.stream());
            return upload.commit();
        } catch (IOException e) {
            throw DaybookException.storage(
                    "Copying %s to %s failed: %s. Restart the run".formatted(from, to, e.getMessage()), e);
        }
    }

    private ObjectStore storeOf(Location location) {
        return location.isLocal() ? local : s3();
    }

    private synchronized S3ObjectStore s3() {
        if (s3 == null) {
            s3 = S3ObjectStore.connect(settings);
        }
        return s3;
    }
}
