package dev.daybook.notify;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Notices in the database, a row for each channel. Adding takes part in the caller's transaction; due times and claims
 * are those of the database's clock.
 */
public final class Outbox {

    private final JdbcClient jdbc;

    public Outbox(DataSource source) {
        this.jdbc = JdbcClient.create(source);
    }

    boolean has(String key) {
        return jdbc.sql("select count(*) from outbox where notice_key = ?")
                        .param(key)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /**
     * Adds a notice unless there is one about the same.
     *
     * @return false when there is, or nobody wants it
     */
    boolean add(Notice notice, NoticePlan.Route route) {
        if (has(notice.key())) {
            return false;
        }
        route.channels().forEach(channel -> insert(notice, channel, recipients(notice, route, channel)));
        return !route.channels().isEmpty();
    }

    private static String recipients(Notice notice, NoticePlan.Route route, ChannelName channel) {
        return switch (channel) {
            case LOG -> "";
            case SNS -> String.valueOf(route.topic());
            case QUEUE -> "";
            case SMTP -> {
                Set<String> all = new LinkedHashSet<>(notice.recipients());
                all.addAll(route.recipients());
                yield String.join(",", all);
            }
        };
    }

    private void insert(Notice notice, ChannelName channel, String recipients) {
        jdbc.sql("insert into outbox (notice_key, channel, kind, job_name, job_execution_id, recipients, subject, body,"
                        + " message_id, written_at, state, due_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?,"
                        + " current_timestamp, 'PENDING', current_timestamp)")
                .param(notice.key())
                .param(channel.name())
                .param(notice.kind().name())
                .param(notice.job())
                .param(notice.executionId())
                .param(recipients)
                .param(notice.subject())
                .param(notice.body())
                .param(UUID.randomUUID().toString())
                .update();
    }

    /**
     * Claims a notice for the caller to send.
     *
     * @param seen how often it had been claimed when the caller looked
     * @param seconds after so long others may send it
     * @return false when somebody else was faster
     */
    boolean claim(long notice, int seen, String owner, @Nullable String process, int seconds) {
        return jdbc.sql("update outbox set state = 'PENDING', attempts = attempts + 1, claimed_by = ?,"
                                + " claimed_process = ?,"
                                + " claimed_until = current_timestamp + cast(? as int) * interval '1' second"
                                + " where notice_id = ? and attempts = ? and state <> 'SENT'")
                        .param(owner)
                        .param(process)
                        .param(seconds)
                        .param(notice)
                        .param(seen)
                        .update()
                == 1;
    }

    /** Also when the claim has expired meanwhile: it has gone out. */
    void setSent(long notice) {
        jdbc.sql("update outbox set state = 'SENT', sent_at = current_timestamp, claimed_by = null,"
                        + " claimed_process = null, claimed_until = null, last_error = null where notice_id = ?")
                .param(notice)
                .update();
    }

    /**
     * Notes that a claimed notice could not be sent; does nothing when somebody else has claimed it meanwhile.
     *
     * @param againIn seconds until it is due again; null gives it up
     */
    void setFailed(OutboxRow row, String error, @Nullable Integer againIn) {
        jdbc.sql("update outbox set state = ?, last_error = ?, claimed_by = null, claimed_process = null,"
                        + " claimed_until = null,"
                        + " due_at = current_timestamp + cast(? as int) * interval '1' second"
                        + " where notice_id = ? and attempts = ? and state = 'PENDING'")
                .param(againIn == null ? "GIVEN_UP" : "PENDING")
                .param(PlainText.line(error, 1_000))
                .param(againIn == null ? 0 : againIn)
                .param(row.id())
                .param(row.attempts())
                .update();
    }

    /** Which notices are to be sent. */
    enum Wanted {
        /** Those whose time has come. */
        DUE("state = 'PENDING' and due_at <= current_timestamp"),
        /** Those that wait for another try too. */
        PENDING("state = 'PENDING'"),
        /** Those that were given up too. */
        UNSENT("state in ('PENDING', 'GIVEN_UP')");

        private final String condition;

        Wanted(String condition) {
            this.condition = condition;
        }
    }

    /** The next one behind {@code after}, in the order they were written; empty when there is none. */
    Optional<OutboxRow> next(Wanted wanted, long after, Set<ChannelName> except) {
        List<String> channels = except.stream().map(Enum::name).toList();
        return jdbc.sql("select notice_id, channel, kind, job_name, job_execution_id, recipients, subject, body,"
                        + " message_id, written_at, attempts, claimed_process,"
                        + " case when claimed_until > current_timestamp then 1 else 0 end claimed from outbox where "
                        + wanted.condition + " and notice_id > :after"
                        + (channels.isEmpty() ? "" : " and channel not in (:channels)")
                        + " order by notice_id fetch first 1 rows only")
                .param("after", after)
                .param("channels", channels)
                .query(Outbox::row)
                .optional();
    }

    private static OutboxRow row(ResultSet row, int number) throws SQLException {
        long execution = row.getLong("job_execution_id");
        return new OutboxRow(
                row.getLong("notice_id"),
                ChannelName.valueOf(row.getString("channel")),
                NoticeKind.valueOf(row.getString("kind")),
                row.getString("job_name"),
                execution == 0 ? null : execution,
                row.getString("recipients"),
                row.getString("subject"),
                row.getString("body"),
                row.getString("message_id"),
                row.getObject("written_at", OffsetDateTime.class).toInstant(),
                row.getInt("attempts"),
                row.getInt("claimed") == 1,
                row.getString("claimed_process"));
    }

    /**
     * The newest first.
     *
     * @param onlyUnsent leaves out those that were sent
     */
    public List<NoticeView> list(int limit, boolean onlyUnsent) {
        return jdbc.sql("select notice_id, channel, kind, job_name, job_execution_id, recipients, subject, body, state,"
                        + " attempts, last_error, written_at, due_at, sent_at from outbox"
                        + (onlyUnsent ? " where state <> 'SENT'" : "")
                        + " order by notice_id desc fetch first ? rows only")
                .param(limit)
                .query(NoticeView::of)
                .list();
    }
}
