package dev.daybook.sample;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * A sale as the shop sends it.
 *
 * @param kind what is odd about how it is sent
 */
record StoreSale(
        SaleKind kind,
        String orderId,
        String productId,
        int quantity,
        BigDecimal price,
        BigDecimal revenue,
        LocalDateTime soldAt) {

    private static final DateTimeFormatter USUAL =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);
    private static final DateTimeFormatter WITH_T = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT);

    StoreSale as(SaleKind other) {
        return new StoreSale(other, orderId, productId, quantity, price, revenue, soldAt);
    }

    StoreSale of(String otherProduct) {
        return new StoreSale(kind, orderId, otherProduct, quantity, price, revenue, soldAt);
    }

    /** Of a product that is in the catalogue with a price. */
    StoreSale of(StoreProduct other, BigDecimal otherPrice) {
        return new StoreSale(
                kind,
                orderId,
                other.id(),
                quantity,
                otherPrice,
                otherPrice.multiply(BigDecimal.valueOf(quantity)),
                soldAt);
    }

    StoreSale withQuantity(int other) {
        return new StoreSale(kind, orderId, productId, other, price, price.multiply(BigDecimal.valueOf(other)), soldAt);
    }

    StoreSale withRevenue(BigDecimal other) {
        return new StoreSale(kind, orderId, productId, quantity, price, other, soldAt);
    }

    StoreSale at(LocalDateTime other) {
        return new StoreSale(kind, orderId, productId, quantity, price, revenue, other);
    }

    StoreSale numbered(String otherOrder) {
        return new StoreSale(kind, otherOrder, productId, quantity, price, revenue, soldAt);
    }

    /** @param turn how many of this kind there were before; the variants of a kind take turns */
    String json(int turn) {
        List<String> members = new ArrayList<>();
        members.add("\"order_id\": \"" + orderId + "\"");
        members.add("\"product_id\": \"" + productId + "\"");
        members.add("\"quantity\": " + (kind == SaleKind.BROKEN ? "" : String.valueOf(quantity)));
        boolean isPriced = kind != SaleKind.NO_PRICE
                && kind != SaleKind.NEITHER_PRICE_NOR_REVENUE
                && kind != SaleKind.NO_PRICE_ANYWHERE;
        if (isPriced) {
            members.add("\"price\": " + number(price));
        } else if (turn % 2 == 1) {
            members.add("\"price\": null");
        }
        if (isPriced || kind == SaleKind.NO_PRICE) {
            members.add("\"revenue\": " + number(revenue));
        }
        members.add("\"date\": \"" + soldAt.format(kind == SaleKind.TIME_WITH_T ? WITH_T : USUAL) + "\"");
        if (kind == SaleKind.COPY) {
            Collections.reverse(members);
        }
        return "{" + String.join(", ", members) + "}";
    }

    /** As programs write such numbers: no zeros at the end but one behind the point. */
    private static String number(BigDecimal value) {
        BigDecimal shortest = value.stripTrailingZeros();
        return (shortest.scale() < 1 ? shortest.setScale(1) : shortest).toPlainString();
    }
}
