package dev.daybook.load;

import dev.daybook.failure.Failpoints;
import dev.daybook.feed.ParsedBlock;
import dev.daybook.progress.Progress;
import dev.daybook.row.RowBuffer;
import dev.daybook.table.Segments;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;

/**
 * Stages a block: its rows in a segment, its rejects in quarantine, its counts in the ledger. Files are named by the
 * number of the chunk, which is committed with the counts: a chunk done again replaces its own files.
 */
public final class StageWriter implements ItemStreamWriter<StagedBlock>, StepExecutionListener {

    /** Name of the step. */
    public static final String STEP = "stage";

    /** Key of the number of segments in the step's execution context. */
    static final String SEGMENTS = "stage.segments";

    private final FileLoads loads;
    private final Progress run;

    @SuppressWarnings("NullAway.Init")
    private FileLoad load;

    @SuppressWarnings("NullAway.Init")
    private StageProgress progress;

    private final Map<Integer, Set<String>> partitionsOfRereads = new HashMap<>();
    private int next;

    public StageWriter(FileLoads loads, Progress run) {
        this.loads = loads;
        this.run = run;
    }

    @Override
    public void beforeStep(StepExecution step) {
        load = loads.of(step);
    }

    @Override
    public void open(ExecutionContext context) {
        next = context.getInt(SEGMENTS, 0);
        partitionsOfRereads.clear();
        progress = StageProgress.begin(run, load, context);
    }

    @Override
    public void write(Chunk<? extends StagedBlock> chunk) {
        Segments segments = load.segments();
        for (StagedBlock staged : chunk) {
            ParsedBlock block = staged.block();
            if (staged.input() == 0) {
                segments.write(next, block.rows());
                load.rejects().write(next, block.rejects());
                load.ledger().addStaged(load.entry().loadId(), block.counts());
            } else {
                segments.write(next, rowsLeftOut(staged.input(), block.rows()));
            }
            next++;
            progress.tell(staged);
            Failpoints.reach("segment-written");
        }
    }

    /** Another input's rows count only where the replaced version may have kept some of them out. */
    private Map<String, RowBuffer> rowsLeftOut(int input, Map<String, RowBuffer> rows) {
        Map<String, RowBuffer> some = new TreeMap<>(rows);
        some.keySet()
                .retainAll(partitionsOfRereads.computeIfAbsent(
                        input, number -> load.rereads().partitionsOf(load.entry(), number)));
        return some;
    }

    @Override
    public void update(ExecutionContext context) {
        context.putInt(SEGMENTS, next);
    }
}
