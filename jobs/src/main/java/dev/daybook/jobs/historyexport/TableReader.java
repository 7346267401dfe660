package dev.daybook.jobs.historyexport;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/** Hands out the tables; which are published already is asked of the publications. */
final class TableReader implements ItemStreamReader<HistoryTable> {

    private Iterator<HistoryTable> tables = List.<HistoryTable>of().iterator();

    @Override
    public void open(ExecutionContext context) {
        tables = List.of(HistoryTable.values()).iterator();
    }

    @Override
    public @Nullable HistoryTable read() {
        return tables.hasNext() ? tables.next() : null;
    }
}
