package dev.daybook.jobs.dailysales;

import static dev.daybook.testing.Sales.sale;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.daybook.failure.DaybookException;
import dev.daybook.ops.ExecutionView;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.OnBothDatabases;
import dev.daybook.testing.Sales;
import dev.daybook.testing.TestDatabase;
import dev.daybook.testing.Visits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OnBothDatabases
class DailySalesTests {

    private static final String DAY = "2024-04-18";

    @Parameter
    private TestDatabase database;

    @TempDir
    private Path folder;

    private DataFolder data;
    private Path landing;

    @BeforeEach
    void emptyFolder() {
        data = new DataFolder(folder.resolve("data"), database);
        landing = data.folder().resolve("landing");
        data.loadDay(
                "feed",
                "products",
                "file",
                Sales.catalogue(folder, "2024-04-01", "D1,2.50", "D2,7.00", "D3,")
                        .toString());
    }

    @Test
    void theFileOfADateGoesFromTheLandingZoneIntoTheTable() {
        Path file = Sales.file(
                landing, DAY, sale("O1", "D1", 2, DAY + " 21:07:45.116970"), sale("O2", "D2", 1, DAY + "T18:00:00"));
        ExecutionView run = data.loadDay("date", DAY);
        assertThat(run.status()).isEqualTo("COMPLETED");
        assertThat(run.read()).isEqualTo(2);
        assertThat(run.written()).isEqualTo(2);
        assertThat(data.query(
                        "select order_id, product_id, quantity, price, revenue, strftime(sold_at, '%Y-%m-%d %H:%M:%S.%g'), source, sale_month"
                                + " from sales order by all"))
                .containsExactly(
                        "O1|D1|2|2.50|5.00|2024-04-18 21:07:45.116|daily-sales/2024-04-18|2024-04",
                        "O2|D2|1|2.50|2.50|2024-04-18 18:00:00.000|daily-sales/2024-04-18|2024-04");
        assertThat(file).doesNotExist();
        assertThat(data.files().keySet())
                .anyMatch(name -> name.startsWith("processed/daily-sales/") && name.endsWith("-sales-2024-04-18.json"));
        assertThat(data.ledger()).containsExactly("2024-04-01|0|LOADED", "2024-04-18|0|LOADED");
    }

    @Test
    void whatIsToldOfADayIsItsSalesAndOfAFailureTheLatestDayThereIs() {
        Sales.file(landing, DAY, sale("O1", "D1", 2, DAY + " 21:07:45"), sale("O2", "D2", 4_000, DAY + "T18:00:00"));
        data.loadDay("date", DAY);
        Visits.text(landing.resolve("sales-2024-04-19.json"), "[1]");
        assertThat(data.loadDay("date", "2024-04-19").status()).isEqualTo("FAILED");
        assertThat(data.records("select subject from outbox order by notice_id"))
                .satisfiesExactly(
                        catalogue -> assertThat(catalogue)
                                .isEqualTo(
                                        "daily-sales-load 2024-04-01 succeeded: 3 rows written, 0 rejected, 0 duplicate, 0 ignored"),
                        stock -> assertThat(stock)
                                .isEqualTo("Stock negative on 2024-04-18: 1 product, the least D2 with -3,990"),
                        success -> assertThat(success)
                                .isEqualTo("Daily sales load 2024-04-18 succeeded: 2 sales, revenue 10,005.00"),
                        failure -> assertThat(failure)
                                .startsWith("Daily sales load 2024-04-19 failed: file:")
                                .endsWith("; latest data is still 2024-04-18"));
    }

    @Test
    void theDateIsTakenFromTheFilesName() {
        data.loadDay(
                "file",
                Sales.file(folder, DAY, sale("O1", "D1", 2, DAY + " 21:07:45")).toString());
        assertThat(data.ledger()).containsExactly("2024-04-01|0|LOADED", "2024-04-18|0|LOADED");
    }

    @Test
    void withoutADateNothingIsLoaded() {
        Path file = Sales.write(folder.resolve("today.json"), "[]");
        for (String[] parameters : new String[][] {{}, {"file", file.toString()}, {"date", "18/04/2024"}}) {
            assertThatExceptionOfType(DaybookException.class)
                    .isThrownBy(() -> data.loadDay(parameters))
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(DaybookException.Kind.CONFIGURATION))
                    .withMessageContaining("such as 2026-03-01");
        }
    }

    @Test
    void theSameFileAgainIsADuplicateAChangedOneReplacesItAndTheOldOneComesBack() {
        String first = sale("O1", "D1", 2, DAY + " 10:00:00");
        String second = sale("O2", "D1", 3, DAY + " 10:00:00");
        Sales.file(landing, DAY, first);
        data.loadDay("date", DAY);
        Path again = Sales.file(landing, DAY, first);
        assertThat(data.loadDay("date", DAY).status()).isEqualTo("DUPLICATE");
        assertThat(again).doesNotExist();
        Sales.file(landing, DAY, second);
        assertThat(data.loadDay("date", DAY).status()).isEqualTo("COMPLETED");
        assertThat(data.query("select order_id from sales")).containsExactly("O2");
        Sales.file(landing, DAY, first);
        assertThat(data.loadDay("date", DAY).status()).isEqualTo("COMPLETED");
        assertThat(data.query("select order_id from sales")).containsExactly("O1");
        assertThat(data.ledger())
                .containsExactly(
                        "2024-04-01|0|LOADED",
                        "2024-04-18|0|SUPERSEDED",
                        "2024-04-18|1|SUPERSEDED",
                        "2024-04-18|2|LOADED");
    }

    @Test
    void goodElementsAreLoadedAndBrokenOnesAreData() throws IOException {
        Sales.file(
                landing,
                DAY,
                sale("O1", "D1", 2, DAY + " 10:00:00"),
                "{\"order_id\":\"O2\",\"product_id\":\"D1\",\"quantity\":oops,\"price\":1,\"revenue\":1}",
                sale("O3", "D1", 0, DAY + " 10:00:00"),
                sale("O4", "D1", 1, DAY + " 10:00:00").replace("\"quantity\":1", "\"quantity\":\"1\""),
                sale("O5", "D1", 1, DAY + " 10:00:00"),
                sale("O5", "D1", 1, DAY + " 10:00:00"),
                "{\"order_id\":\"O6");
        ExecutionView run = data.loadDay("date", DAY);
        assertThat(run.status()).isEqualTo("COMPLETED");
        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.read()).isEqualTo(8);
        assertThat(run.written()).isEqualTo(2);
        assertThat(run.rejected()).isEqualTo(5);
        assertThat(run.duplicate()).isEqualTo(1);
        String rejects = Files.readString(Path.of(run.rejectFile().substring("file:".length())));
        assertThat(rejects)
                .contains("line 2: quantity: expected a value, found oops,\"\"price\"\":1,\"\"reve at line 2, byte")
                .contains("line 3: quantity: expected a number of at least 1 and at most 1000000, found 0")
                .contains("line 4: quantity: expected a whole number of 32 bits, found \"\"1\"\"")
                .contains("line 7: order_id: expected a closing quote, found a line end at line 7, byte")
                .contains("line 8: expected the array to go on or to be closed by ], found the end of the file");
    }

    @Test
    void mendedRejectsAreLoadedBeside() throws IOException {
        Sales.file(landing, DAY, sale("O1", "D1", 2, DAY + " 10:00:00"), sale("O2", "D1", 0, DAY + " 11:00:00"));
        ExecutionView run = data.loadDay("date", DAY);
        Path rejects = Path.of(run.rejectFile().substring("file:".length()));
        Files.writeString(rejects, Files.readString(rejects).replace(",0,2.50,0.00,", ",2,2.50,5.00,"));
        String load =
                data.records("select load_id from ledger order by load_id desc").get(0);
        ExecutionView replay =
                data.loadDay("date", DAY, "key", DAY + "#replay", "file", rejects.toString(), "replayOfLoad", load);
        assertThat(replay.written()).isEqualTo(1);
        assertThat(data.query("select order_id, source from sales order by all"))
                .containsExactly("O1|daily-sales/2024-04-18", "O2|daily-sales/2024-04-18#replay");
    }

    @Test
    void quantitiesBeyondTheFeedsRangeAreRejectsAndStopNoInventory() throws IOException {
        Sales.file(
                landing,
                DAY,
                sale("O1", "D1", 2_000_000_000, DAY + " 10:00:00"),
                sale("O2", "D1", 2_000_000_000, DAY + " 11:00:00"),
                sale("O3", "D1", 3, DAY + " 12:00:00"));
        ExecutionView run = data.loadDay("date", DAY);
        assertThat(run.status()).as(run.message()).isEqualTo("COMPLETED");
        assertThat(run.rejected()).isEqualTo(2);
        assertThat(Files.readString(Path.of(run.rejectFile().substring("file:".length()))))
                .contains("expected a number of at least 1 and at most 1000000, found 2000000000");
        assertThat(data.query(
                        "select opening, sold, closing from inventory where product_id = 'D1' and snapshot_date = '"
                                + DAY + "'"))
                .containsExactly("10|3|7");
    }

    @Test
    void anEmptyArrayIsADayWithoutSales() {
        Sales.write(landing.resolve("sales-" + DAY + ".json"), "[]\n");
        ExecutionView run = data.loadDay("date", DAY);
        assertThat(run.status()).as(run.message()).isEqualTo("COMPLETED");
        assertThat(run.exitCode()).isZero();
        assertThat(run.read()).isZero();
        assertThat(run.load()).isEqualTo("LOADED");
        assertThat(data.query("select product_id, sold, closing from inventory where snapshot_date = '" + DAY
                        + "' order by all"))
                .containsExactly("D1|0|10", "D2|0|10", "D3|0|10");
        Sales.write(landing.resolve("sales-" + DAY + ".json"), "[]\n");
        assertThat(data.loadDay("date", DAY).status()).isEqualTo("DUPLICATE");
        assertThat(landing.resolve("sales-" + DAY + ".json")).doesNotExist();
        Sales.write(landing.resolve("sales-2024-04-19.json"), "[]\n");
        assertThat(data.loadDay("date", "2024-04-19").load()).isEqualTo("LOADED");
        assertThat(data.ledger()).containsExactly("2024-04-01|0|LOADED", "2024-04-18|0|LOADED", "2024-04-19|0|LOADED");
    }

    @Test
    void anEmptyArrayWithdrawsWhatTheDayHadAndTheOldFileBringsItBack() {
        Sales.file(landing, "2024-04-17", sale("O9", "D1", 1, "2024-04-17 10:00:00"));
        data.loadDay("date", "2024-04-17");
        Sales.file(landing, DAY, sale("O1", "D1", 2, DAY + " 10:00:00"));
        data.loadDay("date", DAY);
        Sales.write(landing.resolve("sales-" + DAY + ".json"), "[]\n");
        ExecutionView run = data.loadDay("date", DAY);
        assertThat(run.status()).as(run.message()).isEqualTo("COMPLETED");
        assertThat(data.query("select order_id from sales")).containsExactly("O9");
        assertThat(data.query("select sold, closing from inventory where product_id = 'D1' and snapshot_date = '" + DAY
                        + "'"))
                .containsExactly("0|9");
        assertThat(data.records("select subject from outbox order by notice_id desc")
                        .get(0))
                .isEqualTo("Daily sales load 2024-04-18 succeeded: 0 sales, revenue 0.00");
        Sales.write(landing.resolve("sales-" + DAY + ".json"), "[]\n");
        assertThat(data.loadDay("date", DAY).status()).isEqualTo("DUPLICATE");
        Sales.file(landing, DAY, sale("O1", "D1", 2, DAY + " 10:00:00"));
        assertThat(data.loadDay("date", DAY).status()).isEqualTo("COMPLETED");
        assertThat(data.query("select order_id from sales order by all")).containsExactly("O1", "O9");
        assertThat(data.ledger())
                .containsExactly(
                        "2024-04-01|0|LOADED",
                        "2024-04-17|0|LOADED",
                        "2024-04-18|0|SUPERSEDED",
                        "2024-04-18|1|SUPERSEDED",
                        "2024-04-18|2|LOADED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "["})
    void aFileThatSaysNothingIsNoDayWithoutSales(String text) {
        Sales.file(landing, DAY, sale("O1", "D1", 2, DAY + " 10:00:00"));
        data.loadDay("date", DAY);
        Sales.write(landing.resolve("sales-" + DAY + ".json"), text);
        ExecutionView run = data.loadDay("date", DAY);
        assertThat(run.status()).isEqualTo("FAILED");
        assertThat(run.message()).contains("sales-2024-04-18.json has no row").contains("The table keeps what it has");
        assertThat(data.query("select order_id from sales")).containsExactly("O1");
    }

    @Test
    void aBusinessDateThatIsYetToComeIsRefused() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        for (String feed : List.of("daily-sales", "restocks", "products")) {
            Path file = Sales.file(folder, "2099-01-01", sale("O1", "D1", 2, "2099-01-01 10:00:00"));
            assertThatExceptionOfType(DaybookException.class)
                    .isThrownBy(() -> data.loadDay("feed", feed, "file", file.toString(), "date", "2099-01-01"))
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(DaybookException.Kind.CONFIGURATION))
                    .withMessage(
                            "date: expected a day up to tomorrow, %s, found 2099-01-01".formatted(today.plusDays(1)));
        }
        String tomorrow = today.plusDays(1).toString();
        Path file = Sales.file(folder, tomorrow, sale("O1", "D1", 2, tomorrow + " 10:00:00"));
        assertThat(data.loadDay("file", file.toString()).status()).isEqualTo("COMPLETED");
    }

    private static String of(String product, String amounts, String soldAt) {
        return "{\"order_id\":\"O\",\"product_id\":\"%s\",%s,\"date\":\"%s\"}".formatted(product, amounts, soldAt);
    }

    @Test
    void whatIsMissingOfAnAmountIsFilledInAndWhatIsWrongIsRejected() throws IOException {
        String at = DAY + " 10:00:00";
        Sales.file(
                landing,
                DAY,
                of("D1", "\"quantity\":3,\"revenue\":10.00", at),
                of("D2", "\"quantity\":4,\"price\":null,\"revenue\":null", at),
                of("D1", "\"quantity\":5,\"price\":1.10", at),
                of("D3", "\"quantity\":2", at),
                of("D1", "\"quantity\":2,\"price\":1.10,\"revenue\":2.21", at),
                of("D9", "\"quantity\":2,\"price\":1.10,\"revenue\":2.20", at),
                of("D1", "\"quantity\":2,\"price\":1.105,\"revenue\":2.21", at),
                of("D1", "\"quantity\":10,\"price\":1.1e1,\"revenue\":110.0", at));
        ExecutionView run = data.loadDay("date", DAY);
        assertThat(data.query("select quantity, price, revenue from sales order by all"))
                .containsExactly("3|3.33|10.00", "4|7.00|28.00", "5|1.10|5.50", "10|11.00|110.00");
        assertThat(Files.readString(Path.of(run.rejectFile().substring("file:".length()))))
                .contains("line 4: price: expected a value, found nothing")
                .contains("line 5: revenue: expected 2 x 1.10 = 2.20, found 2.21")
                .contains("line 6: product_id: expected a value of products.product_id, found \"\"D9\"\"")
                .contains(
                        "line 7: price: expected a number with at most 16 digits before and 2 behind the point, found 1.105");
        assertThat(run.rejected()).isEqualTo(4);
    }

    @Test
    void lateSalesGoToTheirOwnPartitionAndThoseOfTheDaysAfterAreRejected() throws IOException {
        Sales.file(
                landing,
                DAY,
                sale("O1", "D1", 1, "2024-03-31 23:59:59.999999"),
                sale("O2", "D1", 1, "2024-04-19 00:59:59.999"),
                sale("O3", "D1", 1, "2024-04-19 01:00:00"));
        ExecutionView run = data.loadDay("date", DAY);
        assertThat(data.query("select order_id, sale_month from sales order by all"))
                .containsExactly("O1|2024-03", "O2|2024-04");
        assertThat(run.read()).isEqualTo(3);
        assertThat(run.late()).isEqualTo(1);
        assertThat(run.counts())
                .hasToString("3 read = 2 written + 1 rejected + 0 duplicate + 0 ignored; 0 blank, 1 late");
        assertThat(data.records("select subject from outbox where kind = 'SUCCEEDED' order by notice_id desc")
                        .get(0))
                .isEqualTo("Daily sales load 2024-04-18 succeeded: 2 sales, revenue 5.00, 1 late");
        assertThat(Files.readString(Path.of(run.rejectFile().substring("file:".length()))))
                .contains(
                        "line 3: date: expected a time before 2024-04-19T01:00:00, found \"\"2024-04-19 01:00:00\"\"");
    }

    @Test
    void anOrderThatIsThereAgainWithOtherContentIsLoadedAndWarnedOf() {
        List<String> sales = new ArrayList<>(List.of(
                sale("O1", "D1", 2, DAY + " 10:00:00"),
                sale("O1", "D1", 3, DAY + " 10:00:00"),
                sale("O1", "D1", 3, DAY + " 10:00:00"),
                sale("O2", "D1", 1, DAY + " 10:00:00"),
                sale("O2", "D1", 1, "2024-03-31 10:00:00"),
                sale("O3", "D1", 1, DAY + " 10:00:00")));
        Sales.file(landing, DAY, sales.toArray(String[]::new));
        ExecutionView run = data.loadDay("date", DAY);
        assertThat(run.written()).isEqualTo(5);
        assertThat(run.duplicate()).isEqualTo(1);
        String warning =
                "2 order numbers are there more than once with different content, 4 rows in all: O1 (2), O2 (2)";
        assertThat(run.details().warnings()).containsExactly(warning);
        assertThat(data.records("select subject from outbox where kind = 'SUCCEEDED' order by notice_id desc")
                        .get(0))
                .isEqualTo("Daily sales load 2024-04-18 succeeded: 5 sales, revenue 20.00, 1 late; " + warning);

        // The same numbers on another day are other orders.
        Sales.file(landing, "2024-04-19", sale("O1", "D1", 1, "2024-04-19 10:00:00"));
        assertThat(data.loadDay("date", "2024-04-19").details().warnings()).isEmpty();

        for (int i = 0; i < 1_500; i++) {
            sales.add(sale("P%d".formatted(i / 2), "D1", i % 2 + 1, DAY + " 11:00:00"));
        }
        Sales.file(landing, DAY, sales.toArray(String[]::new));
        assertThat(data.loadDay("date", DAY).details().warnings())
                .containsExactly("752 order numbers are there more than once with different content, 1,504 rows in all:"
                        + " O1 (2), O2 (2), P0 (2), P1 (2), P10 (2), …");
    }

    @Test
    void aFileThatIsReadAgainLooksThingsUpWhereItDidBefore() {
        String lateSale =
                "{\"order_id\":\"O1\",\"product_id\":\"D1\",\"quantity\":2,\"date\":\"%s 10:00:00\"}".formatted(DAY);
        Sales.file(landing, DAY, lateSale);
        data.loadDay("date", DAY);
        Sales.file(landing, "2024-04-19", lateSale, sale("O5", "D1", 1, "2024-04-19 10:00:00"));
        assertThat(data.loadDay("date", "2024-04-19").duplicate()).isEqualTo(1);
        data.loadDay(
                "feed",
                "products",
                "file",
                Sales.catalogue(folder, "2024-04-01", "D1,9.99", "D2,7.00").toString());
        data.loadDay(
                "feed",
                "products",
                "file",
                Sales.catalogue(folder, "2024-04-15", "D2,7.00").toString());
        data.maintain(Duration.ZERO);

        Sales.file(landing, DAY, sale("O2", "D2", 1, DAY + " 11:00:00"));
        assertThat(data.loadDay("date", DAY).status()).isEqualTo("COMPLETED");

        assertThat(data.query("select order_id, price, revenue, source from sales order by all"))
                .containsExactly(
                        "O1|2.50|5.00|daily-sales/2024-04-19",
                        "O2|2.50|2.50|daily-sales/2024-04-18",
                        "O5|2.50|2.50|daily-sales/2024-04-19");
    }

    @Test
    void withoutACatalogueNothingIsLoaded() {
        DataFolder other = new DataFolder(folder.resolve("other"), database);
        ExecutionView run = other.loadDay(
                "file",
                Sales.file(folder, DAY, sale("O1", "D1", 1, DAY + " 10:00:00")).toString());
        assertThat(run.status()).isEqualTo("FAILED");
        assertThat(run.message()).contains("product_id is looked up in table products, which has no rows");
        assertThat(other.generations()).isEmpty();
    }

    @Test
    void theCatalogueIsReadWithItsUnitsAndTypingErrors() {
        Path file = Sales.write(
                folder.resolve("catalogue-2024-04-02.csv"),
                "product_id,name,manufacturer,type,interface,storage,size,read_speed,write_speed,warranty,price,instock,description\n"
                        + "P1,Disk,Tern,HDD,SATA,4TBGB,\"3.5\"\"\",3.5 GB/s,185,3 years,\"1,135.90\",29,\n"
                        + "P2,Disk,Tern,HDD,SATA,8 TB,3.5 inch,,120MB/s,3 years,,29,\n"
                        + "P3,Disk,Tern,HDD,SATA,512KG,2.5 in,,120MB/s,3 years,1,29,\n"
                        + "P4,Disk,Tern,HDD,SATA,512GB,2.5 in,,120MB/s,3 years,1,299.00,29,\n");
        ExecutionView run = data.loadDay("feed", "products", "file", file.toString());
        assertThat(run.rejected()).isEqualTo(2);
        assertThat(data.query("select product_id, price, storage_gb, read_mb_s, write_mb_s, size_inches from products"
                        + " where snapshot_date = '2024-04-02' order by all"))
                .containsExactly("P1|1135.90|4000|3500|185|3.5", "P2|null|8000|null|120|3.5");
    }

    @Test
    void restocksAreLoadedByTheirDate() {
        Path file = Sales.write(
                folder.resolve("restocks-2024-04-02.json"),
                "[{\"product_id\": \"D002\", \"quantity\": 56, \"date\": \"2024-04-02\"}]");
        data.loadDay("feed", "restocks", "file", file.toString());
        assertThat(data.query("select product_id, quantity, restocked_on, restock_month from restocks"))
                .containsExactly("D002|56|2024-04-02|2024-04");
    }
}
