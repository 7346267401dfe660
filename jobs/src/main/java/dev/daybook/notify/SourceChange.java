package dev.daybook.notify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Files of a source that are copied have changed, come or gone.
 *
 * @param job that copies them
 * @param files their names, in order
 * @param event what is to be run then, as JSON that {@code daybook listen} reads; null for nothing
 */
public record SourceChange(
        String job,
        long executionId,
        String source,
        List<String> files,
        @Nullable String event) {

    private static final int MOST_LISTED = 50;

    public SourceChange {
        files = List.copyOf(files);
    }

    String subject() {
        return "%s has changed: %,d %s".formatted(source, files.size(), files.size() == 1 ? "file" : "files");
    }

    String body() {
        StringBuilder body = new StringBuilder(subject()).append("\n\n");
        files.stream()
                .limit(MOST_LISTED)
                .forEach(file -> body.append(PlainText.line(file)).append('\n'));
        if (files.size() > MOST_LISTED) {
            body.append("and %,d more\n".formatted(files.size() - MOST_LISTED));
        }
        return body.append("To do: nothing; see ./daybook sync-state ")
                .append(source)
                .append('\n')
                .toString();
    }
}
