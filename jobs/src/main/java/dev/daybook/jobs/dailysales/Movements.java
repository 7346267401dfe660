package dev.daybook.jobs.dailysales;

import java.util.HashMap;
import java.util.Map;

/** What was sold and what was delivered of each product, on one day. Sums of 64 bits: no table has the rows to fill one. */
final class Movements {

    static final Movements NONE = new Movements();

    private final Map<String, Long> sold = new HashMap<>();
    private final Map<String, Long> restocked = new HashMap<>();

    void addSold(String product, int quantity) {
        sold.merge(product, (long) quantity, Math::addExact);
    }

    void addRestocked(String product, int quantity) {
        restocked.merge(product, (long) quantity, Math::addExact);
    }

    long sold(String product) {
        return sold.getOrDefault(product, 0L);
    }

    long restocked(String product) {
        return restocked.getOrDefault(product, 0L);
    }

    /** Whether anything was sold. */
    boolean hasSales() {
        return !sold.isEmpty();
    }

    Iterable<String> products() {
        Map<String, Long> all = new HashMap<>(sold);
        all.putAll(restocked);
        return all.keySet();
    }
}
