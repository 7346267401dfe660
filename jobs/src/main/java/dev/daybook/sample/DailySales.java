package dev.daybook.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A disk store's catalogue, a month of its daily sales and deliveries, and one day's sales as they were sent again.
 */
final class DailySales {

    /** The day whose file is sent again, corrected. */
    static final LocalDate CORRECTED = LocalDate.of(2024, 4, 9);

    private static final long SEED = 20_240_401;

    private final SeededRandom random = new SeededRandom(SEED);
    private final StoreCatalogue catalogue = StoreCatalogue.of(random);
    private final StoreMonth month = new StoreMonth(catalogue.products(), random);
    private final StoreStock stock = new StoreStock(
            catalogue.products().stream().filter(StoreProduct::isKnown).toList(), sold(month.files()), random);

    private DailySales() {}

    /** Writes the inputs to one folder and what loading them must give to the other. */
    static void write(Path inputs, Path expected) throws IOException {
        new DailySales().writeAll(inputs, expected);
    }

    private void writeAll(Path inputs, Path expected) throws IOException {
        Files.createDirectories(inputs.resolve("corrected"));
        Files.createDirectories(expected.resolve("corrected"));
        Files.writeString(inputs.resolve("catalogue-" + StoreMonth.FIRST + ".csv"), catalogue.csv());
        Files.writeString(expected.resolve("products.csv"), catalogue.expectedCsv());
        Files.writeString(expected.resolve("products-rejects.csv"), catalogue.expectedRejects());
        for (Map.Entry<LocalDate, Map<String, Integer>> day : stock.restocks().entrySet()) {
            Files.writeString(
                    inputs.resolve("restocks-" + day.getKey() + ".json"), restocks(day.getKey(), day.getValue()));
        }
        SortedMap<LocalDate, List<StoreSale>> corrected = month.corrected(CORRECTED);
        Map<LocalDate, SalesFile> files = files(month.files());
        Map<LocalDate, SalesFile> correctedFiles = files(corrected);
        for (Map.Entry<LocalDate, SalesFile> file : files.entrySet()) {
            Files.write(
                    inputs.resolve("sales-" + file.getKey() + ".json"),
                    file.getValue().bytes());
        }
        Files.write(
                inputs.resolve("corrected/sales-" + CORRECTED + ".json"),
                Objects.requireNonNull(correctedFiles.get(CORRECTED)).bytes());
        writeExpected(month.files(), files, expected);
        writeExpected(corrected, correctedFiles, expected.resolve("corrected"));
    }

    private static SortedMap<LocalDate, SalesFile> files(SortedMap<LocalDate, List<StoreSale>> days) {
        SortedMap<LocalDate, SalesFile> files = new TreeMap<>();
        Map<SaleKind, Integer> turns = new EnumMap<>(SaleKind.class);
        days.forEach((day, sales) -> files.put(day, new SalesFile(day, sales, turns)));
        return files;
    }

    private void writeExpected(
            SortedMap<LocalDate, List<StoreSale>> days, Map<LocalDate, SalesFile> files, Path expected)
            throws IOException {
        StringBuilder counts = new StringBuilder(SalesFile.DAYS_HEADER);
        StringBuilder rejects = new StringBuilder(SalesFile.REJECTS_HEADER);
        files.values().forEach(file -> {
            counts.append(file.counts());
            rejects.append(file.rejects());
        });
        Files.writeString(expected.resolve("days.csv"), counts);
        Files.writeString(expected.resolve("rejects.csv"), rejects);
        Files.writeString(expected.resolve("inventory.csv"), stock.inventory(sold(days)));
    }

    private static String restocks(LocalDate day, Map<String, Integer> delivered) {
        return delivered.entrySet().stream()
                .map(entry -> "{\"product_id\": \"%s\", \"quantity\": %d, \"date\": \"%s\"}"
                        .formatted(entry.getKey(), entry.getValue(), day))
                .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }

    /** What a load of all files has of each day and product, by the day of the sale. */
    private static Map<LocalDate, Map<String, Integer>> sold(Map<LocalDate, List<StoreSale>> files) {
        Map<LocalDate, Map<String, Integer>> sold = new TreeMap<>();
        files.values().stream()
                .flatMap(List::stream)
                .filter(sale -> sale.kind().outcome == SaleKind.Outcome.WRITTEN)
                .forEach(sale -> sold.computeIfAbsent(sale.soldAt().toLocalDate(), day -> new TreeMap<>())
                        .merge(sale.productId(), sale.quantity(), Integer::sum));
        return sold;
    }
}
