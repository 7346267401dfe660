package dev.daybook.cli;

import com.zaxxer.hikari.HikariDataSource;
import dev.daybook.database.Database;
import dev.daybook.failure.DaybookException;
import dev.daybook.launch.Telling;
import dev.daybook.load.HistoryPurge;
import dev.daybook.load.LoadDesk;
import dev.daybook.load.Maintenance;
import dev.daybook.notify.MissedRuns;
import dev.daybook.notify.NoticePlan;
import dev.daybook.notify.NoticeSender;
import dev.daybook.settings.Settings;
import dev.daybook.store.ObjectStores;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code daybook maintenance}. */
@Command(
        name = "maintenance",
        description = "Carry out decisions a dead run left, remove old generations and leftovers.",
        mixinStandardHelpOptions = true)
final class MaintenanceVerb implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private DaybookCommand daybook;

    @Option(names = "--dry-run", description = "Only tell what would be done.")
    private boolean dryRun;

    @Option(
            names = "--keep-hours",
            paramLabel = "HOURS",
            defaultValue = "24",
            description = "Keep a generation so long after another has become current (default: 24).")
    private int keepHours;

    @Option(
            names = "--purge-history-older-than",
            paramLabel = "DAYS",
            description = "Also remove runs that ended so long ago, such as 400d, from the database (default: none)."
                    + " Runs of loads whose rows a table has stay: duplicates are known by them.")
    private @Nullable String purgeOlderThan;

    @Option(names = "--rebuild", description = "Take over the lake's commit records into a database that lost them.")
    private boolean rebuild;

    @Override
    public Integer call() {
        if (keepHours < 0) {
            throw DaybookException.configuration("--keep-hours: expected 0 or more, found " + keepHours);
        }
        Duration purge = purgeOlderThan == null ? null : days(purgeOlderThan);
        Settings settings = daybook.settings();
        try (HikariDataSource source = rebuild ? Database.open(settings) : Repository.open(settings);
                ObjectStores store = new ObjectStores(settings.s3())) {
            tell(settings, source);
            LoadDesk desk = LoadDesk.of(settings, source, store);
            if (rebuild) {
                daybook.out()
                        .println("%d generations taken over"
                                .formatted(desk.maintenance().rebuild()));
                return 0;
            }
            List<Maintenance.Action> actions = desk.maintenance().run(Duration.ofHours(keepHours), dryRun);
            actions.forEach(action -> daybook.out().println(action.what() + ": " + action.place()));
            daybook.out().println("%d actions%s".formatted(actions.size(), dryRun ? " would be done" : " done"));
            if (purge != null) {
                print(desk.purge().run(purge, dryRun));
            }
        }
        return 0;
    }

    /** First of all, since what follows may be refused. */
    private void tell(Settings settings, HikariDataSource source) {
        NoticePlan plan = NoticePlan.of(settings.notices(), Requests.names(daybook.jobs));
        MissedRuns missed = new MissedRuns(source, plan, Clock.systemUTC());
        for (MissedRuns.Missed one : dryRun ? missed.find() : missed.raise()) {
            daybook.out().println("tell of a missed run: %s %s".formatted(one.job(), one.date()));
        }
        if (!dryRun) {
            Telling.plainly(source, settings).tellLate();
            new NoticeSender(source, settings.notices()).sendDue(NoticesVerb.PATIENCE);
        }
    }

    private static Duration days(String text) {
        if (!text.matches("[1-9]\\d{0,4}d")) {
            throw DaybookException.configuration(
                    "--purge-history-older-than: expected days such as 400d, found '%s'".formatted(text));
        }
        return Duration.ofDays(Long.parseLong(text.substring(0, text.length() - 1)));
    }

    private void print(HistoryPurge.Counts counts) {
        daybook.out()
                .println(
                        "history older than %s: %,d runs of %,d job instances %s; %,d instances stay, duplicates are known by them"
                                .formatted(
                                        purgeOlderThan,
                                        counts.runs(),
                                        counts.instances(),
                                        dryRun ? "would be purged" : "purged",
                                        counts.kept()));
        if (counts.unexported() > 0) {
            daybook.out()
                    .println("%,d of these runs ended on days that were never exported%s"
                            .formatted(
                                    counts.unexported(),
                                    dryRun ? ": `daybook backfill history-export FROM..TO` keeps them" : ""));
        }
    }
}
