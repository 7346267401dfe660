package dev.daybook.ops;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The record of what people did to runs, and why. */
public final class OperatorActions {

    private static final int MAX_TEXT_LENGTH = 2_000;

    private final JdbcClient jdbc;

    public OperatorActions(DataSource source) {
        this.jdbc = JdbcClient.create(source);
    }

    /**
     * @param action the verb
     * @param executionId run it was done to; null for something else, which the detail names
     * @param reason as given; null for none
     * @param outcome DONE or REFUSED
     * @param detail what came of it, or why it was refused; null for nothing to add
     */
    public void add(
            String by,
            String action,
            @Nullable Long executionId,
            @Nullable String reason,
            String outcome,
            @Nullable String detail) {
        jdbc.sql("insert into operator_action (acted_at, acted_by, action, job_execution_id, reason, outcome, detail)"
                        + " values (?, ?, ?, ?, ?, ?, ?)")
                .param(OffsetDateTime.now(ZoneOffset.UTC))
                .param(by)
                .param(action)
                .param(executionId)
                .param(cut(reason))
                .param(outcome)
                .param(cut(detail))
                .update();
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null ? null : text.substring(0, Math.min(text.length(), MAX_TEXT_LENGTH));
    }
}
