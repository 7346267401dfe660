package dev.daybook.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.store.ObjectStores;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryTests {

    @TempDir
    private Path folder;

    private final ObjectStores store = TestLake.store();
    private Path cache;
    private NativeLibrary library;

    @BeforeEach
    void makeCache() {
        cache = folder.resolve("cache/native");
        library = new NativeLibrary(store, cache);
    }

    @Test
    void unpacksOnceForThisUserAlone() throws IOException {
        Path first = library.unpack("libx", resource()).orElseThrow();
        FileTime made = Files.getLastModifiedTime(first);
        Path second = library.unpack("libx", resource()).orElseThrow();

        assertThat(first)
                .hasBinaryContent(resource().openStream().readAllBytes())
                .isEqualTo(second);
        assertThat(Files.getLastModifiedTime(second)).isEqualTo(made);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache)))
                .isEqualTo("rwx------");
    }

    @Test
    void trustsNoFolderThatOthersMayWriteTo() throws IOException {
        Files.createDirectories(cache);
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxr-x"));

        assertThat(library.unpack("libx", resource())).isEmpty();
        assertThat(names()).isEmpty();
    }

    @Test
    void doesWithoutAFolderThatCannotBeMade() throws IOException {
        Files.createFile(folder.resolve("cache"));

        assertThat(library.unpack("libx", resource())).isEmpty();
    }

    @Test
    void removesWhatOtherVersionsLeft() throws IOException {
        Files.createDirectories(cache);
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwx------"));
        Path older = Files.createFile(cache.resolve("libx-1"));
        Files.setLastModifiedTime(older, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        Files.createFile(cache.resolve("libx-2"));

        String made =
                library.unpack("libx", resource()).orElseThrow().getFileName().toString();

        assertThat(names()).containsExactlyInAnyOrder("libx-2", made);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    /** Any file in a jar. */
    private static URL resource() {
        return Test.class.getResource("Test.class");
    }
}
