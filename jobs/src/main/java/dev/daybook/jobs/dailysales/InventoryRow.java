package dev.daybook.jobs.dailysales;

/**
 * A product on a day. Numbers are those the table has room for: what goes beyond stays at the border, so that one product
 * with absurd numbers keeps nobody else's stock from being told.
 *
 * @param opening what was there when the day began
 * @param closing what is left of it; negative when more was sold than there was
 */
record InventoryRow(String productId, int opening, int sold, int restocked, int closing) {

    InventoryRow {
        if (closing != closing(opening, sold, restocked)) {
            throw new IllegalArgumentException("stock of %s does not add up: %d - %d + %d is not %d"
                    .formatted(productId, opening, sold, restocked, closing));
        }
    }

    static InventoryRow of(String productId, int opening, long sold, long restocked) {
        int out = within(sold);
        int in = within(restocked);
        return new InventoryRow(productId, opening, out, in, closing(opening, out, in));
    }

    private static int closing(int opening, int sold, int restocked) {
        return within((long) opening - sold + restocked);
    }

    private static int within(long number) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, number));
    }

    /** Whether a number may have been cut to what the table has room for. */
    boolean isAtBorder() {
        return sold == Integer.MAX_VALUE
                || restocked == Integer.MAX_VALUE
                || closing == Integer.MAX_VALUE
                || closing == Integer.MIN_VALUE;
    }

    boolean isNegative() {
        return closing < 0;
    }
}
