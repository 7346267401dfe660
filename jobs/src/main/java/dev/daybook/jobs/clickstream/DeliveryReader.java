package dev.daybook.jobs.clickstream;

import dev.daybook.failure.DaybookException;
import dev.daybook.failure.Failpoints;
import dev.daybook.load.LedgerEntry;
import dev.daybook.load.LedgerEntry.Status;
import dev.daybook.load.LoadCounts;
import dev.daybook.load.LoadWarnings;
import dev.daybook.load.WorkAhead;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Has the listed objects read by several threads, in groups, and hands out what was found in their order; a group is an
 * item. Goes on behind the last committed one when the step is restarted. At the end it decides whether what was read may
 * be published.
 */
final class DeliveryReader implements ItemStreamReader<StagedGroup>, StepExecutionListener {

    /** Key of the ordinal of the next object. */
    static final String NEXT = "compaction.next";

    /** Bytes of text that are read for a commit. */
    private static final long GROUP_BYTES = 24 << 20;

    private static final int MOST_OBJECTS = 500;

    private static final Logger log = LoggerFactory.getLogger(DeliveryReader.class);
    private static final String UNKNOWN_FIELDS = "unknown-fields";

    private final Compactions compactions;
    private final LoadWarnings warnings;
    private final int threads = Runtime.getRuntime().availableProcessors();
    private final BlockingQueue<GroupStager> stagers = new LinkedBlockingQueue<>();
    private List<Delivered> objects = List.of();
    private int submitted;
    private int next;
    private boolean isAtEnd;
    private UnknownFields unknown = UnknownFields.NONE;
    private @Nullable WorkAhead<StagedGroup> work;

    @SuppressWarnings("NullAway.Init")
    private Compaction compaction;

    DeliveryReader(Compactions compactions, LoadWarnings warnings) {
        this.compactions = compactions;
        this.warnings = warnings;
    }

    @Override
    public void beforeStep(StepExecution step) {
        compaction = compactions.of(step);
    }

    @Override
    public void open(ExecutionContext context) {
        if (!context.containsKey(NEXT)) {
            compaction.requireFittingTable();
            startAgain();
        }
        next = context.getInt(NEXT, 0);
        unknown = UnknownFields.from(context);
        submitted = next;
        isAtEnd = false;
        objects = compaction.deliveries().objects(compaction.loadId());
        Map<Integer, Set<String>> covered = compaction.covered();
        for (int i = 0; i < threads; i++) {
            stagers.add(new GroupStager(compaction, covered));
        }
        work = new WorkAhead<>("stage", threads, threads + 1);
    }

    /** What an earlier execution has counted and rejected is forgotten when its place was lost. */
    private void startAgain() {
        long loadId = compaction.loadId();
        compaction.ledger().resetStaged(loadId);
        compaction.ledger().addDuplicates(loadId, -compaction.entry().counts().duplicate());
        compaction.rejects().clear();
    }

    @Override
    public @Nullable StagedGroup read() {
        if (next > 0) {
            Failpoints.reach("chunk-committed");
        }
        WorkAhead<StagedGroup> readers = Objects.requireNonNull(work);
        while (submitted < objects.size() && readers.hasRoom()) {
            submit(readers);
        }
        StagedGroup group = readers.take();
        if (group == null) {
            if (!isAtEnd) {
                warn();
                judge();
            }
            isAtEnd = true;
            return null;
        }
        next = group.behind();
        unknown = unknown.plus(group.unknown());
        return group;
    }

    private void submit(WorkAhead<StagedGroup> readers) {
        int first = submitted;
        long weight = 0;
        int behind = first;
        do {
            weight += objects.get(behind++).weight();
        } while (behind < objects.size()
                && behind - first < MOST_OBJECTS
                && weight + objects.get(behind).weight() <= GROUP_BYTES);
        submitted = behind;
        List<Delivered> group = objects.subList(first, behind);
        readers.give(() -> stage(first, group));
    }

    private StagedGroup stage(int first, List<Delivered> group) throws InterruptedException {
        GroupStager stager = stagers.take();
        try {
            return stager.stage(first, group);
        } finally {
            stagers.add(stager);
        }
    }

    private void warn() {
        unknown.warning().ifPresent(warning -> {
            log.warn("{}: {}", compaction.entry().source(), warning);
            warnings.set(compaction.loadId(), UNKNOWN_FIELDS, warning);
        });
    }

    /** Decides whether what was read is good enough; keeps the rejects in any case. */
    private void judge() {
        LedgerEntry entry = compaction.ledger().get(compaction.loadId());
        LoadCounts counts = entry.counts();
        if (counts.rejected() > 0) {
            List<String> header = compaction.feed().columns().stream()
                    .filter(column -> !column.from().isEmpty())
                    .map(column -> column.from().get(0))
                    .toList();
            String file = compaction.rejects().writeFile("events", header).toString();
            compaction.ledger().setVerdict(entry.loadId(), Status.LOADING, file);
        }
        double limit = compaction.feed().thresholds().fail();
        boolean isNothing = counts.read() > 0 && counts.staged() == 0;
        if (isNothing || counts.rejected() > limit * counts.read()) {
            throw DaybookException.input(
                    "%s has %,d rejected events in %,d, more than feed %s allows. The table keeps what it has. See `daybook rejects`"
                            .formatted(
                                    entry.sourceUri(),
                                    counts.rejected(),
                                    counts.read(),
                                    compaction.feed().name()));
        }
    }

    /** Whether everything there is to read has been read. */
    boolean isAtEnd() {
        return isAtEnd;
    }

    @Override
    public void update(ExecutionContext context) {
        context.putInt(NEXT, next);
        unknown.putInto(context);
    }

    @Override
    public void close() {
        if (work != null) {
            work.close();
            work = null;
        }
        stagers.clear();
    }
}
