package dev.daybook.feed;

import dev.daybook.failure.DaybookException;
import dev.daybook.feed.ParsedBlock.Position;
import dev.daybook.logging.LogContext;
import dev.daybook.record.RecordBlock;
import dev.daybook.record.RecordReader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file by its feed, block after block. One thread cuts records while others map them, a few blocks ahead of the
 * caller; results come in the file's order. Memory is that of a few blocks. Not thread-safe.
 */
public final class FeedParser implements AutoCloseable {

    /** Parameter with the name of the file whose rejects a file has: a feed may find the year in it. */
    public static final String ORIGINAL_NAME = "originalName";

    /** Parameter with the business date, such as 2026-03-01. */
    public static final String BUSINESS_DATE = "date";

    /** Bytes of text in a block: a commit for so much. */
    private static final int BLOCK_BYTES = 8 << 20;

    /** Threads that cut records. */
    private static final int CUTTERS = 1;

    /** Blocks at which nobody maps: one is cut, one is with the caller. */
    private static final int SPARE_BLOCKS = 2;

    private final Feed feed;
    private final RecordReader reader;
    private final List<String> header;
    private final ExecutorService workers;
    private final BlockingQueue<Lane> free = new LinkedBlockingQueue<>();
    private final BlockingQueue<Running> running = new LinkedBlockingQueue<>();
    private @Nullable Lane returned;
    private boolean isAtEnd;

    /** A block and a mapper with its rows: what is at work on one part of the file. */
    private record Lane(RecordBlock block, RowMapper mapper) {}

    /** @param result null for the end of the file */
    private record Running(Lane lane, Future<@Nullable ParsedBlock> result, long nextLine) {}

    /** @param feed with the columns of the file that it keeps */
    private FeedParser(Feed feed, RecordReader reader, List<String> header) {
        this.feed = feed;
        this.reader = reader;
        this.header = header;
        this.workers = Executors.newFixedThreadPool(threads() + CUTTERS, FeedParser::daemon);
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
        parser.workers.execute(parser::cut);
        return parser;
    }

    private void addLanes(HeaderPlan plan, int source, @Nullable Position from, int blockBytes) {
        for (int i = 0; i < (isInOrder() ? 1 : threads() + SPARE_BLOCKS); i++) {
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

    /** Until the file ends, cannot be read on, or nobody wants more of it. */
    private void cut() {
        try {
            boolean more = true;
            while (more) {
                Lane lane = free.take();
                more = cut(lane);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean cut(Lane lane) {
        try {
            boolean more = reader.read(lane.block());
            Future<@Nullable ParsedBlock> result = more
                    ? workers.submit(() -> lane.mapper().map(lane.block(), reader))
                    : CompletableFuture.completedFuture(null);
            running.add(new Running(lane, result, reader.nextLine()));
            return more;
        } catch (RuntimeException e) {
            running.add(new Running(lane, CompletableFuture.failedFuture(e), 0));
            return false;
        }
    }

    /**
     * The next block, or null at the end of the file. What the block holds is valid until the next call.
     *
     * @throws DaybookException of kind INPUT when the file cannot be read on
     */
    public @Nullable ParsedBlock next() {
        if (isAtEnd || header.isEmpty()) {
            return null;
        }
        if (returned != null) {
            free.add(returned);
        }
        Running first = taken();
        returned = first.lane();
        ParsedBlock block = resultOf(first.result());
        isAtEnd = block == null;
        return block == null ? null : block.endingOnLine(first.nextLine());
    }

    private Running taken() {
        try {
            return running.take();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static @Nullable ParsedBlock resultOf(Future<@Nullable ParsedBlock> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while parsing", e);
    }

    /** What still reads the file is waited for. */
    @Override
    public void close() {
        workers.shutdownNow();
        try {
            workers.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        reader.close();
    }
}
