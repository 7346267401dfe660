package dev.daybook.notify;

import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** A notice becomes a line of the log: a warning, unless it is good news. */
final class LogChannel implements Channel {

    private static final Logger log = LoggerFactory.getLogger(LogChannel.class);

    @Override
    public void send(OutboxRow notice) {
        Level level = notice.kind() == NoticeKind.SUCCEEDED ? Level.INFO : Level.WARN;
        log.atLevel(level).log("notice {}: {}", notice.kind().word(), text(notice));
    }

    /** The subject; of what somebody has to act on, the rest too. */
    private static String text(OutboxRow notice) {
        return notice.kind() == NoticeKind.SUCCEEDED
                ? notice.subject()
                : notice.subject()
                        + notice.body()
                                .lines()
                                .filter(line -> !line.isBlank() && !line.equals(notice.subject()))
                                .collect(Collectors.joining(" | ", " | ", ""));
    }

    @Override
    public void close() {}
}
