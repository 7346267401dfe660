package dev.daybook.notify;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A notice to be sent through one channel.
 *
 * @param recipients addresses joined by commas, or a topic; empty for the log
 * @param messageId stays the same however often it is sent
 * @param attempts how often somebody has claimed it
 * @param isClaimed whether somebody has claimed it and is not late
 * @param claimedProcess tells whether that somebody still lives; null where that cannot be told
 */
record OutboxRow(
        long id,
        ChannelName channel,
        NoticeKind kind,
        String job,
        @Nullable Long executionId,
        String recipients,
        String subject,
        String body,
        String messageId,
        Instant writtenAt,
        int attempts,
        boolean isClaimed,
        @Nullable String claimedProcess) {

    List<String> addresses() {
        return recipients.isEmpty() ? List.of() : List.of(recipients.split(","));
    }

    /** As it is when the caller has claimed it. */
    OutboxRow claimed() {
        return new OutboxRow(
                id,
                channel,
                kind,
                job,
                executionId,
                recipients,
                subject,
                body,
                messageId,
                writtenAt,
                attempts + 1,
                true,
                claimedProcess);
    }
}
