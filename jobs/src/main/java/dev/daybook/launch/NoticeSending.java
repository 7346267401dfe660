package dev.daybook.launch;

import dev.daybook.failure.Failpoints;
import dev.daybook.notify.NoticeSender;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends notices beside a run: those that were left, while it begins; its own when it has ended. Neither can fail it, nor
 * hold it up for long: what is not begun in time stays for the next occasion.
 */
final class NoticeSending {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Logger log = LoggerFactory.getLogger(NoticeSending.class);

    private final NoticeSender sender;
    private final CompletableFuture<Void> left;

    private NoticeSending(NoticeSender sender) {
        this.sender = sender;
        this.left = CompletableFuture.runAsync(() -> sender.sendDue(PATIENCE));
    }

    static NoticeSending begin(NoticeSender sender) {
        return new NoticeSending(sender);
    }

    /** @param isStopped whether the run was told to stop, and its process has little time left */
    void end(boolean isStopped) {
        try {
            left.join();
            if (!isStopped) {
                Failpoints.reach("notices-written");
                sender.sendDue(PATIENCE);
            }
        } catch (RuntimeException | LinkageError e) {
            log.warn("notices were not sent, they stay for the next occasion: {}", e.toString());
        }
    }
}
