package dev.daybook.jobs.dailysales;

import java.time.LocalDate;
import java.util.List;

/**
 * The inventory of a day.
 *
 * @param rows by product; none for a day before the first catalogue
 * @param isLast whether no day comes behind it, so that the inventory is complete with it
 */
record InventoryDay(LocalDate date, List<InventoryRow> rows, boolean isLast) {

    /** As in the table. */
    String partition() {
        return date.toString();
    }
}
