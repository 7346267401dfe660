package dev.daybook.listen;

import dev.daybook.launch.TaskLauncher.Task;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the listener was told to stop: its runs are told too, and killed when they take too long over it. */
final class Stop {

    private static final Logger log = LoggerFactory.getLogger(Stop.class);

    private final Duration patience;
    private final CountDownLatch requested = new CountDownLatch(1);
    private final Set<Task> tasks = ConcurrentHashMap.newKeySet();

    Stop(Duration patience) {
        this.patience = patience;
    }

    /** @param by for the log, such as {@code SIGTERM} */
    void request(String by) {
        log.info("told to stop by {}", by);
        requested.countDown();
        tasks.forEach(Task::stop);
        Thread thread = new Thread(this::killInTime, "kill");
        thread.setDaemon(true);
        thread.start();
    }

    private void killInTime() {
        try {
            Thread.sleep(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        tasks.forEach(task -> {
            log.warn("{} has not ended within {} s: it is killed", task.name(), patience.toSeconds());
            task.kill();
        });
    }

    boolean isRequested() {
        return requested.getCount() == 0;
    }

    /** Waits for so long, less when a stop is requested. */
    void pause(Duration duration) throws InterruptedException {
        requested.await(duration.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits for the end of a task, which is told to stop when this is. */
    int await(Task task) throws InterruptedException {
        tasks.add(task);
        try {
            if (isRequested()) {
                task.stop();
            }
            return task.await();
        } finally {
            tasks.remove(task);
        }
    }
}
