package dev.daybook.jobs.dailysales;

import dev.daybook.row.ColumnType;
import dev.daybook.table.CommitRecord;
import dev.daybook.table.PublicationLog;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the inventory is computed from: the tables products, sales and restocks as they were published at one time. A
 * month of sales is read at a time.
 */
final class InventoryInputs {

    static final String PRODUCTS = "products";
    static final String SALES = "sales";
    private static final String RESTOCKS = "restocks";

    private final GenerationRows rows;
    private final ZoneId zone;
    private final List<CommitRecord> products;
    private final List<CommitRecord> sales;
    private final List<CommitRecord> restocks;
    private final Map<YearMonth, Map<LocalDate, Movements>> read = new HashMap<>();

    /** @param zone in which a sale's time has a day */
    InventoryInputs(PublicationLog log, GenerationRows rows, ZoneId zone) {
        this.rows = rows;
        this.zone = zone;
        this.products = log.latest(PRODUCTS);
        this.sales = log.latest(SALES);
        this.restocks = log.latest(RESTOCKS);
    }

    /** Which generation of a partition was looked at. */
    record Mark(String table, String partition, int generation) {

        /** The first day on which it can matter, for a partition by month or by day. */
        LocalDate day() {
            return partition.length() == "yyyy-MM".length()
                    ? YearMonth.parse(partition).atDay(1)
                    : LocalDate.parse(partition);
        }
    }

    List<Mark> marks() {
        return Stream.of(products, sales, restocks)
                .flatMap(List::stream)
                .map(of -> new Mark(of.table(), of.partition(), of.generation()))
                .toList();
    }

    /** By product, from the catalogue that named it first. */
    Map<String, FirstCount> firstCounts() {
        Map<String, FirstCount> counts = new TreeMap<>();
        for (CommitRecord catalogue : products) {
            LocalDate date = LocalDate.parse(catalogue.partition());
            rows.forEach(
                    catalogue,
                    row -> counts.putIfAbsent(row.text(0), new FirstCount(date, Math.toIntExact(row.number(1)))),
                    GenerationRows.column("product_id", ColumnType.STRING),
                    GenerationRows.column("instock", ColumnType.INT));
        }
        return counts;
    }

    /** The last day on which anything was sold; {@link LocalDate#MIN} for none. */
    LocalDate lastSale() {
        List<CommitRecord> newestFirst = new ArrayList<>(sales);
        newestFirst.sort((a, b) -> b.partition().compareTo(a.partition()));
        return newestFirst.stream()
                .filter(month -> month.rows() > 0)
                .findFirst()
                .flatMap(month -> month(YearMonth.from(mark(month).day())).entrySet().stream()
                        .filter(day -> day.getValue().hasSales())
                        .map(Map.Entry::getKey)
                        .max(LocalDate::compareTo))
                .orElse(LocalDate.MIN);
    }

    private static Mark mark(CommitRecord of) {
        return new Mark(of.table(), of.partition(), of.generation());
    }

    Movements on(LocalDate date) {
        return month(YearMonth.from(date)).getOrDefault(date, Movements.NONE);
    }

    /** Days are asked for in order: of the months read before none is needed again, but for the newest. */
    private Map<LocalDate, Movements> month(YearMonth month) {
        Map<LocalDate, Movements> known = read.get(month);
        if (known != null) {
            return known;
        }
        read.keySet().removeIf(other -> other.isBefore(month));
        Map<LocalDate, Movements> days = new HashMap<>();
        of(sales, month)
                .forEach(part -> rows.forEach(
                        part,
                        row -> days.computeIfAbsent(day(row.number(2)), day -> new Movements())
                                .addSold(row.text(0), Math.toIntExact(row.number(1))),
                        GenerationRows.column("product_id", ColumnType.STRING),
                        GenerationRows.column("quantity", ColumnType.INT),
                        GenerationRows.column("sold_at", ColumnType.TIMESTAMP)));
        of(restocks, month)
                .forEach(part -> rows.forEach(
                        part,
                        row -> days.computeIfAbsent(LocalDate.ofEpochDay(row.number(2)), day -> new Movements())
                                .addRestocked(row.text(0), Math.toIntExact(row.number(1))),
                        GenerationRows.column("product_id", ColumnType.STRING),
                        GenerationRows.column("quantity", ColumnType.INT),
                        GenerationRows.column("restocked_on", ColumnType.DATE)));
        read.put(month, days);
        return days;
    }

    private static Stream<CommitRecord> of(List<CommitRecord> partitions, YearMonth month) {
        return partitions.stream().filter(part -> part.partition().startsWith(month.toString()));
    }

    private LocalDate day(long soldAtMillis) {
        return Instant.ofEpochMilli(soldAtMillis).atZone(zone).toLocalDate();
    }
}
