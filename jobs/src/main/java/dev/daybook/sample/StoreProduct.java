package dev.daybook.sample;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A product of the disk store, as it is and as the catalogue spells it.
 *
 * @param price null for one that is priced at the counter
 * @param inStock when the first day begins
 * @param sizeInches with one decimal; null where there is none, as for cards
 * @param readMbPerSecond null where nobody knows
 */
record StoreProduct(
        String id,
        String name,
        @Nullable BigDecimal price,
        int inStock,
        String type,
        int storageGb,
        String manufacturer,
        @Nullable Integer readMbPerSecond,
        @Nullable Integer writeMbPerSecond,
        @Nullable String sizeInches,
        Spelling spelling) {

    /** How its row of the catalogue is written. */
    enum Spelling {
        PLAIN,
        /** {@code 4TBGB}: everybody knows what is meant, and a feed can say so. */
        DOUBLED_UNIT,
        /** {@code 512KG}: nobody knows. */
        WRONG_UNIT,
        /** A price with a comma and without quotes: a field too many. */
        UNQUOTED_PRICE
    }

    /** Whether a load of the catalogue has it. */
    boolean isKnown() {
        return spelling == Spelling.PLAIN || spelling == Spelling.DOUBLED_UNIT;
    }

    /** In the order of the table's columns; what is absent is empty. */
    List<String> tableValues() {
        return List.of(
                id,
                name,
                text(price),
                String.valueOf(inStock),
                type,
                String.valueOf(storageGb),
                manufacturer,
                text(readMbPerSecond),
                text(writeMbPerSecond),
                text(sizeInches));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
