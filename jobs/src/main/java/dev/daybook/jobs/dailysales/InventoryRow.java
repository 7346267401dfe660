package dev.daybook.jobs.dailysales;

/**
 * A product on a day.
 *
 * @param opening what was there when the day began
 * @param closing what is left of it; negative when more was sold than there was
 */
record InventoryRow(String productId, int opening, int sold, int restocked, int closing) {

    InventoryRow {
        if (closing != opening - sold + restocked) {
            throw new IllegalArgumentException("stock of %s does not add up: %d - %d + %d is not %d"
                    .formatted(productId, opening, sold, restocked, closing));
        }
    }

    static InventoryRow of(String productId, int opening, int sold, int restocked) {
        return new InventoryRow(productId, opening, sold, restocked, opening - sold + restocked);
    }

    boolean isNegative() {
        return closing < 0;
    }
}
