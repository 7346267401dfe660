package dev.daybook.sample;

import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Random;

/** A week of sales for benchmarks, as the store delivers them and as one file of comma-separated values. */
public final class BenchSales {

    public static final LocalDate FIRST = LocalDate.of(2026, 3, 1);
    public static final LocalDate LAST = FIRST.plusDays(6);

    private static final int PRODUCTS = 400;
    private static final int MOST_OF_ONE = 5;
    private static final int SECONDS_OF_DAY = 86_400;

    private final BigDecimal[] prices = new BigDecimal[PRODUCTS];
    private final Random random;

    private BenchSales(long seed) {
        random = new Random(seed);
        for (int product = 0; product < PRODUCTS; product++) {
            prices[product] = BigDecimal.valueOf(random.nextLong(1_000, 90_000), 2);
        }
    }

    /** Writes {@code catalogue-<first day>.csv}, {@code sales-<day>.json} of each day, and all of it in {@code sales.csv}. */
    public static void write(Path folder, long sales, long seed) throws IOException {
        Files.createDirectories(folder);
        BenchSales week = new BenchSales(seed);
        week.writeCatalogue(folder);
        try (BufferedWriter all = Files.newBufferedWriter(folder.resolve("sales.csv"))) {
            all.write("order_id,product_id,product,quantity,price,revenue,sold_at\n");
            long days = FIRST.datesUntil(LAST.plusDays(1)).count();
            for (long day = 0; day < days; day++) {
                long from = sales * day / days;
                week.writeDay(folder, FIRST.plusDays(day), from, sales * (day + 1) / days, all);
            }
        }
    }

    private void writeCatalogue(Path folder) throws IOException {
        StringBuilder csv = new StringBuilder("product_id,name,manufacturer,type,interface,storage,size,read_speed,"
                + "write_speed,warranty,price,instock,description\n");
        for (int product = 0; product < PRODUCTS; product++) {
            csv.append("%s,%s,Tern,SSD,SATA,512GB,2.5,560,530,2 years,%s,10,%n"
                    .formatted(id(product), name(product), prices[product]));
        }
        Files.writeString(folder.resolve("catalogue-" + FIRST + ".csv"), csv);
    }

    /** Sales by number, from the first to behind the last. Two make an order; some products are liked more than others. */
    private void writeDay(Path folder, LocalDate day, long from, long behind, BufferedWriter all) throws IOException {
        try (BufferedWriter json = Files.newBufferedWriter(folder.resolve("sales-" + day + ".json"))) {
            for (long sale = from; sale < behind; sale++) {
                int product = (int) (random.nextDouble() * random.nextDouble() * PRODUCTS / 2) * 2 + (int) (sale % 2);
                int quantity = 1 + random.nextInt(MOST_OF_ONE);
                BigDecimal revenue = prices[product].multiply(BigDecimal.valueOf(quantity));
                String at = day.atStartOfDay()
                        .plusSeconds(random.nextInt(SECONDS_OF_DAY))
                        .toString();
                String time = (at.length() == "2026-03-01T10:00".length() ? at + ":00" : at).replace('T', ' ');
                json.write(sale == from ? "[" : ",\n");
                json.write(
                        "{\"order_id\":\"O%d\",\"product_id\":\"%s\",\"quantity\":%d,\"price\":%s,\"revenue\":%s,\"date\":\"%s.0\"}"
                                .formatted(sale / 2, id(product), quantity, prices[product], revenue, time));
                all.write("O%d,%s,%s,%d,%s,%s,%s%n"
                        .formatted(sale / 2, id(product), name(product), quantity, prices[product], revenue, time));
            }
            json.write("]\n");
        }
    }

    private static String id(int product) {
        return "D%03d".formatted(product);
    }

    private static String name(int product) {
        return "Tern Model %d".formatted(product);
    }
}
