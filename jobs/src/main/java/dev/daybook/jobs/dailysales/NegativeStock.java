package dev.daybook.jobs.dailysales;

import java.time.LocalDate;

/** A product of which more was sold on a day than there was. */
record NegativeStock(LocalDate date, String productId, int closing) {

    @Override
    public String toString() {
        return "%s %s: %,d".formatted(date, productId, closing);
    }
}
