package dev.daybook.notify;

import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** A notice becomes a line of the log: a warning, unless the run it is about has told its end there by itself. */
final class LogChannel implements Channel {

    private static final Logger log = LoggerFactory.getLogger(LogChannel.class);

    @Override
    public void send(OutboxRow notice) {
        log.atLevel(level(notice.kind())).log("notice {}: {}", notice.kind().word(), text(notice));
    }

    private static Level level(NoticeKind kind) {
        return switch (kind) {
            case SUCCEEDED, FAILED, REJECTS -> Level.DEBUG;
            case CHANGED -> Level.INFO;
            case RECOVERED, MISSED, STOCK_NEGATIVE, VIP_VISIT -> Level.WARN;
        };
    }

    private static String text(OutboxRow notice) {
        return notice.subject()
                + notice.body()
                        .lines()
                        .filter(line -> !line.isBlank() && !line.equals(notice.subject()))
                        .collect(Collectors.joining(" | ", " | ", ""));
    }

    @Override
    public void close() {}
}
