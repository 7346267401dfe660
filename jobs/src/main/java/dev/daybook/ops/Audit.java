package dev.daybook.ops;

import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The record of what operators did, and of what they were refused. */
final class Audit {

    private static final int MAX_LENGTH = 2_000;

    private final JdbcClient jdbc;

    Audit(DataSource source) {
        this.jdbc = JdbcClient.create(source);
    }

    void done(String action, long executionId, Operator by, @Nullable String detail) {
        record(action, executionId, by, "DONE", detail);
    }

    void refused(String action, long executionId, Operator by, String why) {
        record(action, executionId, by, "REFUSED", why);
    }

    private void record(String action, long executionId, Operator by, String outcome, @Nullable String detail) {
        jdbc.sql("insert into operator_action (acted_at, acted_by, action, job_execution_id, reason, outcome, detail)"
                        + " values (current_timestamp, ?, ?, ?, ?, ?, ?)")
                .param(by.name())
                .param(action)
                .param(executionId)
                .param(cut(by.reason()))
                .param(outcome)
                .param(cut(detail))
                .update();
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null ? null : text.substring(0, Math.min(text.length(), MAX_LENGTH));
    }
}
