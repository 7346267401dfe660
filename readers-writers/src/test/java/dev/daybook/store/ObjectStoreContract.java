package dev.daybook.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.failure.DaybookException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store promises. An implementing class supplies the store and a place of its own for each test. */
interface ObjectStoreContract {

    ObjectStore store();

    /** An empty folder that no other test uses. */
    Location folder();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain.csv",
                "with space.csv",
                "one+one=two.csv",
                "Umsätze März.csv",
                "50%25 off.csv",
                "100%.csv",
                "a&b;c'd(e)!@$,~#[1].csv",
                "dt=2026-03-01/part-0.parquet",
                "売上/データ.json"
            })
    default void keepsKeysAsTheyAre(String key) {
        Location object = folder().resolve(key);
        StoredObject put = store().put(object, "content".getBytes(UTF_8));

        assertThat(store().list(folder())).extracting(StoredObject::location).containsExactly(object);
        assertThat(store().head(object)).get().extracting(StoredObject::version).isEqualTo(put.version());
        assertThat(contentOf(object)).isEqualTo("content");

        Location copy = folder().resolve("copies").resolve(key);
        store().copy(object, copy);
        store().delete(object);
        assertThat(store().head(object)).isEmpty();
        assertThat(contentOf(copy)).isEqualTo("content");
    }

    @Test
    default void describesTheSameObjectInPutHeadAndList() {
        Location object = folder().resolve("a.txt");
        StoredObject put = store().put(object, "four".getBytes(UTF_8));

        assertThat(put.location()).isEqualTo(object);
        assertThat(put.size()).isEqualTo(4);
        StoredObject head = store().head(object).orElseThrow();
        assertThat(head).usingRecursiveComparison().ignoringFields("modified").isEqualTo(put);
        assertThat(store().list(folder()))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("modified")
                .containsExactly(put);
        assertThat(put.modified())
                .isBetween(head.modified().minusSeconds(60), head.modified().plusSeconds(60));
    }

    @Test
    default void listsMoreThanOnePageInOrder() {
        List<Location> expected = IntStream.range(0, 1_250)
                .mapToObj(number -> folder().resolve("%02d/%04d.txt".formatted(number / 100, number)))
                .toList();
        expected.parallelStream().forEach(object -> store().put(object, new byte[] {1}));

        assertThat(store().list(folder())).extracting(StoredObject::location).containsExactlyElementsOf(expected);

        store().deleteFolder(folder());
        assertThat(store().list(folder())).isEmpty();
    }

    @Test
    default void sortsByWholeKeysAndNotFolderByFolder() {
        for (String key : List.of("b", "a/x", "a-b", "a.txt", "a/b/c", "B", "ä", "a0")) {
            store().put(folder().resolve(key), new byte[0]);
        }
        assertThat(store().list(folder()))
                .extracting(object -> folder().relativize(object.location()))
                .containsExactly("B", "a-b", "a.txt", "a/b/c", "a/x", "a0", "b", "ä");
    }

    @Test
    default void doesNotTakeAPrefixForAFolder() {
        Location foo = folder().resolve("foo");
        Location inside = foo.resolve("a.csv");
        Location outside = folder().resolve("foo_unprocessed/b.csv");
        store().put(inside, new byte[] {1});
        store().put(outside, new byte[] {2});

        assertThat(store().list(foo)).extracting(StoredObject::location).containsExactly(inside);
        assertThat(store().list(folder().resolve("fo"))).isEmpty();
        assertThat(store().head(foo)).isEmpty();

        store().deleteFolder(foo);
        assertThat(store().list(folder())).extracting(StoredObject::location).containsExactly(outside);
    }

    @Test
    default void knowsNothingBelowAnAbsentFolderOrAnObject() {
        Location object = folder().resolve("a.txt");
        store().put(object, new byte[] {1});

        assertThat(store().list(folder().resolve("absent"))).isEmpty();
        assertThat(store().list(object)).isEmpty();
        assertThat(store().head(folder().resolve("absent.txt"))).isEmpty();
        assertThat(store().head(object.resolve("child"))).isEmpty();
    }

    @Test
    default void readsRanges() throws IOException {
        Location object = folder().resolve("digits");
        store().put(object, "0123456789".getBytes(UTF_8));

        assertThat(store().read(object, 0, 10)).asString(UTF_8).isEqualTo("0123456789");
        assertThat(store().read(object, 3, 4)).asString(UTF_8).isEqualTo("3456");
        assertThat(store().read(object, 8, 100)).asString(UTF_8).isEqualTo("89");
        assertThat(store().read(object, 3, 0)).isEmpty();
        try (InputStream in = store().open(object, 7)) {
            assertThat(in.read()).isEqualTo('7');
            assertThat(in.readAllBytes()).asString(UTF_8).isEqualTo("89");
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 11, 5_000_000_000L})
    default void findsNothingAtOrBeyondTheEnd(long offset) throws IOException {
        Location object = folder().resolve("digits");
        store().put(object, "0123456789".getBytes(UTF_8));

        assertThat(store().read(object, offset, 5)).isEmpty();
        try (InputStream in = store().open(object, offset)) {
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    default void storesEmptyObjects() throws IOException {
        Location object = folder().resolve("empty");
        store().put(object, new byte[0]);
        assertThat(store().head(object)).get().extracting(StoredObject::size).isEqualTo(0L);
        assertThat(store().read(object, 0, 5)).isEmpty();
        assertThat(contentOf(object)).isEmpty();

        try (Upload upload = store().upload(folder().resolve("empty upload"))) {
            assertThat(upload.commit().size()).isZero();
        }
        assertThat(contentOf(folder().resolve("empty upload"))).isEmpty();
    }

    @Test
    default void putsOnlyOnceWhenAskedTo() {
        Location object = folder().resolve("generation/000001.json");

        StoredObject first =
                store().putIfAbsent(object, "first".getBytes(UTF_8)).orElseThrow();
        assertThat(store().putIfAbsent(object, "second".getBytes(UTF_8))).isEmpty();

        assertThat(contentOf(object)).isEqualTo("first");
        assertThat(store().head(object)).get().extracting(StoredObject::version).isEqualTo(first.version());
        assertThat(store().list(folder())).hasSize(1);
    }

    @Test
    default void changesTheVersionWhenContentIsReplaced() {
        Location object = folder().resolve("a.txt");
        String first = store().put(object, "one".getBytes(UTF_8)).version();
        String second = store().put(object, "two".getBytes(UTF_8)).version();

        assertThat(second).isNotEqualTo(first);
        assertThat(contentOf(object)).isEqualTo("two");
        assertThat(store().list(folder())).extracting(StoredObject::version).containsExactly(second);
    }

    @Test
    default void streamsTwentyMegabytes() throws IOException {
        byte[] content = randomBytes(20 << 20);
        Location object = folder().resolve("large.bin");

        try (Upload upload = store().upload(object)) {
            OutputStream out = upload.stream();
            out.write(content[0]);
            for (int from = 1; from < content.length; from += 70_001) {
                out.write(content, from, Math.min(70_001, content.length - from));
            }
            out.close();
            assertThat(store().head(object)).isEmpty();
            StoredObject committed = upload.commit();
            assertThat(committed.size()).isEqualTo(content.length);
            assertThat(store().head(object))
                    .get()
                    .extracting(StoredObject::version)
                    .isEqualTo(committed.version());
        }
        try (InputStream in = store().open(object, 0)) {
            assertThat(Arrays.equals(in.readAllBytes(), content)).isTrue();
        }
        assertThat(store().read(object, 9_000_000, 1_000)).isEqualTo(Arrays.copyOfRange(content, 9_000_000, 9_001_000));
    }

    @Test
    default void putsAFileOfExactlyOnePart(@TempDir Path local) throws IOException {
        byte[] content = randomBytes(8 << 20);
        Path file = Files.write(local.resolve("file.bin"), content);
        Location object = folder().resolve("file.bin");

        assertThat(store().put(object, file).size()).isEqualTo(content.length);

        assertThat(Arrays.equals(store().read(object, 0, content.length + 1), content))
                .isTrue();
    }

    @Test
    default void leavesNothingOfAnAbortedUpload() throws IOException {
        Location object = folder().resolve("aborted/large.bin");
        try (Upload upload = store().upload(object)) {
            upload.stream().write(randomBytes(9 << 20));
        }
        assertThat(store().head(object)).isEmpty();
        assertThat(store().list(folder())).isEmpty();
    }

    @Test
    default void keepsTheOldContentWhenAnUploadIsAborted() throws IOException {
        Location object = folder().resolve("a.txt");
        store().put(object, "old".getBytes(UTF_8));
        try (Upload upload = store().upload(object)) {
            upload.stream().write("new".getBytes(UTF_8));
        }
        assertThat(contentOf(object)).isEqualTo("old");
    }

    @Test
    default void endsAnUploadWithItsCommit() throws IOException {
        Location object = folder().resolve("a.txt");
        try (Upload upload = store().upload(object)) {
            upload.stream().write("text".getBytes(UTF_8));
            upload.commit();
            assertThatThrownBy(() -> upload.stream().write(1)).isInstanceOf(IOException.class);
            assertThatThrownBy(upload::commit).isInstanceOf(IllegalStateException.class);
        }
        assertThat(contentOf(object)).isEqualTo("text");
    }

    @Test
    default void copiesOverAnOlderObject() {
        Location from = folder().resolve("from.txt");
        Location to = folder().resolve("deep/er/to.txt");
        store().put(from, "new".getBytes(UTF_8));
        store().put(to, "old".getBytes(UTF_8));

        StoredObject copy = store().copy(from, to);

        assertThat(copy.location()).isEqualTo(to);
        assertThat(copy.version()).isEqualTo(store().head(to).orElseThrow().version());
        assertThat(contentOf(to)).isEqualTo("new");
        assertThat(contentOf(from)).isEqualTo("new");
    }

    @Test
    default void leavesAnObjectCopiedOntoItself() {
        Location object = folder().resolve("a.txt");
        store().put(object, "same".getBytes(UTF_8));
        store().copy(object, object);
        assertThat(contentOf(object)).isEqualTo("same");
    }

    @Test
    default void deletesWhatIsAbsentInSilence() {
        store().delete(folder().resolve("absent.txt"));
        store().deleteFolder(folder().resolve("absent"));
        assertThat(store().list(folder())).isEmpty();
    }

    @Test
    default void deletesAnObjectOnlyWhenItIsTheOneThatIsMeant() {
        Location object = folder().resolve("deliveries/sales.json");
        StoredObject first = store().put(object, "one".getBytes(UTF_8));
        StoredObject second = store().put(object, "another".getBytes(UTF_8));
        assertThat(store().deleteIfCurrent(object, first.version())).isFalse();
        assertThat(store().head(object)).isPresent();
        assertThat(store().deleteIfCurrent(object, second.version())).isTrue();
        assertThat(store().head(object)).isEmpty();
        assertThat(store().deleteIfCurrent(object, second.version())).isFalse();
    }

    @Test
    default void namesTheMissingFile(@TempDir Path local) {
        Location absent = folder().resolve("not there.csv");
        Location target = folder().resolve("target.csv");

        assertNamesMissingFile(() -> store().open(absent, 0), "not there.csv");
        assertNamesMissingFile(() -> store().read(absent, 0, 1), "not there.csv");
        assertNamesMissingFile(() -> store().read(absent, 0, 0), "not there.csv");
        assertNamesMissingFile(() -> store().copy(absent, target), "not there.csv");
        assertNamesMissingFile(() -> store().put(target, local.resolve("no file")), "no file");
        assertThat(store().list(folder())).isEmpty();
    }

    @Test
    default void refusesToDeleteEverything() {
        Location root = folder();
        while (!root.isRoot()) {
            root = root.parent();
        }
        Location everything = root;
        assertThatExceptionOfType(DaybookException.class)
                .isThrownBy(() -> store().deleteFolder(everything))
                .withMessageContaining("name a folder")
                .matches(failure -> failure.kind() == DaybookException.Kind.REFUSED);
    }

    private void assertNamesMissingFile(Runnable action, String name) {
        assertThatExceptionOfType(DaybookException.class)
                .isThrownBy(action::run)
                .withMessageMatching("No such file: .*" + name + ".*")
                .matches(failure -> failure.kind() == DaybookException.Kind.INPUT);
    }

    private String contentOf(Location object) {
        try (InputStream in = store().open(object, 0)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
