package dev.daybook.feed;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The rule total = quantity x price. A price that is missing is total / quantity, rounded to the column's decimals, or
 * that of the catalogue; a total that is missing is quantity x price.
 *
 * @param tolerance most a total may differ that is there, with its price
 * @param catalogue column of the table some column refers to, with the price of a row's value there; null for none
 */
record Amount(
        String total,
        String quantity,
        String price,
        BigDecimal tolerance,
        @Nullable String catalogue) {

    static @Nullable Amount read(@Nullable YamlMap map) {
        if (map == null) {
            return null;
        }
        BigDecimal tolerance = map.decimal("tolerance");
        Amount amount = new Amount(
                map.text("total"),
                map.text("quantity"),
                map.text("price"),
                tolerance == null ? BigDecimal.ZERO : tolerance,
                map.optional("catalogue"));
        map.end();
        return amount;
    }
}
