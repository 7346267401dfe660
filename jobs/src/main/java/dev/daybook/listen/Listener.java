package dev.daybook.listen;

import com.zaxxer.hikari.HikariDataSource;
import dev.daybook.database.Database;
import dev.daybook.failure.DaybookException;
import dev.daybook.launch.Admissions;
import dev.daybook.launch.ExitCode;
import dev.daybook.launch.JobDefinition;
import dev.daybook.launch.Signals;
import dev.daybook.launch.TaskLauncher;
import dev.daybook.queue.Message;
import dev.daybook.queue.MessageQueue;
import dev.daybook.queue.QueueSettings;
import dev.daybook.queue.QueueState;
import dev.daybook.settings.Settings;
import dev.daybook.store.ObjectStores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives messages, each when there is somebody to work on it, and deletes or returns them by what came of that. A
 * message that this process does not come to delete, whyever, comes back.
 */
public final class Listener {

    /** Within half the time a stop may take: a poll is waited for, or what it brings would be hidden from others. */
    private static final Duration LONGEST_POLL = Duration.ofSeconds(10);

    /** However short, SQS asks all its servers then, so that nothing means that there is nothing. */
    private static final Duration DRAINING_POLL = Duration.ofSeconds(1);

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(Listener.class);

    private final MessageQueue queue;
    private final MessageDesk desk;
    private final Stop stop;
    private final Duration visibility;
    private final Duration poll;
    private final boolean isDraining;
    private final Heartbeat heartbeat;
    private final Backoff backoff;
    private final AtomicBoolean isFailing = new AtomicBoolean();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong returned = new AtomicLong();

    private Listener(
            MessageQueue queue, MessageDesk desk, Stop stop, Settings settings, boolean isDraining, QueueState state) {
        this.queue = queue;
        this.desk = desk;
        this.stop = stop;
        this.visibility = settings.listen().visibility();
        this.poll = isDraining ? DRAINING_POLL : poll(settings.run().stopWithin());
        this.isDraining = isDraining;
        this.heartbeat = new Heartbeat(queue, visibility, settings.listen().atOnce());
        this.backoff = new Backoff(settings.listen().backoff(), state.maxReceiveCount());
    }

    private static Duration poll(Duration stopWithin) {
        Duration half = Duration.ofSeconds(Math.max(1, stopWithin.toSeconds() / 2));
        return half.compareTo(LONGEST_POLL) > 0 ? LONGEST_POLL : half;
    }

    /**
     * Listens until it is told to stop by SIGTERM or SIGINT, or until the queue is empty.
     *
     * @param isDraining whether to end when nothing more can be received
     * @return the exit code
     */
    public static int listen(
            Settings settings,
            List<JobDefinition> jobs,
            TaskLauncher launcher,
            QueueSettings address,
            boolean isDraining) {
        Routes routes = Routes.of(settings, jobs);
        Stop stop = new Stop(settings.run().stopWithin());
        try (Signals signals = new Signals(stop::request);
                MessageQueue queue = MessageQueue.open(address);
                HikariDataSource source = Database.open(settings);
                ObjectStores store = new ObjectStores(settings.s3())) {
            QueueState state = queue.state();
            ObjectEvents objects = new ObjectEvents(source, store);
            objects.forgetOld();
            Runs runs = new Runs(launcher, new Admissions(source), stop);
            MessageDesk desk = new MessageDesk(queue.name(), jobs, routes, objects, runs);
            return new Listener(queue, desk, stop, settings, isDraining, state)
                    .listen(settings.listen().atOnce(), state);
        }
    }

    private int listen(int atOnce, QueueState state) {
        log.info("listening to {}: {} messages wait, {} are hidden", queue.name(), state.waiting(), state.hidden());
        if (state.maxReceiveCount() == null) {
            log.warn("{} has no dead-letter queue: messages nobody can use come back for ever", queue.name());
        }
        ExecutorService workers = Executors.newFixedThreadPool(atOnce);
        try (heartbeat) {
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < atOnce; i++) {
                ends.add(workers.submit(this::workOff));
            }
            awaitAll(ends);
        } finally {
            workers.shutdownNow();
        }
        log.info("{}: {} messages dealt with, {} returned", end(), done, returned);
        return stop.isRequested() ? ExitCode.STOPPED : ExitCode.COMPLETED;
    }

    private String end() {
        if (stop.isRequested()) {
            return "stopped";
        }
        int hidden = queue.state().hidden();
        return hidden == 0
                ? "the queue is empty"
                : "nothing more can be received, but about %d hidden messages come back unless others are done with them"
                        .formatted(hidden);
    }

    /** What one worker fails with ends the others too, each when it is done with its message. */
    private void awaitAll(List<Future<?>> ends) {
        RuntimeException failure = null;
        for (Future<?> end : ends) {
            RuntimeException own = failureOf(end);
            if (failure == null) {
                failure = own;
            } else if (own != null) {
                failure.addSuppressed(own);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static @Nullable RuntimeException failureOf(Future<?> end) {
        try {
            end.get();
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new IllegalStateException("interrupted while messages were worked on", e);
        } catch (ExecutionException e) {
            return e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }

    private @Nullable Void workOff() throws InterruptedException {
        try {
            receiveAll();
            return null;
        } catch (RuntimeException e) {
            isFailing.set(true);
            log.warn("no further message is received, those at work are finished: {}", e.toString());
            throw e;
        }
    }

    private void receiveAll() throws InterruptedException {
        boolean isOver = false;
        while (!isOver && !stop.isRequested() && !isFailing.get()) {
            try {
                Optional<Message> message = queue.receive(poll, visibility);
                isOver = isDraining && message.isEmpty();
                if (message.isPresent()) {
                    settle(message.get());
                }
            } catch (DaybookException e) {
                if (isDraining) {
                    throw e;
                }
                log.warn("{}. Trying again in {} s", e.getMessage(), PAUSE_AFTER_FAILURE.toSeconds());
                stop.pause(PAUSE_AFTER_FAILURE);
            }
        }
    }

    private void settle(Message message) throws InterruptedException {
        Verdict verdict;
        try (Heartbeat.Beat beat = heartbeat.keepHidden(message)) {
            verdict = stop.isRequested() ? Verdict.STOPPED : desk.work(message);
        }
        if (verdict == Verdict.DONE) {
            done.incrementAndGet();
            if (!queue.delete(message)) {
                log.warn("message {} was hidden no longer when it was done: it may come again", message.id());
            }
        } else {
            giveBack(message, backoff.of(verdict, message));
        }
    }

    private void giveBack(Message message, Duration hidden) {
        returned.incrementAndGet();
        queue.hide(message, hidden);
        log.warn(
                "message {} is returned and comes back in {} s; it was received {} times{}",
                message.id(),
                hidden.toSeconds(),
                message.receiveCount(),
                backoff.maxReceiveCount() == null
                        ? ""
                        : " of " + backoff.maxReceiveCount() + " before it goes to the dead-letter queue");
    }
}
