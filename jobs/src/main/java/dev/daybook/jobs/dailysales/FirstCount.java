package dev.daybook.jobs.dailysales;

import java.time.LocalDate;

/**
 * How a product comes into the inventory.
 *
 * @param date of the first catalogue that names it
 * @param quantity that was there when that day began
 */
record FirstCount(LocalDate date, int quantity) {}
