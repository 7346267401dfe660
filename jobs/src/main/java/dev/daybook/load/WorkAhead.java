package dev.daybook.load;

import dev.daybook.failure.DaybookException;
import dev.daybook.logging.LogContext;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What several threads do ahead of the one that takes the results, which come in the order the work was given. Given and
 * taken by one thread; not thread-safe.
 *
 * @param <T> a result
 */
public final class WorkAhead<T> implements AutoCloseable {

    private final String what;
    private final int most;
    private final Deque<Future<T>> given = new ArrayDeque<>();
    private final ExecutorService workers;

    /**
     * @param what it does, in one verb: names the threads, and tells what was interrupted
     * @param most pieces given and not taken yet
     */
    public WorkAhead(String what, int threads, int most) {
        this.what = what;
        this.most = most;
        this.workers = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(LogContext.inherited(task), what);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Whether another piece may be given. */
    public boolean hasRoom() {
        return given.size() < most;
    }

    public void give(Callable<T> piece) {
        given.add(workers.submit(piece));
    }

    /** Whether everything that was given has been taken. */
    public boolean isEmpty() {
        return given.isEmpty();
    }

    /**
     * The result of the piece given first; null when there is none.
     *
     * @throws RuntimeException what that piece failed with
     */
    public @Nullable T take() {
        Future<T> first = given.poll();
        if (first == null) {
            return null;
        }
        try {
            return first.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw DaybookException.storage("interrupted while waiting to %s: restart the run".formatted(what), e);
        }
    }

    /** Waits for what is still at work: what it writes must not meet a restart that does it again. */
    @Override
    public void close() {
        workers.shutdownNow();
        given.clear();
        try {
            workers.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
