package dev.daybook.load;

import dev.daybook.table.CommitRecord;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Generations a load looks up values in: those it has looked them up in before, so that its rows go together however often
 * it is restarted, and are the same when it is read again; else those that are current.
 *
 * @param remembers whether what is chosen now counts from now on; not for a load that is only read again
 */
record LoadTables(long loadId, Ledger ledger, JdbcPublicationLog publications, boolean remembers)
        implements LakeTables.Generations {

    @Override
    public List<CommitRecord> of(String table, @Nullable LocalDate date) {
        List<CommitRecord> before = ledger.lookups().of(loadId, table);
        if (!before.isEmpty()) {
            return before;
        }
        List<CommitRecord> now = LakeTables.counting(publications.latest(table), date);
        if (remembers) {
            ledger.lookups().add(loadId, now);
        }
        return now;
    }
}
