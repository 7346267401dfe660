package dev.daybook.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchIOException;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.daybook.failure.DaybookException;
import dev.daybook.failure.DaybookException.Kind;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalObjectStoreTests implements ObjectStoreContract {

    @TempDir
    Path folder;

    private final LocalObjectStore store = new LocalObjectStore();

    @Override
    public ObjectStore store() {
        return store;
    }

    @Override
    public Location folder() {
        return Location.of(folder);
    }

    @Test
    void listsNoUnfinishedFiles() throws IOException {
        try (Upload upload = store.upload(folder().resolve("large.bin"))) {
            upload.stream().write(1);
            assertThat(filesOnDisk()).hasSize(1);
            assertThat(store.list(folder())).isEmpty();
        }
        assertThat(filesOnDisk()).isEmpty();
    }

    @Test
    void leavesNoHiddenFilesBehind() {
        store.put(folder().resolve("a"), new byte[] {1});
        store.putIfAbsent(folder().resolve("a"), new byte[] {2});
        store.putIfAbsent(folder().resolve("b"), new byte[] {3});
        assertThat(filesOnDisk())
                .extracting(Path::getFileName)
                .map(Path::toString)
                .containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void deletesUnfinishedFilesAndFoldersWithTheFolder() throws IOException {
        Location inner = folder().resolve("table/dt=1");
        try (Upload abandoned = store.upload(inner.resolve("part"))) {
            abandoned.stream().write(1);
            store.deleteFolder(folder().resolve("table"));
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void leavesFoldersWhenAnObjectIsDeleted() {
        Location object = folder().resolve("inbox/a.csv");
        store.put(object, new byte[] {1});
        store.delete(object);
        assertThat(folder.resolve("inbox")).isEmptyDirectory();
    }

    @Test
    void letsExactlyOneOfEightWritersWin() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 50; round++) {
                assertOneWinner(threads, folder().resolve("race/%d".formatted(round)));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void changesTheVersionEvenForEqualContentReplacedAtOnce() {
        Location object = folder().resolve("a.txt");
        String first = store.put(object, "same".getBytes(UTF_8)).version();
        assertThat(store.put(object, "same".getBytes(UTF_8)).version()).isNotEqualTo(first);
    }

    @Test
    void followsLinksWhenListingAndNotWhenDeleting(@TempDir Path elsewhere) throws IOException {
        Files.writeString(elsewhere.resolve("a.csv"), "a");
        Files.createSymbolicLink(folder.resolve("landing"), elsewhere);
        Files.createSymbolicLink(folder.resolve("dangling"), elsewhere.resolve("absent"));
        store.put(folder().resolve("landing/b.csv"), "b".getBytes(UTF_8));

        assertThat(store.list(folder()))
                .extracting(object -> folder().relativize(object.location()))
                .containsExactly("landing/a.csv", "landing/b.csv");
        assertThat(store.list(folder().resolve("landing"))).hasSize(2);

        store.deleteFolder(folder());
        assertThat(elsewhere.resolve("a.csv")).exists();
        assertThat(folder).doesNotExist();
    }

    @Test
    void saysThatAFolderIsNoFile() {
        Location inner = folder().resolve("inner");
        store.put(inner.resolve("a"), new byte[] {1});

        assertFailure(() -> store.open(inner, 0), Kind.INPUT, inner.path() + " is a folder");
        assertFailure(() -> store.put(inner, new byte[] {1}), Kind.INPUT, inner.path() + " is a folder");
        assertFailure(() -> store.putIfAbsent(inner, new byte[] {1}), Kind.INPUT, inner.path() + " is a folder");
        assertFailure(() -> store.delete(inner), Kind.INPUT, inner.path() + " is a folder");
    }

    @Test
    void saysThatAFileIsNoFolder() {
        Location file = folder().resolve("file");
        store.put(file, new byte[] {1});
        assertFailure(
                () -> store.put(file.resolve("child"), new byte[] {1}),
                Kind.INPUT,
                file.path() + " is a file where a folder is needed");
    }

    @Test
    void saysWhoMayNotWriteWhere() throws IOException {
        Path locked = Files.createDirectory(
                folder.resolve("locked"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")));
        assumeThat(Files.isWritable(locked)).as("root may write everywhere").isFalse();

        assertFailure(
                () -> store.put(Location.of(locked.resolve("a.csv")), new byte[] {1}),
                Kind.STORAGE,
                "Permission denied while writing %s: give user".formatted(locked.resolve("a.csv")));
    }

    @Test
    void saysOnceWhichFileMayNotBeRead() {
        Location secret = folder().resolve("secret (1).csv");
        IOException failure = new FileNotFoundException(secret.path() + " (Permission denied)");

        assertThat(LocalFailures.of("reading", secret, failure))
                .hasMessageStartingWith("Permission denied while reading %s: give user".formatted(secret.path()));
    }

    @Test
    void saysThatTheDiskIsFull() {
        Path full = Path.of("/dev/full");
        assumeThat(full).exists();
        IOException failure = catchIOException(() -> Files.writeString(full, "x"));

        assertThat(LocalFailures.of("writing", folder().resolve("a.csv"), failure))
                .hasMessage("No space left on device while writing %s: free some space, then restart the run"
                        .formatted(folder.resolve("a.csv")));
    }

    @Test
    void saysThatANameIsTooLong() {
        assertFailure(
                () -> store.put(folder().resolve("x".repeat(300)), new byte[] {1}), Kind.STORAGE, "shorten the name");
    }

    private void assertOneWinner(ExecutorService threads, Location object) throws Exception {
        CyclicBarrier start = new CyclicBarrier(8);
        List<Future<Optional<StoredObject>>> writers = new ArrayList<>();
        for (int writer = 0; writer < 8; writer++) {
            byte[] content = "writer %d".formatted(writer).getBytes(UTF_8);
            writers.add(threads.submit(() -> {
                start.await();
                return store.putIfAbsent(object, content);
            }));
        }
        List<Integer> winners = new ArrayList<>();
        for (int writer = 0; writer < 8; writer++) {
            if (writers.get(writer).get().isPresent()) {
                winners.add(writer);
            }
        }
        assertThat(winners).hasSize(1);
        assertThat(object.path()).hasContent("writer %d".formatted(winners.get(0)));
    }

    private List<Path> filesOnDisk() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertFailure(Runnable action, Kind kind, String message) {
        assertThatExceptionOfType(DaybookException.class)
                .isThrownBy(action::run)
                .withMessageContaining(message)
                .matches(failure -> failure.kind() == kind, "kind " + kind);
    }
}
