package dev.daybook.notify;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A notice as operators see it.
 *
 * @param execution null when it is about something else than a run
 * @param recipients addresses joined by commas, or a topic; empty for the log
 * @param state PENDING, SENT or GIVEN_UP
 * @param attempts how often sending it was begun
 * @param lastError null when the last attempt went well, or there was none
 * @param dueAt when it is tried next, if it is pending
 * @param sentAt null while it was not
 */
public record NoticeView(
        long id,
        String kind,
        String channel,
        String job,
        @Nullable Long execution,
        String recipients,
        String subject,
        String body,
        String state,
        int attempts,
        @Nullable String lastError,
        Instant writtenAt,
        Instant dueAt,
        @Nullable Instant sentAt) {

    static NoticeView of(ResultSet row, int number) throws SQLException {
        long execution = row.getLong("job_execution_id");
        OffsetDateTime sent = row.getObject("sent_at", OffsetDateTime.class);
        return new NoticeView(
                row.getLong("notice_id"),
                NoticeKind.valueOf(row.getString("kind")).word(),
                ChannelName.valueOf(row.getString("channel")).word(),
                row.getString("job_name"),
                execution == 0 ? null : execution,
                row.getString("recipients"),
                row.getString("subject"),
                row.getString("body"),
                row.getString("state"),
                row.getInt("attempts"),
                row.getString("last_error"),
                row.getObject("written_at", OffsetDateTime.class).toInstant(),
                row.getObject("due_at", OffsetDateTime.class).toInstant(),
                sent == null ? null : sent.toInstant());
    }
}
