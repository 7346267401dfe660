package dev.daybook.jobs.dailysales;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Carries stock from one day to the next. A product comes in with what the first catalogue that names it counted, on that
 * catalogue's day: what was sold before is not in that number any more. A product that is in no catalogue comes in with
 * nothing on the day it is first sold or delivered, so that what is sold is always accounted for.
 */
final class Stock {

    private final Map<String, FirstCount> counts;
    private final LocalDate first;
    private final SortedMap<String, Integer> closing = new TreeMap<>();

    /**
     * @param counts by product
     * @param yesterday closing by product, on the day before the one that is asked for first
     */
    Stock(Map<String, FirstCount> counts, Map<String, Integer> yesterday) {
        this.counts = counts;
        this.first = firstDay(counts);
        closing.putAll(yesterday);
    }

    /** The first day that has an inventory; one that never comes when there is no catalogue. */
    static LocalDate firstDay(Map<String, FirstCount> counts) {
        return counts.values().stream()
                .map(FirstCount::date)
                .min(LocalDate::compareTo)
                .orElse(LocalDate.MAX);
    }

    /** The next day; days are to be asked for one after another. */
    List<InventoryRow> on(LocalDate date, Movements movements) {
        if (date.isBefore(first)) {
            return List.of();
        }
        counts.forEach((product, count) -> {
            if (count.date().equals(date)) {
                closing.putIfAbsent(product, count.quantity());
            }
        });
        movements.products().forEach(product -> {
            if (!counts.containsKey(product)) {
                closing.putIfAbsent(product, 0);
            }
        });
        List<InventoryRow> rows = closing.entrySet().stream()
                .map(stock -> InventoryRow.of(
                        stock.getKey(),
                        stock.getValue(),
                        movements.sold(stock.getKey()),
                        movements.restocked(stock.getKey())))
                .toList();
        rows.forEach(row -> closing.put(row.productId(), row.closing()));
        return rows;
    }
}
