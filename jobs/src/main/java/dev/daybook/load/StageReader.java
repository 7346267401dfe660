package dev.daybook.load;

import dev.daybook.failure.DaybookException;
import dev.daybook.failure.Failpoints;
import dev.daybook.feed.Feed;
import dev.daybook.feed.FeedParser;
import dev.daybook.feed.InputFile;
import dev.daybook.feed.ParsedBlock;
import dev.daybook.feed.ParsedBlock.Position;
import dev.daybook.load.LedgerEntry.Status;
import dev.daybook.store.Location;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the file of a load, then those it reads again, block by block; a block is an item. Goes on behind the last
 * committed block when the step is restarted. At the end it decides whether what was read may be published. A withdrawal
 * has no file of its own.
 */
public final class StageReader implements ItemStreamReader<StagedBlock>, StepExecutionListener {

    /** Key of the number of the input that is read. */
    static final String INPUT = "stage.input";

    /** Key of how far it has been read; absent at its beginning. */
    static final String OFFSET = "stage.offset";

    private static final String LINE = "stage.line";
    private static final String CARRIED = "stage.carried";
    private static final String IN_FOOTER = "stage.inFooter";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final FileLoads loads;

    @SuppressWarnings("NullAway.Init")
    private FileLoad load;

    private Supplier<FileLoad> anew = () -> load;
    private List<LedgerEntry> rereads = List.of();
    private int input;
    private @Nullable Position position;
    private @Nullable FeedParser parser;
    private List<String> header = List.of();

    public StageReader(FileLoads loads) {
        this.loads = loads;
    }

    @Override
    public void beforeStep(StepExecution execution) {
        begin(() -> loads.of(execution));
    }

    /** @param of the load as it is now: what is to be read again is known only when it has begun */
    void begin(Supplier<FileLoad> of) {
        anew = of;
        load = of.get();
    }

    @Override
    public void open(ExecutionContext context) {
        Ledger ledger = load.ledger();
        if (!context.containsKey(INPUT)) {
            LedgerEntry entry = load.entry();
            load.requireFittingTable();
            startAgain();
            ledger.setRereads(entry.loadId(), load.rereads().needed(entry, load.replacedPartitions()));
            load = anew.get();
        }
        rereads = ledger.rereads(load.entry().loadId());
        input = context.getInt(INPUT, load.isWithdrawal() ? 1 : 0);
        position = null;
        if (context.containsKey(OFFSET)) {
            position = new Position(
                    context.getLong(OFFSET),
                    context.getLong(LINE),
                    JSON.readValue(context.getString(CARRIED), StringMap.class),
                    context.getInt(IN_FOOTER) == 1);
        }
    }

    /** What an earlier execution has counted and rejected is forgotten when its place was lost. */
    private void startAgain() {
        load.ledger().resetStaged(load.entry().loadId());
        load.ledger().lookups().clear(load.entry().loadId());
        load.rejects().clear();
    }

    /** So that the reader of JSON knows what the map holds. */
    private static final class StringMap extends java.util.HashMap<String, String> {
        private static final long serialVersionUID = 1;
    }

    @Override
    public @Nullable StagedBlock read() {
        if (position != null) {
            Failpoints.reach("chunk-committed");
        }
        while (input <= rereads.size()) {
            ParsedBlock block = parser().next();
            if (block != null) {
                position = block.end();
                return new StagedBlock(input, block);
            }
            if (input == 0) {
                judge();
            }
            close();
            position = null;
            input++;
        }
        return null;
    }

    /** Whether everything there is to read has been read. */
    public boolean isAtEnd() {
        return input > rereads.size();
    }

    private FeedParser parser() {
        if (parser == null) {
            parser = input == 0 ? parserOfFile() : parserOf(rereads.get(input - 1));
            header = parser.header();
        }
        return parser;
    }

    private FeedParser parserOfFile() {
        InputFile file = load.input();
        return FeedParser.open(load.feed(), file, load.scan(file), load.parameters(), input, position);
    }

    private FeedParser parserOf(LedgerEntry reread) {
        Feed feed = loads.feedOf(reread, load);
        InputFile file = load.kept(reread);
        Map<String, String> parameters = loads.parametersOf(reread);
        return FeedParser.open(feed, file, load.keptScan(reread, file, feed), parameters, input, position);
    }

    /** Decides, at the end of the file, whether what was read is good enough; keeps the rejects in any case. */
    private void judge() {
        LedgerEntry entry = load.ledger().get(load.entry().loadId());
        LoadCounts counts = entry.counts();
        String name = Location.parse(entry.sourceUri(), Path.of("/")).name();
        String rejectFile = counts.rejected() == 0
                ? null
                : load.rejects()
                        .writeFile(name, load.feed().rejectHeader(header))
                        .toString();
        boolean isEmpty = counts.read() == 0 && !load.isDayWithoutRows();
        Status status = isEmpty ? Status.EMPTY : Status.LOADING;
        load.ledger().setVerdict(entry.loadId(), status, rejectFile);
        String fault = faultOf(counts);
        if (fault != null) {
            throw DaybookException.input("%s %s.%s The table keeps what it has.%s"
                    .formatted(
                            entry.sourceUri(),
                            fault,
                            load.rejects()
                                    .firstMalformed()
                                    .map(reject -> " Line %d: %s.".formatted(reject.line(), reject.reason()))
                                    .orElse(""),
                            rejectFile == null ? "" : " Mend the rejected rows in " + rejectFile + "."));
        }
    }

    private @Nullable String faultOf(LoadCounts counts) {
        if (counts.read() == 0) {
            return load.isDayWithoutRows() ? null : "has no rows: expected at least one";
        }
        if (counts.staged() == 0) {
            return "has no row that can be loaded: %,d read, %,d rejected, %,d ignored"
                    .formatted(counts.read(), counts.rejected(), counts.ignored());
        }
        double limit = load.feed().thresholds().fail();
        return counts.rejected() <= limit * counts.read()
                ? null
                : "has %,d rejected rows in %,d, more than the %.1f %% feed %s allows"
                        .formatted(
                                counts.rejected(),
                                counts.read(),
                                limit * 100,
                                load.feed().name());
    }

    @Override
    public void update(ExecutionContext context) {
        context.putInt(INPUT, input);
        if (position == null) {
            context.remove(OFFSET);
            return;
        }
        context.putLong(OFFSET, position.offset());
        context.putLong(LINE, position.line());
        context.putString(CARRIED, JSON.writeValueAsString(Map.copyOf(position.carried())));
        context.putInt(IN_FOOTER, position.inFooter() ? 1 : 0);
    }

    @Override
    public void close() {
        if (parser != null) {
            parser.close();
            parser = null;
        }
    }
}
