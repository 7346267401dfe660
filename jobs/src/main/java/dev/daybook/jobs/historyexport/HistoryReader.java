package dev.daybook.jobs.historyexport;

import dev.daybook.feed.Reject;
import dev.daybook.jobs.historyexport.HistoryFacts.Page;
import dev.daybook.jobs.historyexport.HistoryFacts.Rejecting;
import dev.daybook.load.Ledger;
import dev.daybook.load.LedgerEntry;
import dev.daybook.load.Rejects;
import dev.daybook.settings.Settings;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStore;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Reads a day's runs, then its loads, then the rejects of a chunk of a load at a time; such a page is an item. Goes on
 * behind the last committed one when the step is restarted.
 */
final class HistoryReader implements ItemStreamReader<HistoryBlock>, StepExecutionListener {

    private static final String TABLE = "history.table";
    private static final String AFTER = "history.after";
    private static final String CHUNK = "history.chunk";

    private final HistoryFacts facts;
    private final Ledger ledger;
    private final ObjectStore store;
    private final Settings settings;

    @SuppressWarnings("NullAway.Init")
    private Day day;

    private int table;
    private long after;
    private String chunk = "";
    private @Nullable List<Rejecting> rejecting;

    HistoryReader(HistoryFacts facts, Ledger ledger, ObjectStore store, Settings settings) {
        this.facts = facts;
        this.ledger = ledger;
        this.store = store;
        this.settings = settings;
    }

    @Override
    public void beforeStep(StepExecution execution) {
        day = Exports.dayOf(execution.getJobExecution().getJobParameters());
    }

    @Override
    public void open(ExecutionContext context) {
        table = context.getInt(TABLE, 0);
        after = context.getLong(AFTER, 0);
        chunk = context.getString(CHUNK, "");
        rejecting = null;
    }

    @Override
    public @Nullable HistoryBlock read() {
        HistoryTable[] tables = HistoryTable.values();
        while (table < tables.length) {
            HistoryBlock block = next(tables[table]);
            if (block != null) {
                return block;
            }
            table++;
            after = 0;
        }
        return null;
    }

    private @Nullable HistoryBlock next(HistoryTable of) {
        return switch (of) {
            case RUNS -> page(of, facts.runs(day, after, null));
            case LOADS -> page(of, facts.loads(day, after));
            case REJECTS -> rejects();
        };
    }

    private @Nullable HistoryBlock page(HistoryTable of, @Nullable Page page) {
        if (page == null) {
            return null;
        }
        after = page.last();
        return new HistoryBlock(of, page.rows());
    }

    /** The load {@link #after} is the one being read, behind its chunk {@link #chunk}. */
    private @Nullable HistoryBlock rejects() {
        if (rejecting == null) {
            rejecting = facts.rejecting(day);
        }
        for (Rejecting load : rejecting) {
            if (load.loadId() < after) {
                continue;
            }
            String behind = load.loadId() == after ? chunk : "";
            LedgerEntry entry = ledger.get(load.loadId());
            Rejects rejects = new Rejects(store, settings.zones().quarantine(), entry);
            Optional<Location> next = rejects.chunks().stream()
                    .filter(place -> place.name().compareTo(behind) > 0)
                    .findFirst();
            if (next.isPresent()) {
                after = load.loadId();
                chunk = next.get().name();
                return rejectsIn(next.get(), rejects, load, entry);
            }
        }
        return null;
    }

    private static HistoryBlock rejectsIn(Location place, Rejects rejects, Rejecting load, LedgerEntry entry) {
        FactRows rows = new FactRows();
        rejects.forEach(
                place,
                reject ->
                        HistoryFacts.addReject(rows, load, entry.feed(), uriOf(reject, entry), entry.sha256(), reject));
        return new HistoryBlock(HistoryTable.REJECTS, rows.buffer());
    }

    private static String uriOf(Reject reject, LedgerEntry load) {
        return reject.source() == null ? load.sourceUri() : reject.source();
    }

    @Override
    public void update(ExecutionContext context) {
        context.putInt(TABLE, table);
        context.putLong(AFTER, after);
        context.putString(CHUNK, chunk);
    }
}
