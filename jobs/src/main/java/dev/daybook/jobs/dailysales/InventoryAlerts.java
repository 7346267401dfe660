package dev.daybook.jobs.dailysales;

import java.util.List;

/** Tells people about the inventory. */
interface InventoryAlerts {

    /**
     * Called in the transaction that ends the inventory of a run: what is written there is there if, and only if, the
     * products count as told of. Each product is told of once a day of its inventory, also when the day is computed again.
     *
     * @param found by day and product; at least one
     */
    void stockIsNegative(long executionId, List<NegativeStock> found);
}
