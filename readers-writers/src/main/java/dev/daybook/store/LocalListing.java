package dev.daybook.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;

/** Collects the regular files below a folder, links followed, except unfinished writes and what vanishes meanwhile. */
final class LocalListing extends SimpleFileVisitor<Path> {

    private static final Comparator<StoredObject> BY_KEY_BYTES = Comparator.comparing(
            object -> object.location().key().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private final List<StoredObject> found = new ArrayList<>();

    private LocalListing() {}

    static List<StoredObject> of(Path folder) throws IOException {
        LocalListing listing = new LocalListing();
        Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, listing);
        listing.found.sort(BY_KEY_BYTES);
        return listing.found;
    }

    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
        if (attributes.isRegularFile() && !LocalUpload.isUnfinished(path)) {
            try {
                found.add(LocalFile.read(path).at(Location.of(path)));
            } catch (IOException e) {
                return visitFileFailed(path, e);
            }
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException failure) throws IOException {
        if (LocalFailures.meansAbsent(failure)) {
            return FileVisitResult.CONTINUE;
        }
        throw failure;
    }
}
