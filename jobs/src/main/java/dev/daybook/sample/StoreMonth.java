package dev.daybook.sample;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The sales of April 2024 as the shop sent them, a file a day: none for the 28th, and none sold on the 21st.
 */
final class StoreMonth {

    static final LocalDate FIRST = LocalDate.of(2024, 4, 1);
    static final LocalDate LAST = LocalDate.of(2024, 4, 30);

    private static final int NOTHING_SOLD = 21;
    private static final int NO_FILE = 28;
    private static final int OPENS_AT = 8;
    private static final int HOURS_OPEN = 13;
    private static final int NANOS_OF_MICRO = 1000;
    private static final BigDecimal COUNTER_PRICE = new BigDecimal("49.99");

    /** What goes wrong, by day of the month. */
    private static final Map<Integer, List<SaleKind>> ODD = new TreeMap<>(Map.ofEntries(
            Map.entry(2, List.of(SaleKind.LATE_FROM_LAST_MONTH)),
            Map.entry(3, List.of(SaleKind.NO_PRICE, SaleKind.NO_PRICE)),
            Map.entry(4, List.of(SaleKind.ORDER_NUMBER_AGAIN, SaleKind.COPY)),
            Map.entry(5, List.of(SaleKind.NEITHER_PRICE_NOR_REVENUE, SaleKind.NEITHER_PRICE_NOR_REVENUE)),
            Map.entry(6, List.of(SaleKind.WRONG_REVENUE)),
            Map.entry(7, List.of(SaleKind.UNKNOWN_PRODUCT)),
            Map.entry(8, List.of(SaleKind.ZERO_QUANTITY)),
            Map.entry(9, List.of(SaleKind.NEGATIVE_QUANTITY)),
            Map.entry(10, List.of(SaleKind.PRODUCT_REJECTED, SaleKind.PRODUCT_REJECTED)),
            Map.entry(11, List.of(SaleKind.ORDER_NUMBER_AGAIN)),
            Map.entry(12, List.of(SaleKind.NO_PRICE_ANYWHERE, SaleKind.NO_PRICE)),
            Map.entry(13, List.of(SaleKind.COPY, SaleKind.COPY)),
            Map.entry(14, List.of(SaleKind.LATE, SaleKind.COPY_FROM_YESTERDAY)),
            Map.entry(15, List.of(SaleKind.FUTURE)),
            Map.entry(16, List.of(SaleKind.BROKEN)),
            Map.entry(18, List.of(SaleKind.WRONG_REVENUE, SaleKind.UNKNOWN_PRODUCT, SaleKind.BROKEN, SaleKind.COPY)),
            Map.entry(24, List.of(SaleKind.LATE, SaleKind.LATE, SaleKind.FUTURE))));

    private final SeededRandom random;
    private final List<StoreProduct> known;
    private final List<StoreProduct> rejected;
    private final SortedMap<LocalDate, List<StoreSale>> files = new TreeMap<>();
    private int orders;

    /** @param products all there are */
    StoreMonth(List<StoreProduct> products, SeededRandom random) {
        this.random = random;
        this.known = products.stream().filter(StoreProduct::isKnown).collect(Collectors.toCollection(ArrayList::new));
        this.rejected = products.stream().filter(product -> !product.isKnown()).toList();
        random.shuffle(known);
        FIRST.datesUntil(LAST.plusDays(1))
                .filter(day -> day.getDayOfMonth() != NO_FILE)
                .forEach(this::write);
    }

    /** The elements of each day's file, in order; a day without a file is not there. */
    SortedMap<LocalDate, List<StoreSale>> files() {
        return files;
    }

    /** The month once more, with the file of one day as it was sent again: a sale withdrawn, two changed, one added. */
    SortedMap<LocalDate, List<StoreSale>> corrected(LocalDate day) {
        SortedMap<LocalDate, List<StoreSale>> corrected = new TreeMap<>(files);
        List<StoreSale> sales = new ArrayList<>(Objects.requireNonNull(files.get(day)));
        sales.remove(2);
        sales.set(4, sales.get(4).withQuantity(sales.get(4).quantity() + 30));
        sales.set(6, sales.get(6).withQuantity(sales.get(6).quantity() + 1));
        sales.add(sale(day).at(day.atTime(22, 15, 30)));
        corrected.put(day, sales);
        return corrected;
    }

    private void write(LocalDate day) {
        List<StoreSale> sales = new ArrayList<>();
        int ordinary = day.getDayOfMonth() == NOTHING_SOLD ? 0 : 22 + random.below(12);
        for (int i = 0; i < ordinary; i++) {
            sales.add(sale(day));
        }
        sales.sort(Comparator.comparing(StoreSale::soldAt));
        for (SaleKind kind : ODD.getOrDefault(day.getDayOfMonth(), List.of())) {
            sales.add(5 + random.below(sales.size() - 5), odd(kind, day, sales));
        }
        files.put(day, sales);
    }

    /** Few products are bought often; now and then somebody fits out an office. On Mondays the till is the old one. */
    private StoreSale sale(LocalDate day) {
        StoreProduct product = known.get(random.skewedBelow(known.size()));
        int quantity = random.oneIn(30) ? 25 + random.below(25) : 1 + random.skewedBelow(6);
        BigDecimal price = Objects.requireNonNullElse(product.price(), COUNTER_PRICE);
        SaleKind kind = day.getDayOfWeek() == DayOfWeek.MONDAY ? SaleKind.TIME_WITH_T : SaleKind.ORDINARY;
        LocalDateTime time = day.atTime(time());
        return new StoreSale(
                kind,
                "O%03d".formatted(++orders),
                product.id(),
                quantity,
                price,
                price.multiply(BigDecimal.valueOf(quantity)),
                kind == SaleKind.TIME_WITH_T ? time.withNano(0) : time);
    }

    private LocalTime time() {
        return LocalTime.of(
                OPENS_AT + random.below(HOURS_OPEN),
                random.below(60),
                random.below(60),
                random.below(1_000_000) * NANOS_OF_MICRO);
    }

    private StoreSale odd(SaleKind kind, LocalDate day, List<StoreSale> sales) {
        StoreSale sale = sale(day).as(kind);
        StoreSale earlier = sales.get(random.below(5));
        return switch (kind) {
            case NO_PRICE, NEITHER_PRICE_NOR_REVENUE -> priced(sale);
            case ORDER_NUMBER_AGAIN -> sale.numbered(earlier.orderId());
            case LATE -> sale.at(day.minusDays(1).atTime(21, 50, 10));
            case LATE_FROM_LAST_MONTH -> sale.at(FIRST.minusDays(1).atTime(21, 7, 45, 116_970_000));
            case COPY -> earlier.as(kind);
            case COPY_FROM_YESTERDAY ->
                Objects.requireNonNull(files.get(day.minusDays(1))).get(3).as(kind);
            case WRONG_REVENUE -> sale.withRevenue(sale.revenue().add(new BigDecimal("10.00")));
            case NO_PRICE_ANYWHERE -> sale.of(unpriced().id());
            case UNKNOWN_PRODUCT -> sale.of("D999");
            case PRODUCT_REJECTED -> sale.of(random.pick(rejected).id());
            case ZERO_QUANTITY -> sale.withQuantity(0);
            case NEGATIVE_QUANTITY -> sale.withQuantity(-2);
            case FUTURE -> sale.at(day.plusDays(3).atTime(9, 30));
            case BROKEN, ORDINARY, TIME_WITH_T -> sale;
        };
    }

    private StoreSale priced(StoreSale sale) {
        return known.stream()
                .filter(product -> product.price() != null)
                .findFirst()
                .map(product -> sale.of(product, Objects.requireNonNull(product.price())))
                .orElseThrow();
    }

    private StoreProduct unpriced() {
        return known.stream()
                .filter(product -> product.price() == null)
                .findFirst()
                .orElseThrow();
    }
}
