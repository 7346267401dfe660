package dev.daybook.jobs.historyexport;

import dev.daybook.failure.Failpoints;
import dev.daybook.load.HistoryLog.Export;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;

/**
 * Stages rows in segments, by table. A segment is named by how many the table had with the last commit: a chunk done
 * again replaces its own.
 */
final class HistoryStager implements ItemStreamWriter<HistoryBlock>, StepExecutionListener {

    static final String STEP = "stage";

    private final Exports exports;
    private final Map<HistoryTable, Staged> staged = new EnumMap<>(HistoryTable.class);

    @SuppressWarnings("NullAway.Init")
    private Export export;

    HistoryStager(Exports exports) {
        this.exports = exports;
    }

    /** What is staged of a table. */
    record Staged(int segments, long rows) {

        static Staged of(HistoryTable table, ExecutionContext context) {
            return new Staged(context.getInt(segments(table), 0), context.getLong(rows(table), 0));
        }

        private void save(HistoryTable table, ExecutionContext context) {
            context.putInt(segments(table), segments);
            context.putLong(rows(table), rows);
        }

        private static String segments(HistoryTable table) {
            return "history." + table.table() + ".segments";
        }

        private static String rows(HistoryTable table) {
            return "history." + table.table() + ".rows";
        }
    }

    @Override
    public void beforeStep(StepExecution execution) {
        export = Exports.of(execution.getJobExecution().getJobParameters());
    }

    @Override
    public void open(ExecutionContext context) {
        for (HistoryTable table : HistoryTable.values()) {
            staged.put(table, Staged.of(table, context));
        }
    }

    @Override
    public void write(Chunk<? extends HistoryBlock> chunk) {
        for (HistoryBlock block : chunk) {
            if (block.rows().rows() > 0) {
                stage(block);
            }
        }
        Failpoints.reach("history-staged");
    }

    private void stage(HistoryBlock block) {
        HistoryTable table = block.table();
        Staged before = staged.getOrDefault(table, new Staged(0, 0));
        exports.segments(export, table)
                .write(before.segments(), Map.of(export.day().toString(), block.rows()));
        staged.put(
                table,
                new Staged(before.segments() + 1, before.rows() + block.rows().rows()));
    }

    @Override
    public void update(ExecutionContext context) {
        staged.forEach((table, of) -> of.save(table, context));
    }
}
