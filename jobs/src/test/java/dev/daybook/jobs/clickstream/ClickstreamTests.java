package dev.daybook.jobs.clickstream;

import static dev.daybook.jobs.clickstream.Deliveries.click;
import static dev.daybook.jobs.clickstream.Deliveries.gzip;
import static dev.daybook.jobs.clickstream.Deliveries.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.daybook.failure.DaybookException;
import dev.daybook.ops.ExecutionView;
import dev.daybook.table.CommitRecord;
import dev.daybook.table.CommitRecord.Conservation;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.Leftovers;
import dev.daybook.testing.ParquetFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClickstreamTests {

    private static final String HOUR = "2026/03/01/10";
    private static final String NEXT_DAY = "2026/03/02/00";
    private static final String NOON = "2026-03-01T10:12:00Z";
    private static final String IDS = "select dt, event_id, menu_item, element_clicked from clickstream order by all";

    @TempDir
    private Path folder;

    private DataFolder data;
    private Deliveries deliveries;

    @BeforeEach
    void emptyFolder() {
        data = new DataFolder(folder.resolve("data"));
        deliveries = new Deliveries(folder.resolve("data/landing"));
    }

    private static void assertCounts(ExecutionView run, long read, long written, long rejected, long duplicate) {
        assertThat(List.of(run.read(), run.written(), run.rejected(), run.duplicate(), run.ignored()))
                .as("read, written, rejected, duplicate, ignored of " + run)
                .containsExactly(read, written, rejected, duplicate, 0L);
    }

    private List<String> rejects() {
        return data.files().keySet().stream()
                .filter(file -> file.startsWith("quarantine/") && file.endsWith(".ndjson"))
                .flatMap(file -> lines(data.folder().resolve(file)).stream())
                .toList();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Conservation conservation(String date) {
        CommitRecord generation = data.generations().stream()
                .filter(g -> g.partition().equals(date))
                .findFirst()
                .orElseThrow();
        return generation.conservation();
    }

    @Test
    void bothSchemasBecomeRowsOfTheirEventDate() {
        deliveries.packed(HOUR, "a.gz", order("o1", "2026-03-01T10:12:00.1239Z", "pizza \\u00fc \\\"x\\\"", 3));
        deliveries.plain(HOUR, "b", click(null, "2026-02-28 23:59:59", "entree_1", 67));

        ExecutionView run = data.compact();

        assertThat(run.status()).isEqualTo("COMPLETED");
        assertCounts(run, 2, 2, 0, 0);
        assertThat(data.query("select dt, event_id, epoch_ms(event_time), menu_item, quantity, price, total,"
                        + " customer_id, restaurant_id, element_clicked, time_spent, source_menu from clickstream"
                        + " order by dt"))
                .containsExactly(
                        "2026-02-28|null|1772323199000|null|null|null|null|null|null|entree_1|67|lunch",
                        "2026-03-01|o1|1772359920123|pizza ü \"x\"|3|2.50|7.50|c1|r1|null|null|null");
        assertThat(data.records("select object_key, state, read_rows, late_rows from delivery order by ordinal"))
                .containsExactly(
                        "clickstream-data/2026/03/01/10/a.gz|READ|1|0", "clickstream-data/2026/03/01/10/b|READ|1|1");
        assertThat(folder.resolve("data/landing/clickstream-data/2026/03/01/10/a.gz"))
                .exists();
        assertThat(Leftovers.of(data)).isEmpty();
    }

    @Test
    void theFileHoldsTheTablesColumnsInOrderOfTimeWithoutThePartitionColumn() {
        deliveries.plain(
                HOUR,
                "a",
                click("3", "2026-03-01 09:00:03", "x", 1),
                click("1", "2026-03-01 09:00:01", "x", 1),
                click("2", "2026-03-01 09:00:02", "x", 1));
        deliveries.plain(HOUR, "b", click("0", "2026-03-01 09:00:00", "x", 1));
        data.compact();

        assertThat(
                        ParquetFiles.query(
                                data.generations(),
                                "select column_name, column_type from (describe select * from read_parquet(%s, hive_partitioning = false))"))
                .containsExactly(
                        "event_id|VARCHAR",
                        "event_time|TIMESTAMP WITH TIME ZONE",
                        "menu_item|VARCHAR",
                        "quantity|INTEGER",
                        "price|DECIMAL(18,2)",
                        "total|DECIMAL(18,2)",
                        "customer_id|VARCHAR",
                        "restaurant_id|VARCHAR",
                        "element_clicked|VARCHAR",
                        "time_spent|INTEGER",
                        "source_menu|VARCHAR");
        assertThat(ParquetFiles.query(data.generations(), "select event_id from read_parquet(%s)"))
                .containsExactly("0", "1", "2", "3");
    }

    @Test
    void ofOneIdTheFirstByTimeThenObjectThenPlaceStaysAndOtherContentIsAConflict() {
        deliveries.plain(
                HOUR,
                "b",
                order("same", NOON, "second", 1),
                order("same", NOON, "third", 1),
                order("early", "2026-03-01T10:00:00Z", "first", 1),
                order("twice", NOON, "equal", 1));
        deliveries.plain(
                HOUR,
                "a",
                order("same", NOON, "first", 1),
                order("early", NOON, "later", 1),
                order("twice", NOON, "equal", 1));

        ExecutionView run = data.compact();

        assertCounts(run, 7, 3, 0, 4);
        assertThat(data.query("select event_id, menu_item from clickstream order by 1"))
                .containsExactly("early|first", "same|first", "twice|equal");
        assertThat(conservation("2026-03-01")).isEqualTo(new Conservation(0, 7, 3, 1, 3, 0));
        assertThat(data.records("select partition_value, conflict_rows, replaced_rows from compaction_partition"))
                .containsExactly("2026-03-01|3|0");
    }

    @Test
    void theSameIdOnTwoDaysIsTwoEvents() {
        deliveries.plain(HOUR, "a", order("x", NOON, "today", 1), order("x", "2026-02-28T10:00:00Z", "yesterday", 1));

        assertCounts(data.compact(), 2, 2, 0, 0);
    }

    @Test
    void eventsOfALaterRunAreMergedWithThePublishedOnes() {
        deliveries.plain(HOUR, "a", order("x", NOON, "kept", 1), order("y", NOON, "replaced", 1));
        data.compact();
        deliveries.plain(
                NEXT_DAY,
                "b",
                order("x", NOON, "kept", 1),
                order("x", NOON, "other", 1),
                order("y", "2026-03-01T09:00:00Z", "earlier", 1),
                order("z", NOON, "late", 1));

        ExecutionView run = data.compact();

        assertCounts(run, 4, 2, 0, 2);
        assertThat(data.query("select event_id, menu_item from clickstream order by 1"))
                .containsExactly("x|kept", "y|earlier", "z|late");
        assertThat(conservation("2026-03-01")).isEqualTo(new Conservation(2, 4, 2, 1, 1, 1));
        CommitRecord generation = data.generations().get(0);
        assertThat(generation.generation()).isEqualTo(2);
        assertThat(generation.files()).hasSize(1);
        assertThat(data.records("select sum(late_rows) from delivery")).containsExactly("4");
    }

    @Test
    void eventsWithoutIdAreAllKeptUnlessAskedOtherwise() {
        String[] equal = {click(null, "2026-03-01 09:00:00", "x", 1), click(null, "2026-03-01 09:00:00", "x", 1)};
        deliveries.plain(HOUR, "a", equal);
        assertCounts(data.compact(), 2, 2, 0, 0);
        deliveries.plain(HOUR, "b", equal[0], equal[1], click(null, "2026-03-01 09:00:00", "y", 1), equal[0]);
        assertCounts(data.compact("dedup", "content"), 4, 1, 0, 3);
        assertThat(data.query("select element_clicked, count(*) from clickstream group by 1 order by 1"))
                .containsExactly("x|2", "y|1");
    }

    @Test
    void theSameRequestAgainIsADuplicateAndChangesNoFile() {
        deliveries.plain(HOUR, "a", order("x", NOON, "pizza", 1));
        ExecutionView first = data.compact();
        SortedMap<String, String> before = data.files();

        ExecutionView again = data.compact();

        assertThat(again.status()).isEqualTo("DUPLICATE");
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(data.files()).isEqualTo(before);
    }

    @Test
    void nothingDeliveredIsARunOfNothingOnce() {
        assertCounts(data.compact(), 0, 0, 0, 0);
        assertThat(data.compact().status()).isEqualTo("DUPLICATE");
    }

    @Test
    void aChangedObjectUnderAKnownKeyIsRefusedAndTheOthersAreNot() {
        deliveries.plain(HOUR, "a", order("x", NOON, "pizza", 1));
        data.compact();
        deliveries.plain(HOUR, "a", order("x", NOON, "other pizza", 1), order("y", NOON, "more", 1));

        assertThatThrownBy(data::compact)
                .isInstanceOfSatisfying(
                        DaybookException.class, e -> assertThat(e.kind()).isEqualTo(DaybookException.Kind.REFUSED))
                .hasMessageContaining("clickstream-data/2026/03/01/10/a")
                .hasMessageContaining("changed");
        assertThat(data.records("select feed, object_key from refused_delivery"))
                .containsExactly("clickstream|clickstream-data/2026/03/01/10/a");
        deliveries.plain(HOUR, "b", order("z", NOON, "soup", 1));
        assertCounts(data.compact(), 1, 1, 0, 0);
        assertThat(data.query("select menu_item from clickstream order by 1")).containsExactly("pizza", "soup");
        assertThat(data.compact().status()).isEqualTo("DUPLICATE");
    }

    @Test
    void anHourOrADayIsCompactedByItself() {
        deliveries.plain(HOUR, "a", order("1", NOON, "x", 1));
        deliveries.plain("2026/03/01/11", "a", order("2", NOON, "x", 1));
        deliveries.plain(NEXT_DAY, "a", order("3", NOON, "x", 1));

        assertCounts(data.compact("hour", "2026-03-01T11"), 1, 1, 0, 0);
        assertCounts(data.compact("date", "2026-03-01"), 1, 1, 0, 0);
        assertCounts(data.compact(), 1, 1, 0, 0);
        assertThatThrownBy(() -> data.compact("hour", "2026-03-01"))
                .hasMessage("hour: expected an hour such as 2026-03-01T10, found '2026-03-01'");
        assertThatThrownBy(() -> data.compact("dedup", "no")).hasMessage("dedup: expected id or content, found 'no'");
    }

    @Test
    void whatBreaksTheContractIsARejectThatSaysWhereAndWhy() {
        String good = order("good", NOON, "x", 1);
        deliveries.plain(
                HOUR,
                "a",
                good,
                good.replace("timestamp", "timestmp").replace("good", "r1"),
                good.replace("menuItem", "menuitem").replace("good", "r2"),
                good.replace("\"quantity\":1", "\"quantity\":\"1\"").replace("good", "r3"),
                good.replace("\"quantity\":1", "\"quantity\":0").replace("good", "r4"),
                good.replace("2.50", "2.505").replace("good", "r5"),
                order("r6", "2026-03-01T11:15:00Z", "x", 1),
                order("ahead", "2026-03-01T11:14:59Z", "x", 1),
                good.replace("}", ",\"element_clicked\":\"x\"}").replace("good", "r7"),
                good.replace("}", ",\"unknown\":1}").replace("good", "kept"),
                "{}",
                "nonsense");

        ExecutionView run = data.compact();

        assertThat(run.exitCode()).isEqualTo(5);
        assertCounts(run, 12, 3, 9, 0);
        assertThat(data.query(IDS))
                .containsExactly("2026-03-01|ahead|x|null", "2026-03-01|good|x|null", "2026-03-01|kept|x|null");
        assertThat(rejects()).hasSize(9).allMatch(line -> line.contains("clickstream-data/2026/03/01/10/a\""));
        assertThat(rejects().get(0)).contains("\"line\":2", "\"column\":\"timestamp\"", "\"rule\":\"REQUIRED\"");
        assertThat(rejects().get(1)).contains("\"line\":3", "\"column\":\"menuItem\"", "\"rule\":\"REQUIRED\"");
        assertThat(rejects().get(2)).contains("\"line\":4", "\"column\":\"quantity\"", "\"rule\":\"TYPE\"");
        assertThat(rejects().get(3)).contains("\"line\":5", "\"column\":\"quantity\"", "\"rule\":\"RANGE\"");
        assertThat(rejects().get(4)).contains("\"line\":6", "\"column\":\"price\"", "\"rule\":\"TYPE\"");
        assertThat(rejects().get(5))
                .contains("\"line\":7", "\"rule\":\"RANGE\"", "a time before 2026-03-01T11:15:00", "11:15:00Z");
        assertThat(rejects().get(6)).contains("\"line\":9", "\"column\":\"element_clicked\"", "no more than menuItem");
        assertThat(rejects().get(7)).contains("\"line\":11", "\"rule\":\"REQUIRED\"");
        assertThat(rejects().get(8)).contains("\"line\":12", "\"rule\":\"JSON\"", "an object");
    }

    @Test
    void fieldsTheFeedDoesNotNameAreCountedAndToldOf() {
        String good = order("1", NOON, "x", 1);
        deliveries.plain(
                HOUR,
                "a",
                good.replace("}", ",\"app\":\"3.1\",\"os\":null}"),
                order("2", NOON, "x", 1),
                click("3", "2026-03-01 10:12:00", "x", 1).replace("}", ",\"app\":{}}"));
        deliveries.packed(NEXT_DAY, "b.gz", good.replace("{", "{\"app\":2,").replace("\"1\"", "\"4\""));

        ExecutionView run = data.compact();

        assertCounts(run, 4, 3, 1, 0);
        String warning = "2 events have fields the feed does not name: app (2), os (1)";
        assertThat(run.details().warnings()).containsExactly(warning);
        assertThat(data.records("select subject from outbox where kind = 'SUCCEEDED'"))
                .singleElement()
                .asString()
                .contains("of 2 objects; 2 events have fields");
        deliveries.plain(HOUR, "c", order("5", NOON, "x", 1));
        assertThat(data.compact().details().warnings()).isEmpty();
    }

    @Test
    void objectsMayStandOneBehindTheOtherInArraysOrBeEmpty() {
        deliveries.write(
                HOUR, "a", (order("1", NOON, "x", 1) + order("2", NOON, "x", 1)).getBytes(StandardCharsets.UTF_8));
        deliveries.write(HOUR, "b", ("\ufeff[" + order("3", NOON, "x", 1) + "]").getBytes(StandardCharsets.UTF_8));
        deliveries.write(HOUR, "c", new byte[0]);
        deliveries.write(HOUR, "d.gz", gzip(new byte[0]));
        deliveries.write(HOUR, "e", "\n \n".getBytes(StandardCharsets.UTF_8));
        byte[] two = gzip(order("4", NOON, "x", 1).getBytes(StandardCharsets.UTF_8));
        byte[] members = Arrays.copyOf(two, two.length * 2);
        System.arraycopy(two, 0, members, two.length, two.length);
        deliveries.write(HOUR, "f.gz", members);

        assertCounts(data.compact(), 5, 4, 0, 1);
        assertThat(data.query("select event_id from clickstream order by 1")).containsExactly("1", "2", "3", "4");
        assertThat(data.compact().status()).isEqualTo("DUPLICATE");
    }

    @Test
    void anObjectThatWasCutOffCountsAsFarAsItCanBeRead() {
        StringBuilder events = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            events.append(order("e" + i * 7919L, NOON, "item " + i * 31, 1)).append('\n');
        }
        byte[] packed = gzip(events.toString().getBytes(StandardCharsets.UTF_8));
        deliveries.write(HOUR, "cut.gz", Arrays.copyOf(packed, packed.length / 2));
        deliveries.write(
                HOUR,
                "half",
                (order("whole", NOON, "x", 1) + "\n{\"eventId\":\"half\",\"time").getBytes(StandardCharsets.UTF_8));

        ExecutionView run = data.compact();

        assertThat(run.status()).isEqualTo("COMPLETED");
        assertThat(run.written()).isBetween(1_000L, 4_999L);
        assertThat(run.read()).isEqualTo(run.written() + run.rejected());
        assertThat(rejects()).hasSize(3);
        assertThat(rejects().get(1)).contains("cut.gz", "gzip data", "was not delivered whole");
        assertThat(rejects().get(2)).contains("half", "\"line\":2", "the end of the file");
        assertThat(data.query("select count(*) from clickstream where event_id = 'whole'"))
                .containsExactly("1");
    }

    @Test
    void aLineOfAHundredMegabytesIsRejectedAndItsNeighboursAreNot() {
        byte[] huge = new byte[100 << 20];
        Arrays.fill(huge, (byte) 'x');
        byte[] head = (order("before", NOON, "x", 1) + "\n{\"eventId\":\"").getBytes(StandardCharsets.UTF_8);
        byte[] tail = ("\"}\n" + order("behind", NOON, "x", 1)).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(head, 0, huge, 0, head.length);
        System.arraycopy(tail, 0, huge, huge.length - tail.length, tail.length);
        deliveries.write(HOUR, "huge.gz", gzip(huge));

        ExecutionView run = data.compact();

        assertThat(run.exitCode()).isEqualTo(5);
        assertCounts(run, 3, 2, 1, 0);
        assertThat(data.query("select event_id from clickstream order by 1")).containsExactly("before", "behind");
        assertThat(rejects()).hasSize(1).allMatch(line -> line.length() < 100_000);
        assertThat(rejects().get(0)).contains("\"line\":2", "none within");
    }

    @Test
    void anObjectWithoutAnyGoodEventFailsTheRunAndIsReadAgainWithTheNext() {
        deliveries.plain(HOUR, "a", "nonsense");

        assertThat(data.compact().status()).isEqualTo("FAILED");

        assertThat(data.generations()).isEmpty();
        deliveries.plain(HOUR, "b", order("x", NOON, "x", 1));
        assertCounts(data.compact(), 2, 1, 1, 0);
    }

    @Test
    void eventsOfADateThatWasRolledBackComeAgainAndThoseOfOthersAreNotDoubled() {
        deliveries.plain(HOUR, "a", click(null, "2026-03-01 09:00:00", "x", 1));
        data.compact();
        deliveries.plain(
                HOUR, "b", click(null, "2026-03-01 09:00:01", "y", 1), click(null, "2026-02-28 09:00:01", "z", 1));
        data.compact();
        data.rollback("clickstream", "2026-03-01");
        assertThat(data.query(IDS)).containsExactly("2026-02-28|null|null|z", "2026-03-01|null|null|x");

        ExecutionView again = data.compact();

        assertCounts(again, 2, 1, 0, 1);
        assertThat(data.query(IDS))
                .containsExactly("2026-02-28|null|null|z", "2026-03-01|null|null|x", "2026-03-01|null|null|y");
    }

    @Test
    void manyGenerationsHaveAFileEachAndOldOnesGo() {
        for (int run = 0; run < 12; run++) {
            deliveries.plain(HOUR, "run-%02d".formatted(run), order("e" + run, NOON, "x", 1));
            data.compact();
        }
        CommitRecord generation = data.generations().get(0);
        assertThat(generation.generation()).isEqualTo(12);
        assertThat(generation.files()).hasSize(1);
        assertThat(generation.rows()).isEqualTo(12);
        data.maintain(Duration.ZERO);
        assertThat(data.files().keySet().stream().filter(f -> f.endsWith(".parquet")))
                .hasSize(1);
        assertThat(Leftovers.of(data)).isEmpty();
    }

    @Test
    void realPayloadsAreReadAndTheOneWithAMisspeltKeyIsRejected() throws IOException {
        Path payloads = Path.of("/work/shared/data/clickstream/poc2_test_payloads.ndjson");
        for (Path up = Path.of("").toAbsolutePath(); !Files.exists(payloads) && up != null; up = up.getParent()) {
            payloads = up.resolve("shared/data/clickstream/poc2_test_payloads.ndjson");
        }
        assumeTrue(Files.exists(payloads), "../shared/data/clickstream is not here");
        deliveries.write("2022/09/12/00", "poc2", Files.readAllBytes(payloads));

        assertCounts(data.compact(), 5, 4, 1, 0);
        assertThat(data.query("select dt, element_clicked, time_spent, source_menu from clickstream order by all"))
                .containsExactly(
                        "2022-09-11|drink_1|15|restaurant_name",
                        "2022-09-11|drink_3|14|restaurant_name",
                        "2022-09-11|entree_1|12|restaurant_name",
                        "2022-09-11|entree_1|67|restaurant_name");
        assertThat(rejects()).singleElement().satisfies(line -> assertThat(line).contains("createdAt", "\"line\":3"));
    }

    @Test
    void aFeedThatIsNotOfEventsIsRefusedAndEventsAreNotLoadedByOtherJobs() {
        assertThatThrownBy(() -> data.compact("feed", "daily-sales"))
                .hasMessageContaining("feed daily-sales says nothing of events");
        Path file = deliveries.plain(HOUR, "a.json", order("x", NOON, "x", 1));
        assertThatThrownBy(() -> data.load(file.toString(), "feed", "clickstream"))
                .hasMessageContaining("expected the job clickstream-compaction");
    }

    @Test
    void ledgerAndNoticeTellOfTheRun() {
        deliveries.plain(HOUR, "a", order("x", NOON, "x", 1), order("x", NOON, "other", 1));
        data.compact();
        assertThat(data.records("select status, read_rows, written_rows, duplicate_rows from ledger"))
                .containsExactly("LOADED|2|1|1");
        assertThat(data.records("select body from outbox where channel = 'log'"))
                .allMatch(body -> body.contains("1 rows written") && body.contains("(1 conflicting)"));
        assertThat(Map.copyOf(data.generations().get(0).rowsBySource()).values())
                .containsExactly(1L);
    }
}
