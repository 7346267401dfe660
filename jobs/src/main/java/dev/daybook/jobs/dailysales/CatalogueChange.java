package dev.daybook.jobs.dailysales;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What other catalogues change of the inventory: products that come in otherwise than they did.
 *
 * @param before how they came in when the inventory was last complete
 * @param now how they come in
 */
record CatalogueChange(Map<String, FirstCount> before, Map<String, FirstCount> now) {

    /**
     * The first day that may have changed; {@link LocalDate#MAX} when none has, {@link LocalDate#MIN} for the first of all:
     * a product that is sold before a catalogue names it has an inventory from the first sale on until one does.
     *
     * @param productsOn those that have an inventory on a day
     */
    LocalDate firstDay(Function<LocalDate, Set<String>> productsOn) {
        Set<String> products = new TreeSet<>(before.keySet());
        products.addAll(now.keySet());
        LocalDate first = LocalDate.MAX;
        for (String product : products) {
            LocalDate day = firstDay(product, before.get(product), now.get(product), productsOn);
            first = day.isBefore(first) ? day : first;
        }
        return first;
    }

    private static LocalDate firstDay(
            String product,
            @Nullable FirstCount was,
            @Nullable FirstCount is,
            Function<LocalDate, Set<String>> productsOn) {
        if (is == null) {
            return LocalDate.MIN;
        }
        if (was == null) {
            boolean wasThere = productsOn.apply(is.date().minusDays(1)).contains(product);
            return wasThere ? LocalDate.MIN : is.date();
        }
        if (was.equals(is)) {
            return LocalDate.MAX;
        }
        return was.date().isBefore(is.date()) ? was.date() : is.date();
    }
}
