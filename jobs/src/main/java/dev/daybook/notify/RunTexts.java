package dev.daybook.notify;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The texts about runs. */
final class RunTexts {

    /** Of the reason in a subject, so that what it means is in it too. */
    private static final int MAX_REASON = 110;

    private RunTexts() {}

    static Notice of(RunEnd end) {
        return switch (end.outcome()) {
            case SUCCEEDED ->
                notice(end, NoticeKind.SUCCEEDED, "%s succeeded: %s".formatted(end.title(), end.text()), "");
            case REJECTS ->
                notice(end, NoticeKind.REJECTS, "%s: %s".formatted(end.title(), end.text()), """
                        Impact: the rejected rows are missing in the table, the others are there
                        To do: ./daybook rejects %1$d lists them; mended, ./daybook replay %1$d loads them
                        """.formatted(
                                end.executionId()));
            case FAILED, UNFIT -> failed(end);
        };
    }

    private static Notice failed(RunEnd end) {
        String impact = end.impact() == null ? "" : "; " + end.impact();
        String subject =
                "%s failed: %s%s".formatted(end.title(), PlainText.line(firstSentence(end.text()), MAX_REASON), impact);
        String toDo = end.outcome() == RunEnd.Outcome.FAILED
                ? restart(end.executionId())
                : "mend what the cause names, then " + run(end.job(), end.request());
        return notice(end, NoticeKind.FAILED, subject, """
                Cause: %s
                Impact: %s
                To do: %s
                """.formatted(
                        PlainText.line(end.text()),
                        end.impact() == null
                                ? "what it has published stays, the rest is missing"
                                : PlainText.line(end.impact()),
                        toDo));
    }

    private static Notice notice(RunEnd end, NoticeKind kind, String subject, String lines) {
        String body = """
                %s

                %sRun: execution %d of %s, see ./daybook show %3$d
                """.formatted(PlainText.line(subject), lines, end.executionId(), end.job());
        return Notice.ofRun(end.executionId(), kind, end.job(), subject, body);
    }

    static Notice recovered(long executionId, String job, String title, String why) {
        String subject = "%s recovered: its process died, execution %d is FAILED".formatted(title, executionId);
        String body =
                """
                %s

                Cause: %s
                Impact: what it had published stays, the rest is missing until it is gone on with
                To do: %s; the same request again goes on with it too
                Run: execution %d of %s, see ./daybook show %4$d
                """.formatted(PlainText.line(subject), PlainText.line(why), restart(executionId), executionId, job);
        return Notice.ofRun(executionId, NoticeKind.RECOVERED, job, subject, body);
    }

    static String restart(long executionId) {
        return "./daybook restart %d --reason …".formatted(executionId);
    }

    static String run(String job, Map<String, String> request) {
        return new TreeMap<>(request)
                .entrySet().stream()
                        .map(parameter -> " " + quoted(parameter.getKey() + "=" + parameter.getValue()))
                        .collect(Collectors.joining("", "./daybook run " + job, ""));
    }

    /** As a shell takes it for one word. */
    private static String quoted(String word) {
        String line = PlainText.line(word);
        return line.matches("[\\w=./:@%+,-]+") ? line : "'" + line.replace("'", "'\\''") + "'";
    }

    private static String firstSentence(String text) {
        int end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end);
    }
}
