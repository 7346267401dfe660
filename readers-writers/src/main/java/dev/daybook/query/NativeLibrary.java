package dev.daybook.query;

import dev.daybook.failure.DaybookException;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStore;
import dev.daybook.store.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a native library unpacked in a folder, under a name that tells its content. */
final class NativeLibrary {

    private static final Logger log = LoggerFactory.getLogger(NativeLibrary.class);
    private static final Set<PosixFilePermission> OTHERS_MAY_WRITE =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final String ADMINISTRATOR = "root";

    /** Unfinished copies of a running process are younger. */
    private static final Duration LEFT_BEHIND = Duration.ofDays(1);

    private final ObjectStore store;
    private final Path folder;

    NativeLibrary(ObjectStore store, Path folder) {
        this.store = store;
        this.folder = folder;
    }

    /**
     * The unpacked library; made when it is missing. Empty when it cannot be kept, or somebody else could have put it there:
     * its code runs as this user.
     */
    Optional<Path> unpack(String name, URL resource) {
        try {
            if (!ownFolder()) {
                log.debug("Others may write to {}, so each start unpacks DuckDB's library elsewhere", folder);
                return Optional.empty();
            }
            Path file = folder.resolve(name + "-" + fingerprint(resource));
            if (!Files.exists(file)) {
                write(resource, file);
                deleteOthers(file);
            }
            return Optional.of(file.toRealPath());
        } catch (IOException | DaybookException | UnsupportedOperationException e) {
            log.debug("{} cannot keep DuckDB's library, so each start unpacks it elsewhere", folder, e);
            return Optional.empty();
        }
    }

    private static String fingerprint(URL resource) throws IOException {
        URLConnection connection = resource.openConnection();
        if (connection instanceof JarURLConnection inJar) {
            return Long.toHexString(inJar.getJarEntry().getCrc());
        }
        return connection.getContentLengthLong() + "-" + connection.getLastModified();
    }

    private void write(URL resource, Path file) throws IOException {
        try (InputStream in = resource.openStream();
                Upload upload = store.upload(Location.of(file))) {
            in.transferTo(upload.stream());
            upload.commit();
        }
    }

    /** Libraries of other versions; a process that uses one keeps it. */
    private void deleteOthers(Path kept) throws IOException {
        Instant old = Instant.now().minus(LEFT_BEHIND);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (!file.equals(kept)
                        && Files.getLastModifiedTime(file).toInstant().isBefore(old)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** Makes the folder for this user alone; false when it is there and is not this user's alone. */
    private boolean ownFolder() throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder.toAbsolutePath().getParent());
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        }
        PosixFileAttributes attributes = Files.readAttributes(folder, PosixFileAttributes.class);
        String user = ProcessHandle.current().info().user().orElse(ADMINISTRATOR);
        return List.of(user, ADMINISTRATOR).contains(attributes.owner().getName())
                && Collections.disjoint(attributes.permissions(), OTHERS_MAY_WRITE);
    }
}
