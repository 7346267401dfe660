package dev.daybook.store;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * What one look at a local path told; links are followed.
 *
 * @param inode 0 where the file system has none
 */
record LocalFile(boolean isRegular, boolean isFolder, long size, FileTime modified, long inode) {

    private static final boolean UNIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("unix");
    private static final String BASIC_NAMES = "isRegularFile,isDirectory,size,lastModifiedTime";

    static LocalFile read(Path path) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(path, UNIX ? "unix:ino," + BASIC_NAMES : BASIC_NAMES);
        return new LocalFile(
                (boolean) Objects.requireNonNull(attributes.get("isRegularFile")),
                (boolean) Objects.requireNonNull(attributes.get("isDirectory")),
                (long) Objects.requireNonNull(attributes.get("size")),
                (FileTime) Objects.requireNonNull(attributes.get("lastModifiedTime")),
                (long) attributes.getOrDefault("ino", 0L));
    }

    StoredObject at(Location location) {
        String version = "%x-%x-%x".formatted(size, modified.to(TimeUnit.NANOSECONDS), inode);
        return new StoredObject(location, size, version, modified.toInstant());
    }
}
