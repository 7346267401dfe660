package dev.daybook.jobs.dailysales;

import dev.daybook.failure.DaybookException;
import dev.daybook.jobs.dailysales.InventoryInputs.Mark;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which days of the inventory are to be computed: from the first that may have changed to the newest, as each day begins
 * with what the day before has left.
 *
 * @param from the first day
 * @param to the last one; before {@code from} when there is nothing to do
 */
record InventoryPlan(LocalDate from, LocalDate to) {

    private static final int MOST_YEARS = 20;

    private static final InventoryPlan NOTHING = new InventoryPlan(LocalDate.MAX, LocalDate.MIN);

    /**
     * What is there.
     *
     * @param first the first catalogue's day; {@link LocalDate#MAX} for none
     * @param newestSale the last day on which anything was sold; {@link LocalDate#MIN} for none
     * @param days that have an inventory
     */
    record State(LocalDate first, LocalDate newestSale, Collection<LocalDate> days) {}

    /**
     * @param now generations of the inputs
     * @param before those the inventory was computed from
     * @param recounted first day for which it matters that products come in otherwise, see {@link CatalogueChange}
     * @param businessDate that is being loaded, and has an inventory though nothing may have been sold on it
     * @throws DaybookException of kind CONFIGURATION when a catalogue is from another age
     */
    static InventoryPlan of(
            State state,
            Collection<Mark> now,
            Collection<Mark> before,
            LocalDate recounted,
            Optional<LocalDate> businessDate) {
        Set<Mark> changed = new HashSet<>(now);
        changed.removeAll(Set.copyOf(before));
        Optional<LocalDate> oldest = state.days().stream().min(LocalDate::compareTo);
        Optional<LocalDate> newest = state.days().stream().max(LocalDate::compareTo);
        LocalDate to = Stream.concat(
                        Stream.of(state.newestSale()), Stream.concat(newest.stream(), businessDate.stream()))
                .max(LocalDate::compareTo)
                .orElseThrow();
        LocalDate behind = newest.map(day -> day.plusDays(1)).orElse(state.first());
        LocalDate dirty = changed.stream()
                .filter(mark -> !mark.table().equals(InventoryInputs.PRODUCTS))
                .map(Mark::day)
                .min(LocalDate::compareTo)
                .orElse(LocalDate.MAX);
        LocalDate from = later(earlier(dirty, behind), state.first());
        // Days that lie before a first catalogue come to have no inventory.
        LocalDate firstOfAll = earlier(state.first(), oldest.orElse(LocalDate.MAX));
        return checked(earlier(from, later(recounted, firstOfAll)), to);
    }

    private static InventoryPlan checked(LocalDate from, LocalDate to) {
        if (from.isAfter(to)) {
            return NOTHING;
        }
        if (from.plusYears(MOST_YEARS).isBefore(to)) {
            throw DaybookException.configuration(
                    "the inventory would begin on %s, with the first catalogue, and end on %s: if that catalogue has a wrong date, `daybook rollback products %s`, then restart"
                            .formatted(from, to, from));
        }
        return new InventoryPlan(from, to);
    }

    private static LocalDate earlier(LocalDate a, LocalDate b) {
        return a.isBefore(b) ? a : b;
    }

    private static LocalDate later(LocalDate a, LocalDate b) {
        return a.isAfter(b) ? a : b;
    }

    /** How many days. */
    long days() {
        return from.isAfter(to) ? 0 : ChronoUnit.DAYS.between(from, to) + 1;
    }
}
