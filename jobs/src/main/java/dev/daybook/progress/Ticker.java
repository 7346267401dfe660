package dev.daybook.progress;

import dev.daybook.logging.LogContext;
import dev.daybook.logging.StatusLine;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Shows, on a thread of its own, how far a run is: on the terminal if there is one, else in the log; and in the database,
 * at most once a second and apart from the run's transactions. A database that does not answer holds up nothing.
 */
final class Ticker implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Ticker.class);
    private static final Duration TICK = Duration.ofMillis(250);
    private static final long SAVE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final Duration LAST_WORD = Duration.ofSeconds(5);

    private final long execution;
    private final Progress progress;
    private final ProgressTable table;
    private final Intervals intervals = new Intervals();
    private final long started = System.nanoTime();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(task -> daemon(LogContext.inherited(task)));
    private long lastSave = started;
    private @Nullable Reading saved;

    Ticker(long execution, Progress progress, ProgressTable table) {
        this.execution = execution;
        this.progress = progress;
        this.table = table;
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    }

    void start() {
        clock.scheduleWithFixedDelay(this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tick() {
        Reading reading = progress.reading();
        if (reading == null) {
            return;
        }
        show(reading);
        if (System.nanoTime() - lastSave >= SAVE_NANOS) {
            save(reading);
        }
    }

    private void show(Reading reading) {
        if (StatusLine.isAvailable()) {
            StatusLine.show(ProgressText.bar(reading));
        } else if (intervals.isDue(Duration.ofNanos(System.nanoTime() - started))) {
            log.info("{}", ProgressText.line(reading));
        }
    }

    private void save(Reading reading) {
        if (reading.equals(saved)) {
            return;
        }
        lastSave = System.nanoTime();
        try {
            table.save(execution, reading);
            saved = reading;
        } catch (DataAccessException e) {
            log.debug("progress of execution {} was not recorded: {}", execution, e.getMessage());
        }
    }

    /** Takes the line off the terminal. What was seen last goes on record if the run was long enough to be there. */
    @Override
    public void close() {
        clock.execute(() -> {
            Reading last = progress.reading();
            if (saved != null && last != null) {
                save(last);
            }
        });
        clock.shutdown();
        try {
            clock.awaitTermination(LAST_WORD.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        StatusLine.clear();
    }
}
