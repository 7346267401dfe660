package dev.daybook.store;

import dev.daybook.failure.DaybookException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Objects are files; keys are their absolute paths. */
final class LocalObjectStore implements ObjectStore {

    @Override
    public Stream<StoredObject> list(Location folder) {
        try {
            return Files.isDirectory(folder.path()) ? LocalListing.of(folder.path()).stream() : Stream.empty();
        } catch (IOException e) {
            throw LocalFailures.of("listing", folder, e);
        }
    }

    @Override
    public Optional<StoredObject> head(Location object) {
        return look(object).filter(LocalFile::isRegular).map(file -> file.at(object));
    }

    @Override
    public InputStream open(Location object, long offset) {
        LocalFile file = look(object).orElseThrow(() -> LocalFailures.absent(object));
        if (file.isFolder()) {
            throw LocalFailures.isFolder("reading", object);
        }
        try {
            return LocalInputStream.open(object, offset);
        } catch (IOException e) {
            throw LocalFailures.of("reading", object, e);
        }
    }

    @Override
    public byte[] read(Location object, long offset, int length) {
        try (InputStream in = open(object, offset)) {
            byte[] bytes = new byte[Math.min(length, in.available())];
            int read = in.readNBytes(bytes, 0, bytes.length);
            return read == bytes.length ? bytes : Arrays.copyOf(bytes, read);
        } catch (IOException e) {
            throw LocalFailures.of("reading", object, e);
        }
    }

    @Override
    public Optional<StoredObject> putIfAbsent(Location object, byte[] content) {
        try (LocalUpload upload = new LocalUpload(object)) {
            upload.write(content, 0, content.length);
            return upload.publishIfAbsent();
        }
    }

    @Override
    public StoredObject put(Location object, byte[] content) {
        try (LocalUpload upload = new LocalUpload(object)) {
            upload.write(content, 0, content.length);
            return upload.commit();
        }
    }

    @Override
    public StoredObject put(Location object, Path file) {
        return copy(Location.of(file), object);
    }

    @Override
    public Upload upload(Location object) {
        return new LocalUpload(object);
    }

    @Override
    public StoredObject copy(Location from, Location to) {
        try (InputStream in = open(from, 0);
                Upload upload = upload(to)) {
            in.transferTo(upload.stream());
            return upload.commit();
        } catch (IOException e) {
            throw LocalFailures.of("copying", from, e);
        }
    }

    @Override
    public void delete(Location object) {
        Path path = object.path();
        if (Files.isDirectory(path)) {
            throw LocalFailures.isFolder("deleting", object);
        }
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            if (!LocalFailures.meansAbsent(e)) {
                throw LocalFailures.of("deleting", object, e);
            }
        }
    }

    @Override
    public boolean deleteIfCurrent(Location object, String version) {
        boolean isCurrent =
                head(object).filter(found -> found.version().equals(version)).isPresent();
        if (isCurrent) {
            delete(object);
        }
        return isCurrent;
    }

    @Override
    public void deleteFolder(Location folder) {
        if (folder.isRoot()) {
            throw DaybookException.refused("Everything below %s will not be deleted: name a folder".formatted(folder));
        }
        if (!Files.isDirectory(folder.path())) {
            return;
        }
        try {
            Files.walkFileTree(folder.path(), new Deletion());
        } catch (IOException e) {
            throw LocalFailures.of("deleting", folder, e);
        }
    }

    private static Optional<LocalFile> look(Location object) {
        try {
            return Optional.of(LocalFile.read(object.path()));
        } catch (IOException e) {
            if (LocalFailures.meansAbsent(e)) {
                return Optional.empty();
            }
            throw LocalFailures.of("reading", object, e);
        }
    }

    /** Leaves a folder into which somebody else writes meanwhile. */
    private static final class Deletion extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            try {
                Files.deleteIfExists(folder);
            } catch (DirectoryNotEmptyException e) {
                return FileVisitResult.CONTINUE;
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
