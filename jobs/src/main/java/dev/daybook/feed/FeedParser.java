package dev.daybook.feed;

import dev.daybook.csv.RecordBlock;
import dev.daybook.csv.RecordReader;
import dev.daybook.failure.DaybookException;
import dev.daybook.feed.ParsedBlock.Position;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file by its feed, block after block. The caller's thread cuts records while others map them; results come in
 * the file's order, a few blocks behind. Memory is that of a few blocks. Not thread-safe.
 */
public final class FeedParser implements AutoCloseable {

    /** Bytes of text in a block: a commit for so much. */
    private static final int BLOCK_BYTES = 8 << 20;

    private final RecordReader reader;
    private final List<String> header;
    private final ExecutorService workers;
    private final Deque<Lane> free = new ArrayDeque<>();
    private final Deque<Running> running = new ArrayDeque<>();
    private @Nullable Lane returned;

    /** A block and a mapper with its rows: what is at work on one part of the file. */
    private record Lane(RecordBlock block, RowMapper mapper) {}

    private record Running(Lane lane, Future<ParsedBlock> result, long nextLine) {}

    private FeedParser(Feed feed, RecordReader reader, Header header, int year, int source, String file, @Nullable Position from) {
        this.reader = reader;
        this.header = header.fields();
        boolean inOrder =
                feed.layout().footer() != null || feed.columns().stream().anyMatch(FeedColumn::carryForward);
        int threads = inOrder ? 1 : Runtime.getRuntime().availableProcessors();
        workers = Executors.newFixedThreadPool(threads, FeedParser::daemon);
        if (header.fields().isEmpty()) {
            return;
        }
        HeaderPlan plan = new HeaderPlan(feed, file, header.fields(), year);
        for (int i = 0; i < (inOrder ? 1 : threads + 1); i++) {
            RowMapper mapper = new RowMapper(feed, plan, source);
            if (from != null) {
                mapper.resume(from.carried(), from.inFooter());
            }
            free.add(new Lane(new RecordBlock(BLOCK_BYTES), mapper));
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "parse");
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
        Header header = Header.read(feed, file, scan);
        long offset = from == null ? header.dataOffset() : from.offset();
        long line = from == null ? header.dataLine() : from.line();
        RecordReader reader = Header.reader(feed.layout().dialect(), file, scan, offset, line);
        try {
            int year = yearOf(feed, file.name(), parameters);
            return new FeedParser(feed, reader, header, year, source, file.name(), from);
        } catch (RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    private static int yearOf(Feed feed, String fileName, Map<String, String> parameters) {
        for (FeedColumn column : feed.columns()) {
            FeedColumn.YearRule rule = column.year();
            if (rule == null) {
                continue;
            }
            for (Pattern pattern : rule.fileName()) {
                Matcher matcher = pattern.matcher(fileName);
                if (matcher.find()) {
                    int year = Integer.parseInt(matcher.group(1));
                    return year >= 100 ? year : column.pivot() + Math.floorMod(year - column.pivot(), 100);
                }
            }
            String given = rule.parameter() == null ? null : parameters.get(rule.parameter());
            if (given != null) {
                return yearGiven(rule.parameter(), given);
            }
        }
        return 0;
    }

    private static int yearGiven(@Nullable String name, String given) {
        if (!given.matches("\\d{4}")) {
            throw DaybookException.configuration("%s: expected a year such as 2012, found '%s'".formatted(name, given));
        }
        return Integer.parseInt(given);
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
        while (!free.isEmpty()) {
            Lane lane = free.element();
            if (!reader.read(lane.block())) {
                break;
            }
            free.remove();
            long nextLine = reader.nextLine();
            running.add(new Running(lane, workers.submit(() -> lane.mapper().map(lane.block(), reader)), nextLine));
        }
        Running first = running.poll();
        if (first == null) {
            return null;
        }
        returned = first.lane();
        ParsedBlock block = resultOf(first.result());
        Position end = block.end();
        return new ParsedBlock(
                block.rows(),
                block.rejects(),
                block.counts(),
                new Position(end.offset(), first.nextLine(), end.carried(), end.inFooter()));
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
