package dev.daybook.notify;

import dev.daybook.failure.DaybookException;
import dev.daybook.failure.Failpoints;
import dev.daybook.lease.Worker;
import dev.daybook.notify.Outbox.Wanted;
import dev.daybook.settings.NoticeSettings;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is in the outbox, at least once: a notice is claimed, handed to its channel, and marked as sent. Several
 * senders at once share the work. One that dies while it sends leaves a claim, which ends with its process where that can
 * be told, and else after {@value #CLAIM_SECONDS} s; whether its notice had gone out nobody knows then, and it goes out
 * again under the same message id.
 */
public final class NoticeSender {

    /** Longer than any channel takes to fail. */
    private static final int CLAIM_SECONDS = 300;

    /** With the pauses in between at least seven hours. */
    static final int MAX_ATTEMPTS = 12;

    private static final int FIRST_PAUSE_SECONDS = 60;
    private static final int LONGEST_PAUSE_SECONDS = 3_600;

    /** A channel that fails so often in a row is left alone until the next occasion. */
    private static final int MAX_FAILURES = 3;

    private static final Logger log = LoggerFactory.getLogger(NoticeSender.class);

    private final Outbox outbox;
    private final NoticeSettings settings;
    private final Worker self = Worker.current();

    public NoticeSender(DataSource source, NoticeSettings settings) {
        this.outbox = new Outbox(source);
        this.settings = settings;
    }

    /** What came of an occasion: notices that were sent, and attempts that failed. */
    public record Report(int sent, int failed) {}

    /**
     * Sends what is due; what fails is tried again on a later occasion. Throws nothing: whoever calls has other work.
     *
     * @param within begins with no notice after so long
     */
    public Report sendDue(Duration within) {
        try {
            return send(Wanted.DUE, within);
        } catch (RuntimeException e) {
            log.warn("notices stay for the next occasion: {}", e.toString());
            return new Report(0, 0);
        }
    }

    /**
     * Sends what was not sent yet, due or not.
     *
     * @param givenUpToo also what was tried too often
     */
    public Report sendAll(boolean givenUpToo) {
        return send(givenUpToo ? Wanted.UNSENT : Wanted.PENDING, Duration.ofDays(1));
    }

    private Report send(Wanted wanted, Duration within) {
        long end = System.nanoTime() + within.toNanos();
        try (Occasion occasion = new Occasion()) {
            long after = 0;
            Optional<OutboxRow> next = outbox.next(wanted, after, occasion.down);
            while (next.isPresent() && System.nanoTime() < end) {
                occasion.send(next.get());
                after = next.get().id();
                next = outbox.next(wanted, after, occasion.down);
            }
            return new Report(occasion.sent, occasion.failed);
        }
    }

    /** Seconds until the next attempt, after so many. */
    private static int pause(int attempts) {
        return (int) Math.min(LONGEST_PAUSE_SECONDS, (long) FIRST_PAUSE_SECONDS << Math.min(attempts - 1, 10));
    }

    /** One go over the outbox. */
    private final class Occasion implements AutoCloseable {

        private final Channels channels = new Channels(settings);
        private final Set<ChannelName> down = EnumSet.noneOf(ChannelName.class);
        private int failuresInARow;
        private int sent;
        private int failed;

        void send(OutboxRow row) {
            boolean isTaken = row.isClaimed() && !Worker.isDead(row.claimedProcess());
            if (isTaken || !outbox.claim(row.id(), row.attempts(), self.name(), self.process(), CLAIM_SECONDS)) {
                return;
            }
            Failpoints.reach("notice-claimed");
            String failure = failureOf(row);
            if (failure == null) {
                Failpoints.reach("notice-sent");
                outbox.setSent(row.id());
                sent++;
                failuresInARow = 0;
            } else {
                fail(row.claimed(), failure);
            }
        }

        private @Nullable String failureOf(OutboxRow row) {
            try {
                channels.get(row.channel()).send(row);
                return null;
            } catch (DaybookException e) {
                return String.valueOf(e.getMessage());
            } catch (RuntimeException e) {
                return e.toString();
            }
        }

        private void fail(OutboxRow row, String failure) {
            failed++;
            failuresInARow++;
            if (failuresInARow == MAX_FAILURES || !channels.isOpen(row.channel())) {
                down.add(row.channel());
                failuresInARow = 0;
            }
            String what = "notice %d (%s, %s) by %s"
                    .formatted(
                            row.id(),
                            row.kind().word(),
                            row.subject(),
                            row.channel().word());
            if (row.attempts() >= MAX_ATTEMPTS) {
                outbox.setFailed(row, failure, null);
                log.warn(
                        "{} is given up after {} attempts: {}. Then: daybook notices --send --given-up",
                        what,
                        row.attempts(),
                        failure);
            } else {
                int pause = pause(row.attempts());
                outbox.setFailed(row, failure, pause);
                log.warn("{} was not sent, it is tried again in {} min at the earliest: {}", what, pause / 60, failure);
            }
        }

        @Override
        public void close() {
            channels.close();
        }
    }
}
