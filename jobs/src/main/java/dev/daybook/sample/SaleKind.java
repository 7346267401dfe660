package dev.daybook.sample;

import org.jspecify.annotations.Nullable;

/** What can be odd about an element of a day's sales, and what a load must make of it. */
enum SaleKind {
    ORDINARY(Outcome.WRITTEN),
    /** {@code 2024-04-22T18:00:00}. */
    TIME_WITH_T(Outcome.WRITTEN),
    /** No key {@code price}, or one that is null: what was paid for one follows from the revenue. */
    NO_PRICE(Outcome.WRITTEN),
    /** Neither price nor revenue: the catalogue has the price. */
    NEITHER_PRICE_NOR_REVENUE(Outcome.WRITTEN),
    /** The number of an earlier order with another product: two orders. */
    ORDER_NUMBER_AGAIN(Outcome.WRITTEN),
    /** Sold the day before, after that day's file was written. */
    LATE(Outcome.WRITTEN),
    /** Sold in March, before the catalogue's day. */
    LATE_FROM_LAST_MONTH(Outcome.WRITTEN),

    /** An earlier element once more, its keys in another order. */
    COPY(Outcome.DUPLICATE),
    /** An element of yesterday's file once more. */
    COPY_FROM_YESTERDAY(Outcome.DUPLICATE),

    WRONG_REVENUE("revenue", "computed"),
    NO_PRICE_ANYWHERE("price", "required"),
    UNKNOWN_PRODUCT("product_id", "unknown"),
    /** One that is in the shop and whose row of the catalogue cannot be loaded. */
    PRODUCT_REJECTED("product_id", "unknown"),
    ZERO_QUANTITY("quantity", "range"),
    NEGATIVE_QUANTITY("quantity", "range"),
    FUTURE("date", "range"),
    /** No JSON, for want of a quantity; the elements around it are. */
    BROKEN("quantity", "json");

    /** What a load makes of it. */
    enum Outcome {
        WRITTEN,
        DUPLICATE,
        REJECTED
    }

    final Outcome outcome;

    /** JSON key at fault, empty for the whole element; null unless rejected. */
    final @Nullable String column;

    /** Null unless rejected. */
    final @Nullable String rule;

    SaleKind(Outcome outcome) {
        this.outcome = outcome;
        this.column = null;
        this.rule = null;
    }

    SaleKind(String column, String rule) {
        this.outcome = Outcome.REJECTED;
        this.column = column;
        this.rule = rule;
    }
}
