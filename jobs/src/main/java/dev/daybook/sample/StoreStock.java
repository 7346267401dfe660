package dev.daybook.sample;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The shelves, day by day: what is sold goes, and what runs low is ordered. A delivery comes on Tuesdays and Fridays, and
 * once on a Sunday.
 */
final class StoreStock {

    private static final int EXTRA_DELIVERY = 28;
    private static final int LOW = 30;
    private static final int MIDDLING = 60;

    private final SeededRandom random;
    private final List<StoreProduct> products;
    private final SortedMap<LocalDate, Map<String, Integer>> restocks = new TreeMap<>();

    /** @param products those a load of the catalogue has, by id */
    StoreStock(List<StoreProduct> products, Map<LocalDate, Map<String, Integer>> sold, SeededRandom random) {
        this.products = products;
        this.random = random;
        simulate(sold);
    }

    /** What was delivered by day and product; a day without a delivery is not there. */
    SortedMap<LocalDate, Map<String, Integer>> restocks() {
        return restocks;
    }

    private void simulate(Map<LocalDate, Map<String, Integer>> sold) {
        Map<String, Integer> stock = new HashMap<>();
        products.forEach(product -> stock.put(product.id(), product.inStock()));
        StoreMonth.FIRST.datesUntil(StoreMonth.LAST.plusDays(1)).forEach(day -> {
            sold.getOrDefault(day, Map.of())
                    .forEach((product, quantity) -> stock.merge(product, -quantity, Integer::sum));
            Map<String, Integer> delivered = isDelivery(day) ? delivery(stock) : Map.of();
            delivered.forEach((product, quantity) -> stock.merge(product, quantity, Integer::sum));
            if (!delivered.isEmpty()) {
                restocks.put(day, delivered);
            }
        });
    }

    private static boolean isDelivery(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.TUESDAY
                || day.getDayOfWeek() == DayOfWeek.FRIDAY
                || day.getDayOfMonth() == EXTRA_DELIVERY;
    }

    private Map<String, Integer> delivery(Map<String, Integer> stock) {
        Map<String, Integer> delivered = new TreeMap<>();
        for (StoreProduct product : products) {
            int left = Objects.requireNonNull(stock.get(product.id()));
            boolean isOrdered = left < LOW / 2 || random.oneIn(left < LOW ? 3 : left <= MIDDLING ? 12 : 5);
            if (isOrdered) {
                delivered.put(product.id(), amount(left));
            }
        }
        return delivered;
    }

    /** The less there is, the more is ordered. */
    private int amount(int left) {
        if (left < 0) {
            return between(80, 85);
        }
        if (left < 10) {
            return between(60, 75);
        }
        if (left < 20) {
            return between(50, 60);
        }
        if (left < LOW) {
            return between(50, 55);
        }
        return left <= MIDDLING ? between(45, 50) : between(15, 20);
    }

    private int between(int least, int most) {
        return least + random.below(most - least + 1);
    }

    /** {@code snapshot_date,product_id,opening,sold,restocked,closing}, a row a day and product. */
    String inventory(Map<LocalDate, Map<String, Integer>> sold) {
        List<String> rows = new ArrayList<>();
        rows.add("snapshot_date,product_id,opening,sold,restocked,closing\n");
        Map<String, Integer> stock = new HashMap<>();
        products.forEach(product -> stock.put(product.id(), product.inStock()));
        StoreMonth.FIRST.datesUntil(StoreMonth.LAST.plusDays(1)).forEach(day -> {
            for (StoreProduct product : products) {
                String id = product.id();
                int opening = Objects.requireNonNull(stock.get(id));
                int out = sold.getOrDefault(day, Map.of()).getOrDefault(id, 0);
                int in = restocks.getOrDefault(day, Map.of()).getOrDefault(id, 0);
                stock.put(id, opening - out + in);
                rows.add("%s,%s,%d,%d,%d,%d\n".formatted(day, id, opening, out, in, opening - out + in));
            }
        });
        return String.join("", rows);
    }
}
