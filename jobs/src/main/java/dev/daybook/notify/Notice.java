package dev.daybook.notify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something to be told, before it is known to whom.
 *
 * @param key what it is about: it is told once
 * @param executionId null when it is about something else than a run
 * @param subject one line
 * @param body lines of plain text
 * @param recipients addresses of those it concerns, besides those who are told of its kind; empty for none
 */
record Notice(
        String key,
        NoticeKind kind,
        String job,
        @Nullable Long executionId,
        String subject,
        String body,
        List<String> recipients) {

    Notice {
        subject = PlainText.line(subject, PlainText.MAX_SUBJECT);
        recipients = List.copyOf(recipients);
    }

    /** One of a run, of which there is one of each kind. */
    static Notice ofRun(long executionId, NoticeKind kind, String job, String subject, String body) {
        return new Notice(
                "execution/%d/%s".formatted(executionId, kind), kind, job, executionId, subject, body, List.of());
    }
}
