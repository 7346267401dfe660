package dev.daybook.launch;

import dev.daybook.lease.RunLease;
import dev.daybook.settings.Settings;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes of SIGTERM and SIGINT a request to stop at the next border of a chunk. A run that has not ended in time is given
 * up: its lease is taken from its threads, what it committed stays, and it is marked as stopped, to be gone on with by a
 * restart.
 */
final class StopSignals implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StopSignals.class);

    private final Duration patience;
    private final Signals signals;
    private final AtomicReference<@Nullable String> received = new AtomicReference<>();
    private final AtomicReference<@Nullable Run> run = new AtomicReference<>();
    private final AtomicReference<@Nullable Integer> exitCode = new AtomicReference<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    /** What is there to be stopped. */
    private record Run(RunLease lease, Runnable surrender) {}

    StopSignals(Settings settings) {
        this.patience = settings.run().stopWithin();
        this.signals = new Signals(this::receive);
    }

    /**
     * Stops this from now on, and at once if a signal has come already.
     *
     * @param surrender what is done when it has not ended in time
     */
    void stop(RunLease lease, Runnable surrender) {
        run.set(new Run(lease, surrender));
        String signal = received.get();
        if (signal != null) {
            lease.requestStop(signal);
        }
    }

    /** The request has come to this: from now on only the telling of it can be given up. */
    void answered(int code) {
        exitCode.set(code);
    }

    private void receive(String name) {
        received.set(name);
        Run running = run.get();
        if (running != null) {
            running.lease().requestStop(name);
        }
        Thread thread = new Thread(this::giveUpInTime, "stop");
        thread.setDaemon(true);
        thread.start();
    }

    private void giveUpInTime() {
        try {
            if (ended.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        Integer answer = exitCode.get();
        if (answer != null) {
            log.warn("the run has ended; what is left to be told of it stays for the next occasion");
            Runtime.getRuntime().halt(answer);
        }
        log.warn("the step has not come to an end within {} s: the run is given up", patience.toSeconds());
        Run running = run.get();
        if (running != null) {
            running.surrender().run();
        }
        Runtime.getRuntime().halt(ExitCode.STOPPED);
    }

    @Override
    public void close() {
        ended.countDown();
        signals.close();
    }
}
