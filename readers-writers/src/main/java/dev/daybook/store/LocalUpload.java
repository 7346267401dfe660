package dev.daybook.store;

import dev.daybook.failure.DaybookException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A write into a hidden file beside the target, which takes the target's name when it is complete and on the disk. */
final class LocalUpload extends GuardedUpload {

    private static final Logger log = LoggerFactory.getLogger(LocalUpload.class);
    private static final String UNFINISHED_PREFIX = ".daybook-";
    private static final String UNFINISHED_SUFFIX = ".unfinished";

    private final Path path;
    private final Path folder;
    private final Path unfinished;
    private final FileOutputStream file;

    LocalUpload(Location target) {
        super(target);
        path = target.path();
        if (Files.isDirectory(path)) {
            throw LocalFailures.isFolder("writing", target);
        }
        folder = target.parent().path();
        unfinished = folder.resolve(UNFINISHED_PREFIX + UUID.randomUUID() + UNFINISHED_SUFFIX);
        try {
            makeFolder();
            Files.createFile(unfinished);
            file = new FileOutputStream(unfinished.toFile());
        } catch (IOException e) {
            throw LocalFailures.of("writing", target, e);
        }
    }

    static boolean isUnfinished(Path path) {
        String name = String.valueOf(path.getFileName());
        return name.startsWith(UNFINISHED_PREFIX) && name.endsWith(UNFINISHED_SUFFIX);
    }

    @Override
    void write(byte[] bytes, int offset, int length) {
        try {
            file.write(bytes, offset, length);
        } catch (IOException e) {
            throw LocalFailures.of("writing", target(), e);
        }
    }

    @Override
    StoredObject publish() {
        try {
            StoredObject stored = finish();
            Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
            keepFolder();
            return stored;
        } catch (IOException e) {
            throw LocalFailures.of("writing", target(), e);
        }
    }

    /** Publishes unless the target exists; empty when it does. The hidden name stays until close. */
    Optional<StoredObject> publishIfAbsent() {
        try {
            StoredObject stored = finish();
            Files.createLink(path, unfinished);
            keepFolder();
            return Optional.of(stored);
        } catch (FileAlreadyExistsException e) {
            return Optional.empty();
        } catch (UnsupportedOperationException e) {
            throw DaybookException.storage(
                    "The file system of %s knows no hard links: choose a folder on another one".formatted(path), e);
        } catch (IOException e) {
            throw LocalFailures.of("writing", target(), e);
        }
    }

    @Override
    void discard() {
        try {
            file.close();
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            log.warn("The unfinished file {} stays behind and may be deleted: {}", unfinished, e.toString());
        }
    }

    private StoredObject finish() throws IOException {
        file.getFD().sync();
        file.close();
        return LocalFile.read(unfinished).at(target());
    }

    /** An existing folder may be a symbolic link, which createDirectories refuses on Java 17. */
    private void makeFolder() throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw DaybookException.input(
                    "Writing %s is not possible: %s is a file where a folder is needed".formatted(path, e.getFile()));
        }
    }

    /** Without this a rename may be forgotten when the machine loses power. */
    private void keepFolder() throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
