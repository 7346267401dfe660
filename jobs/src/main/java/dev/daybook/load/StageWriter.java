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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

    /** Key of the number of rows in them. */
    static final String ROWS = "stage.rows";

    /** Key of how many of these are of the file itself, not of inputs that are read again. */
    static final String ROWS_OF_FILE = "stage.rowsOfFile";

    private static final Logger log = LoggerFactory.getLogger(StageWriter.class);

    private final FileLoads loads;
    private final Progress run;

    @SuppressWarnings("NullAway.Init")
    private FileLoad load;

    @SuppressWarnings("NullAway.Init")
    private StageProgress progress;

    private final Map<Integer, Set<String>> partitionsOfRereads = new HashMap<>();
    private final Map<Integer, Long> rejectsOfRereads = new HashMap<>();
    private int next;
    private long rows;
    private long rowsOfFile;

    public StageWriter(FileLoads loads, Progress run) {
        this.loads = loads;
        this.run = run;
    }

    @Override
    public void beforeStep(StepExecution step) {
        begin(loads.of(step));
    }

    void begin(FileLoad of) {
        load = of;
    }

    @Override
    public void open(ExecutionContext context) {
        next = context.getInt(SEGMENTS, 0);
        rows = context.getLong(ROWS, 0);
        rowsOfFile = context.getLong(ROWS_OF_FILE, 0);
        partitionsOfRereads.clear();
        rejectsOfRereads.clear();
        progress = StageProgress.begin(run, load, context);
    }

    @Override
    public void write(Chunk<? extends StagedBlock> chunk) {
        Segments segments = load.segments();
        for (StagedBlock staged : chunk) {
            ParsedBlock block = staged.block();
            if (staged.input() == 0) {
                rowsOfFile += writeSegment(segments, block.rows());
                load.rejects().write(next, block.rejects());
                load.ledger().addStaged(load.entry().loadId(), block.counts());
            } else {
                writeSegment(segments, rowsLeftOut(staged.input(), block.rows()));
                compareRejects(staged.input(), block.counts().rejected());
            }
            progress.tell(staged);
            Failpoints.reach("segment-written");
        }
    }

    /** Rows that were loaded once and are rejected now are gone with this: somebody has to know. */
    private void compareRejects(int input, long rejected) {
        LedgerEntry reread = load.ledger().rereads(load.entry().loadId()).get(input - 1);
        long before = rejectsOfRereads.getOrDefault(input, 0L);
        long now = before + rejected;
        rejectsOfRereads.put(input, now);
        if (before <= reread.counts().rejected() && now > reread.counts().rejected()) {
            log.warn(
                    "{} is read again, and more of its rows are rejected than the {} there were: its feed, or a table it looks up, has changed",
                    reread.source(),
                    reread.counts().rejected());
        }
    }

    private long writeSegment(Segments segments, Map<String, RowBuffer> staged) {
        long count = staged.values().stream().mapToLong(RowBuffer::rows).sum();
        segments.write(next++, staged);
        rows += count;
        return count;
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
        context.putLong(ROWS, rows);
        context.putLong(ROWS_OF_FILE, rowsOfFile);
    }
}
