package dev.daybook.jobs.dailysales;

import java.util.HashMap;
import java.util.Map;

/** What was sold and what was delivered of each product, on one day. */
final class Movements {

    static final Movements NONE = new Movements();

    private final Map<String, Integer> sold = new HashMap<>();
    private final Map<String, Integer> restocked = new HashMap<>();

    void addSold(String product, int quantity) {
        sold.merge(product, quantity, Math::addExact);
    }

    void addRestocked(String product, int quantity) {
        restocked.merge(product, quantity, Math::addExact);
    }

    int sold(String product) {
        return sold.getOrDefault(product, 0);
    }

    int restocked(String product) {
        return restocked.getOrDefault(product, 0);
    }

    /** Whether anything was sold. */
    boolean hasSales() {
        return !sold.isEmpty();
    }

    Iterable<String> products() {
        Map<String, Integer> all = new HashMap<>(sold);
        all.putAll(restocked);
        return all.keySet();
    }
}
