package dev.daybook.cli;

import com.zaxxer.hikari.HikariDataSource;
import dev.daybook.failure.DaybookException;
import dev.daybook.launch.ExitCode;
import dev.daybook.launch.Telling;
import dev.daybook.notify.NoticePlan;
import dev.daybook.notify.NoticeSender;
import dev.daybook.notify.NoticeView;
import dev.daybook.notify.Outbox;
import dev.daybook.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code daybook notices}. */
@Command(
        name = "notices",
        description = "List what people are told, the newest first, or send what was not sent yet.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code 1 when something could not be sent."})
final class NoticesVerb implements Callable<Integer> {

    /** For sending beside other work. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int MOST = 10_000;

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private DaybookCommand daybook;

    @Option(names = "--send", description = "Send what is pending, whether it is due or not.")
    private boolean send;

    @Option(names = "--given-up", description = "With --send: also what was tried too often.")
    private boolean givenUp;

    @Option(names = "--unsent", description = "Only those that were not sent.")
    private boolean unsent;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "At most so many (default: 50).")
    private int limit;

    @Option(names = "--json", description = "Print an array of JSON objects.")
    private boolean json;

    @Override
    public Integer call() {
        if (limit < 1 || limit > MOST) {
            throw DaybookException.configuration("--limit: expected 1 to %,d, found %d".formatted(MOST, limit));
        }
        if (givenUp && !send) {
            throw DaybookException.configuration("--given-up: expected together with --send");
        }
        Settings settings = daybook.settings();
        NoticePlan.of(settings.notices(), Requests.names(daybook.jobs));
        try (HikariDataSource source = Repository.open(settings)) {
            Telling.plainly(source, settings).tellLate();
            NoticeSender.Report report = send
                    ? new NoticeSender(source, settings.notices()).sendAll(givenUp)
                    : new NoticeSender.Report(0, 0);
            List<NoticeView> notices = new Outbox(source).list(limit, unsent);
            if (json) {
                daybook.out().println(Json.of(notices));
            } else {
                notices.forEach(this::print);
                if (send) {
                    daybook.out().println("%d sent, %d failed".formatted(report.sent(), report.failed()));
                }
            }
            return report.failed() == 0 ? ExitCode.COMPLETED : ExitCode.FAILED;
        }
    }

    private void print(NoticeView notice) {
        daybook.out()
                .println("%6d  %-8s %-14s %-4s %s"
                        .formatted(notice.id(), notice.state(), notice.kind(), notice.channel(), notice.subject()));
        if (notice.lastError() != null) {
            daybook.out()
                    .println("        after %d %s: %s"
                            .formatted(
                                    notice.attempts(),
                                    notice.attempts() == 1 ? "attempt" : "attempts",
                                    notice.lastError()));
        }
    }
}
