package dev.daybook.cli;

import com.zaxxer.hikari.HikariDataSource;
import dev.daybook.database.Database;
import dev.daybook.failure.DaybookException;
import dev.daybook.load.LoadDesk;
import dev.daybook.load.Maintenance;
import dev.daybook.settings.Settings;
import dev.daybook.store.ObjectStores;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
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

    @Option(names = "--rebuild", description = "Take over the lake's commit records into a database that lost them.")
    private boolean rebuild;

    @Override
    public Integer call() {
        if (keepHours < 0) {
            throw DaybookException.configuration("--keep-hours: expected 0 or more, found " + keepHours);
        }
        Settings settings = daybook.settings();
        try (HikariDataSource source = rebuild ? Database.open(settings) : Repository.open(settings);
                ObjectStores store = new ObjectStores(settings.s3())) {
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
        }
        return 0;
    }
}
