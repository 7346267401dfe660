package dev.daybook.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.failure.DaybookException;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStore;
import dev.daybook.store.ObjectStores;
import dev.daybook.store.S3Settings;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCatalogTests {

    private static final int ROUNDS = 40;
    private static final int PROJECTORS = 4;

    @TempDir
    private Path folder;

    private ObjectStores store;
    private FileCatalog catalog;

    @BeforeEach
    void emptyLake() {
        store = new ObjectStores(new S3Settings(null, "eu-central-1", false));
        catalog = new FileCatalog(store, Location.of(folder.resolve("lake")));
    }

    @Test
    void anEmptyLakeHasNoGenerations() {
        assertThat(catalog.all()).isEmpty();
        assertThat(catalog.current("visits", "2020-01")).isEmpty();
    }

    @Test
    void whatWasProjectedIsCurrentAndReadBackAsItWas() {
        CommitRecord first = Generations.of("2020-01", 1);
        catalog.project(first);
        assertThat(catalog.current("visits", "2020-01")).contains(first);
        assertThat(catalog.records()).containsExactly(first);
    }

    @Test
    void aProjectionDoneAgainChangesNothing() {
        CommitRecord first = Generations.of("2020-01", 1);
        catalog.project(first);
        catalog.project(first);
        assertThat(catalog.all()).containsExactly(first);
        assertThat(catalog.records()).containsExactly(first);
    }

    @Test
    void anEarlierGenerationDoesNotBecomeCurrentAgain() {
        CommitRecord second = Generations.of("2020-01", 2);
        catalog.project(second);
        catalog.project(Generations.of("2020-01", 1));
        assertThat(catalog.current("visits", "2020-01")).contains(second);
        assertThat(catalog.records()).extracting(CommitRecord::generation).containsExactly(1, 2);
    }

    @Test
    void aPointerThatIsReplacedByALongerOneWhileItIsReadIsReadWhole() {
        CommitRecord first = Generations.of("2020-01", 1);
        CommitRecord longer = Generations.of("2020-01", 2, "load-" + "2".repeat(500));
        catalog.project(first);
        AtomicBoolean isReplaced = new AtomicBoolean();
        ObjectStore replacing = (ObjectStore) Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(), new Class<?>[] {ObjectStore.class}, (proxy, method, arguments) -> {
                    Object result = method.invoke(store, arguments);
                    if (method.getName().equals("head") && isReplaced.compareAndSet(false, true)) {
                        catalog.project(longer);
                    }
                    return result;
                });
        FileCatalog reader = new FileCatalog(replacing, Location.of(folder.resolve("lake")));
        assertThat(reader.current("visits", "2020-01")).contains(longer);
        assertThat(isReplaced).isTrue();
    }

    @Test
    void anotherGenerationOfTheSameNumberIsRefused() {
        catalog.project(Generations.of("2020-01", 1));
        assertThatThrownBy(() -> catalog.project(Generations.of("2020-01", 1, "load-other")))
                .isInstanceOf(DaybookException.class)
                .hasMessageContaining("000001.json is another generation than the one decided now")
                .hasMessageContaining("daybook maintenance --rebuild");
        assertThat(catalog.all()).containsExactly(Generations.of("2020-01", 1));
    }

    @Test
    void generationsAreListedByTableAndPartition() {
        catalog.project(Generations.of("2020-02", 1));
        catalog.project(Generations.of("2020-01", 1));
        catalog.project(Generations.of("2020-01", 2));
        assertThat(catalog.all()).containsExactly(Generations.of("2020-01", 2), Generations.of("2020-02", 1));
        assertThat(catalog.records()).hasSize(3);
    }

    @Test
    void aTableWithoutPartitionsHasOne() {
        CommitRecord whole = Generations.ofWholeTable(1);
        catalog.project(whole);
        assertThat(catalog.current("products", "all")).contains(whole);
        assertThat(whole.partitionName()).isEqualTo("products");
    }

    @Test
    void severalProjectionsAtOnceEndWithTheLatest() throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(PROJECTORS);
        for (int round = 0; round < ROUNDS; round++) {
            String partition = "p" + round;
            CyclicBarrier start = new CyclicBarrier(PROJECTORS);
            List<Future<Object>> projections = IntStream.rangeClosed(1, PROJECTORS)
                    .mapToObj(generation -> workers.submit((Callable<Object>) () -> {
                        start.await();
                        catalog.project(Generations.of(partition, generation));
                        return generation;
                    }))
                    .toList();
            for (Future<Object> projection : projections) {
                projection.get();
            }
            assertThat(catalog.current("visits", partition)).contains(Generations.of(partition, PROJECTORS));
        }
        workers.shutdown();
    }
}
