package dev.daybook.listen;

import static dev.daybook.testing.Sales.sale;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.failure.Failpoints;
import dev.daybook.ops.ExecutionView;
import dev.daybook.store.StoredObject;
import dev.daybook.testing.DaybookProcess;
import dev.daybook.testing.DaybookProcess.Ended;
import dev.daybook.testing.Sales;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The five scenes of the design on daily-sales-load, from a file in a bucket and a message about it to the tables: by a
 * listener in a process of its own, its runs in others.
 */
class DailySalesScenesTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String DAY = "2024-04-18";
    private static final String ROUTES = """
            routes:
              - {key: "sales-*.json", job: daily-sales-load}
              - {key: "catalogue-*.csv", job: daily-sales-load, parameters: {feed: products}}
              - {key: "restocks-*.json", job: daily-sales-load, parameters: {feed: restocks}}
            """;

    @TempDir
    private Path folder;

    private int events;

    private Scene store(String name) {
        Scene scene = new Scene(folder.resolve(name), 10).withRoutes(ROUTES);
        Path catalogue = Sales.catalogue(folder, "2024-03-01", "D1,2.50", "D2,7.00");
        announce(scene, scene.deliver(catalogue, "catalogue-2024-03-01.csv"));
        return scene;
    }

    private void announce(Scene scene, StoredObject object) {
        scene.announce(object, "%018X".formatted(++events));
    }

    private StoredObject deliver(Scene scene, String... sales) {
        return scene.deliver(Sales.file(folder, DAY, sales), "sales-" + DAY + ".json");
    }

    private static String[] twoSales() {
        return new String[] {sale("O1", "D1", 2, DAY + " 10:00:00"), sale("O2", "D2", 3, "2024-03-31 10:00:00")};
    }

    private static void drain(Scene scene) {
        Ended ended = scene.drain();
        assertThat(ended.exitCode()).as(ended.toString()).isZero();
    }

    private static void drainAll(Scene scene) {
        while (scene.queue().size() > 0) {
            drain(scene);
        }
    }

    private static List<String> sales(Scene scene) {
        return scene.data()
                .query(
                        "select order_id, product_id, quantity, price, revenue, source, sale_month from sales order by all");
    }

    private static List<String> stock(Scene scene) {
        return scene.data()
                .query("select snapshot_date, product_id, opening, sold, closing from inventory order by all");
    }

    private static void assertNothingIsLeft(Scene scene) {
        assertThat(scene.queue().size()).isZero();
        assertThat(scene.queue().deadLetters()).isZero();
        assertThat(scene.keys("landing")).isEmpty();
        assertThat(scene.keys("staging")).isEmpty();
    }

    @Test
    void killedHalfWayItEndsAsAnUninterruptedOne() {
        killAt("decided:2");
    }

    @Test
    @Tag("crash")
    void killedWithItsInventoryPublishedToo() {
        killAt("inventory-published");
    }

    private void killAt(String failpoint) {
        Scene whole = store("whole");
        announce(whole, deliver(whole, twoSales()));
        drainAll(whole);
        Scene killed = store("killed");
        drainAll(killed);
        announce(killed, deliver(killed, twoSales()));
        Ended ended = killed.process().with(Failpoints.VARIABLE, failpoint).run("listen", "--drain");
        assertThat(ended.err()).contains("exit code 137");
        drainAll(killed);
        assertThat(sales(killed)).hasSize(2).isEqualTo(sales(whole));
        assertThat(stock(killed)).isNotEmpty().isEqualTo(stock(whole));
        assertThat(killed.data().ledger()).isEqualTo(whole.data().ledger());
        assertThat(killed.data().executions()).extracting(ExecutionView::status).contains("COMPLETED", "FAILED");
        assertNothingIsLeft(killed);
    }

    @Test
    void aMessageSentTwiceAndTwiceAgainAfterwardsHasOneEffect() {
        Scene scene = store("scene");
        StoredObject object = deliver(scene, twoSales());
        int event = ++events;
        for (int round = 0; round < 2; round++) {
            scene.announce(object, "%018X".formatted(event));
            scene.announce(object, "%018X".formatted(event));
            drainAll(scene);
        }
        assertThat(sales(scene)).hasSize(2);
        assertThat(scene.data().ledger()).containsExactly("2024-03-01|0|LOADED", DAY + "|0|LOADED");
        assertThat(scene.data()
                        .records("select decision, count(*) from admission where job_execution_id ="
                                + " (select max(job_execution_id) from admission) group by decision order by 1"))
                .containsExactly("DUPLICATE|3", "STARTED|1");
        assertThat(scene.data().records("select count(*) from outbox where subject like 'Daily sales load%'"))
                .containsExactly("1");
        assertNothingIsLeft(scene);
    }

    @Test
    @Tag("crash")
    void aChangedFileOfTheSameDateReplacesItAndTheOldOneBringsItBack() {
        Scene scene = store("scene");
        announce(scene, deliver(scene, twoSales()));
        drainAll(scene);
        List<String> first = sales(scene);
        List<String> stock = stock(scene);
        announce(scene, deliver(scene, sale("O1", "D1", 5, DAY + " 10:00:00")));
        drainAll(scene);
        assertThat(sales(scene)).containsExactly("O1|D1|5|2.50|12.50|daily-sales/2024-04-18|2024-04");
        assertThat(scene.data()
                        .query("select closing from inventory where product_id = 'D1' and snapshot_date = '" + DAY
                                + "'"))
                .containsExactly("5");
        announce(scene, deliver(scene, twoSales()));
        drainAll(scene);
        assertThat(sales(scene)).isEqualTo(first);
        assertThat(stock(scene)).isEqualTo(stock);
        assertThat(scene.data().ledger())
                .containsExactly(
                        "2024-03-01|0|LOADED", DAY + "|0|SUPERSEDED", DAY + "|1|SUPERSEDED", DAY + "|2|LOADED");
        assertNothingIsLeft(scene);
    }

    @Test
    void ofADirtyFileGoodRowsAreLoadedAndBadOnesAreData() {
        Scene scene = store("scene");
        announce(
                scene,
                deliver(
                        scene,
                        sale("O1", "D1", 1, DAY + " 10:00:00"),
                        sale("O1", "D1", 2, DAY + " 10:00:00"),
                        sale("O2", "D9", 1, DAY + " 10:00:00"),
                        sale("O3", "D1", 0, DAY + " 10:00:00"),
                        "{\"order_id\": broken}",
                        sale("O4", "D2", 1, "2024-03-31 10:00:00"),
                        sale("O4", "D2", 1, "2024-03-31 10:00:00")));
        drainAll(scene);
        assertThat(sales(scene)).hasSize(3);
        String run = scene.data()
                .records("select max(job_execution_id) from batch_job_execution")
                .get(0);
        JsonNode shown =
                JSON.readTree(scene.process().run("show", run, "--json").out());
        assertThat(shown.path("status").asString()).isEqualTo("COMPLETED");
        assertThat(shown.path("exitCode").asInt()).isEqualTo(5);
        assertThat(List.of("read", "written", "rejected", "duplicate", "ignored", "late"))
                .extracting(count -> shown.path(count).asInt())
                .containsExactly(7, 3, 3, 1, 0, 2);
        assertThat(shown.path("warnings").valueStream().map(JsonNode::asString))
                .containsExactly(
                        "1 order number is there more than once with different content, 2 rows in all: O1 (2)");
        assertThat(scene.process().run("show", run).out())
                .contains(
                        "7 read = 3 written + 3 rejected + 1 duplicate + 0 ignored; 0 blank, 2 late",
                        "warning   1 order number is there more than once");
        assertThat(scene.process().run("rejects", run).out())
                .contains(
                        "expected a value of products.product_id",
                        "expected a number of at least 1",
                        "3 rejected rows");
        assertThat(scene.keys("quarantine")).anyMatch(key -> key.endsWith("rejects-sales-2024-04-18.csv"));
        assertNothingIsLeft(scene);
    }

    @Test
    @Tag("crash")
    void aReaderSeesWholeStatesWhileSixAreFollowedByOneAnother() throws Exception {
        readWhilePublishing(3, 0);
    }

    @Test
    @Tag("crash")
    void aReaderSeesWholeStatesDuringAHundredPublications() throws Exception {
        readWhilePublishing(50, 200);
    }

    /** Version k has 5 + k sales in March and 7 + k in April, all of which name it. */
    private void readWhilePublishing(int versions, int leastPolls) throws Exception {
        Scene scene = store("scene");
        announce(scene, deliver(scene, version(0)));
        drainAll(scene);
        AtomicBoolean isDone = new AtomicBoolean();
        AtomicInteger polls = new AtomicInteger();
        CompletableFuture<Map<String, List<String>>> reader = CompletableFuture.supplyAsync(() -> {
            Map<String, List<String>> seen = new HashMap<>();
            while (!isDone.get()) {
                for (String month : List.of("2024-03", "2024-04")) {
                    seen.computeIfAbsent(month, of -> new ArrayList<>()).addAll(state(scene, month));
                    polls.incrementAndGet();
                }
            }
            return seen;
        });
        DaybookProcess.Running listener = scene.process().start("listen");
        for (int k = 1; k <= versions; k++) {
            announce(scene, deliver(scene, version(k)));
            awaitLoaded(scene, listener, k);
        }
        isDone.set(true);
        Map<String, List<String>> seen = reader.join();
        listener.process().destroy();
        assertThat(listener.await().exitCode()).isEqualTo(4);

        seen.forEach((month, states) -> assertWhole(month.equals("2024-03") ? 5 : 7, states));
        assertThat(seen).hasSize(2);
        assertThat(polls.get()).isGreaterThanOrEqualTo(leastPolls);
        assertThat(scene.data().generations())
                .filteredOn(generation -> generation.table().equals("sales"))
                .allSatisfy(generation -> assertThat(generation.generation()).isEqualTo(versions + 1))
                .hasSize(2);
        Set<String> states = new HashSet<>();
        seen.forEach((month, all) -> all.forEach(state -> states.add(month + " " + state)));
        LoggerFactory.getLogger(DailySalesScenesTests.class)
                .warn("{} publications, {} polls, {} states seen", 2 * versions, polls, states.size());
    }

    private static String[] version(int k) {
        List<String> sales = new ArrayList<>();
        for (int i = 0; i < 5 + k; i++) {
            sales.add(sale(k + "-" + i, "D1", 1, "2024-03-31 10:00:00"));
        }
        for (int i = 0; i < 7 + k; i++) {
            sales.add(sale(k + "-" + i, "D1", 1, DAY + " 10:00:00"));
        }
        return sales.toArray(String[]::new);
    }

    /** S3 replaces an object at once, this server writes over it: a pointer read meanwhile is cut off, and read again. */
    private static List<String> state(Scene scene, String month) {
        while (true) {
            try {
                return scene.data()
                        .query("select split_part(min(order_id), '-', 1), split_part(max(order_id), '-', 1), count(*)"
                                + " from sales where sale_month = '" + month + "'");
            } catch (StreamReadException e) {
                LoggerFactory.getLogger(DailySalesScenesTests.class).debug("a pointer was cut off", e);
            }
        }
    }

    private static void assertWhole(int least, List<String> states) {
        int before = 0;
        for (String state : states) {
            int version = Integer.parseInt(state.substring(0, state.indexOf('|')));
            assertThat(state).isEqualTo(version + "|" + version + "|" + (least + version));
            assertThat(version).isGreaterThanOrEqualTo(before);
            before = version;
        }
        assertThat(states).isNotEmpty();
    }

    private static void awaitLoaded(Scene scene, DaybookProcess.Running listener, int revision) throws Exception {
        while (!scene.data().ledger().contains(DAY + "|" + revision + "|LOADED")
                || scene.queue().size() > 0) {
            assertThat(listener.process().isAlive())
                    .as(() -> "the listener ended, see " + listener.err())
                    .isTrue();
            Thread.sleep(50);
        }
        assertThat(Files.exists(listener.err())).isTrue();
    }
}
