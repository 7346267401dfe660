package dev.daybook.feed;

import dev.daybook.failure.DaybookException;
import dev.daybook.feed.ParsedBlock.Position;
import dev.daybook.logging.LogContext;
import dev.daybook.record.RecordBlock;
import dev.daybook.record.RecordReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file by its feed, block after block. The caller's thread cuts records while others map them; results come in
 * the file's order, a few blocks behind. Memory is that of a few blocks. Not thread-safe.
 */
public final class FeedParser implements AutoCloseable {

    /** Parameter with the name of the file whose rejects a file has: a feed may find the year in it. */
    public static final String ORIGINAL_NAME = "originalName";

    /** Parameter with the business date, such as 2026-03-01. */
    public static final String BUSINESS_DATE = "date";

    /** Bytes of text in a block: a commit for so much. */
    private static final int BLOCK_BYTES = 8 << 20;

    private final Feed feed;
    private final RecordReader reader;
    private final List<String> header;
    private final ExecutorService workers;
    private final Deque<Lane> free = new ArrayDeque<>();
    private final Deque<Running> running = new ArrayDeque<>();
    private @Nullable Lane returned;

    /** A block and a mapper with its rows: what is at work on one part of the file. */
    private record Lane(RecordBlock block, RowMapper mapper) {}

    private record Running(Lane lane, Future<ParsedBlock> result, long nextLine) {}

    /** @param feed with the columns of the file that it keeps */
    private FeedParser(Feed feed, RecordReader reader, List<String> header) {
        this.feed = feed;
        this.reader = reader;
        this.header = header;
        this.workers = Executors.newFixedThreadPool(threads(), FeedParser::daemon);
    }

    /** Feeds in which a record depends on those above are mapped by one thread. */
    private int threads() {
        return isInOrder() ? 1 : Runtime.getRuntime().availableProcessors();
    }

    private boolean isInOrder() {
        return feed.layout().footer() != null || feed.columns().stream().anyMatch(FeedColumn::carryForward);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(LogContext.inherited(task), "parse");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Opens a file and reads its header.
     *
     * @param parameters of the run, for feeds that ask for one
     * @param source number of the input that rows carry
     * @param from where to go on; null for the beginning
     * @throws DaybookException of kind INPUT when the header does not fit the feed
     */
    public static FeedParser open(
            Feed feed,
            InputFile file,
            FileScan scan,
            Map<String, String> parameters,
            int source,
            @Nullable Position from) {
        return open(feed, file, scan, parameters, source, from, BLOCK_BYTES);
    }

    /** @param blockBytes bytes of text in a block; more if a record is longer */
    static FeedParser open(
            Feed feed,
            InputFile file,
            FileScan scan,
            Map<String, String> parameters,
            int source,
            @Nullable Position from,
            int blockBytes) {
        Header header = Header.read(feed, file, scan);
        if (header.fields().isEmpty()) {
            return new FeedParser(feed, header.reader(feed, file, scan, from), List.of());
        }
        HeaderPlan plan = HeaderPlan.of(feed, file.name(), header.fields(), parameters);
        FeedParser parser = new FeedParser(plan.feed(), header.reader(feed, file, scan, from), header.fields());
        parser.addLanes(plan, source, from, blockBytes);
        return parser;
    }

    private void addLanes(HeaderPlan plan, int source, @Nullable Position from, int blockBytes) {
        for (int i = 0; i < (isInOrder() ? 1 : threads() + 1); i++) {
            RowMapper mapper = new RowMapper(plan, source);
            if (from != null) {
                mapper.resume(from.carried(), from.inFooter());
            }
            free.add(new Lane(new RecordBlock(blockBytes), mapper));
        }
    }

    /**
     * The feed with the columns of a file that it keeps. Files opened with the result have rows of the same layout, so
     * for several files it is made of one after the other.
     *
     * @throws DaybookException of kind INPUT when the header does not fit the feed
     */
    public static Feed feedOf(Feed feed, InputFile file, FileScan scan) {
        List<String> header = Header.read(feed, file, scan).fields();
        return header.isEmpty()
                ? feed
                : HeaderPlan.of(feed, file.name(), header, Map.of()).feed();
    }

    /** The feed, with the columns of this file that it keeps: rows are laid out by its schema. */
    public Feed feed() {
        return feed;
    }

    /** The file's header; without one the fields of its first record; empty for an empty file. */
    public List<String> header() {
        return header;
    }

    /**
     * The next block, or null at the end of the file. What the block holds is valid until the next call.
     *
     * @throws DaybookException of kind INPUT when the file cannot be read on
     */
    public @Nullable ParsedBlock next() {
        if (returned != null) {
            free.add(returned);
            returned = null;
        }
        while (!free.isEmpty() && reader.read(free.element().block())) {
            Lane lane = free.remove();
            Future<ParsedBlock> result = workers.submit(() -> lane.mapper().map(lane.block(), reader));
            running.add(new Running(lane, result, reader.nextLine()));
        }
        Running first = running.poll();
        if (first == null) {
            return null;
        }
        returned = first.lane();
        return resultOf(first.result()).endingOnLine(first.nextLine());
    }

    private static ParsedBlock resultOf(Future<ParsedBlock> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while parsing", e);
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
        reader.close();
    }
}
