package dev.daybook.listen;

import dev.daybook.failure.DaybookException;
import dev.daybook.queue.Message;
import dev.daybook.queue.MessageQueue;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps messages hidden while they are worked on. Each has a thread of its own and a beat gives up before the next, so that
 * a call without an answer holds up neither other messages nor the beats behind it.
 */
final class Heartbeat implements AutoCloseable {

    /** Two may be lost before a message comes back. */
    private static final int BEATS = 4;

    private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);

    private final MessageQueue queue;
    private final Duration visibility;
    private final ScheduledExecutorService heart;

    /** @param messages so many are worked on at once */
    Heartbeat(MessageQueue queue, Duration visibility, int messages) {
        this.queue = queue;
        this.visibility = visibility;
        this.heart = Executors.newScheduledThreadPool(messages, task -> {
            Thread thread = new Thread(task, "heartbeat");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Until what this returns is closed. */
    Beat keepHidden(Message message) {
        Duration pause = visibility.dividedBy(BEATS);
        ScheduledFuture<?> beat = heart.scheduleAtFixedRate(
                () -> hide(message, pause), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
        return () -> beat.cancel(false);
    }

    private void hide(Message message, Duration within) {
        try {
            if (!queue.hide(message, visibility, within)) {
                log.warn("message {} is hidden no longer: it may be received once more meanwhile", message.id());
            }
        } catch (DaybookException e) {
            log.warn("message {} could not be kept hidden: {}", message.id(), e.getMessage());
        }
    }

    @Override
    public void close() {
        heart.shutdownNow();
    }

    /** One message is kept hidden. */
    interface Beat extends AutoCloseable {
        @Override
        void close();
    }
}
