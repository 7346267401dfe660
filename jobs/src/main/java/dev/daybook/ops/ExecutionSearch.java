package dev.daybook.ops;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds the executions a filter asks for. What few have is found by an index; what many have is met soon on the way from
 * the newest execution down. H2 cannot tell one from the other, so it is asked first how many there are.
 */
final class ExecutionSearch {

    private static final int FEW = 5_000;
    private static final int AT_ONCE = 500;

    private final JdbcClient jdbc;

    ExecutionSearch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Numbers of executions, the newest first. */
    List<Long> find(ExecutionFilter filter) {
        TreeSet<Long> candidates = null;
        List<Condition> others = new ArrayList<>();
        for (Condition condition : Condition.of(filter)) {
            List<Long> found = someWith(condition);
            if (found.size() > FEW) {
                others.add(condition);
            } else if (candidates == null) {
                candidates = new TreeSet<>(found);
            } else {
                candidates.retainAll(found);
            }
        }
        if (candidates == null) {
            return newest(others, filter.before(), List.of(), filter.limit());
        }
        return among(
                filter.before() == null ? candidates : candidates.headSet(filter.before()), others, filter.limit());
    }

    /** All if they are few, else one more than few. */
    private List<Long> someWith(Condition condition) {
        return jdbc.sql(condition.finding() + " fetch first " + (FEW + 1) + " rows only")
                .params(condition.values())
                .query(Long.class)
                .list();
    }

    private List<Long> among(Iterable<Long> candidates, List<Condition> conditions, int limit) {
        List<Long> newestFirst = new ArrayList<>();
        candidates.forEach(newestFirst::add);
        Collections.reverse(newestFirst);
        if (conditions.isEmpty()) {
            return newestFirst.subList(0, Math.min(limit, newestFirst.size()));
        }
        List<Long> found = new ArrayList<>();
        for (int from = 0; from < newestFirst.size() && found.size() < limit; from += AT_ONCE) {
            List<Long> some = newestFirst.subList(from, Math.min(newestFirst.size(), from + AT_ONCE));
            found.addAll(newest(conditions, null, some, limit - found.size()));
        }
        return found;
    }

    /** @param candidates none for any */
    private List<Long> newest(List<Condition> conditions, @Nullable Long before, List<Long> candidates, int limit) {
        List<String> parts = new ArrayList<>(List.of("1 = 1"));
        List<Object> values = new ArrayList<>();
        if (before != null) {
            parts.add("e.job_execution_id < ?");
            values.add(before);
        }
        if (!candidates.isEmpty()) {
            parts.add("e.job_execution_id in (" + "?, ".repeat(candidates.size() - 1) + "?)");
            values.addAll(candidates);
        }
        for (Condition condition : conditions) {
            parts.add(condition.holds());
            values.addAll(condition.values());
        }
        return jdbc.sql("select e.job_execution_id from batch_job_execution e where " + String.join(" and ", parts)
                        + " order by e.job_execution_id desc fetch first " + limit + " rows only")
                .params(values)
                .query(Long.class)
                .list();
    }
}
