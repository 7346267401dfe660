package dev.daybook.cli;

import com.zaxxer.hikari.HikariDataSource;
import dev.daybook.load.LoadDesk;
import dev.daybook.load.Rollback;
import dev.daybook.settings.Settings;
import dev.daybook.store.ObjectStores;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code daybook rollback}. */
@Command(
        name = "rollback",
        description =
                "Take a partition back to the state before its current one; the loads undone may be loaded again.",
        mixinStandardHelpOptions = true)
final class RollbackVerb implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private DaybookCommand daybook;

    @Parameters(index = "0", paramLabel = "TABLE", description = "Name of the table; see `daybook tables`.")
    @SuppressWarnings("NullAway.Init")
    private String table;

    @Parameters(
            index = "1",
            paramLabel = "PARTITION",
            arity = "0..1",
            defaultValue = "all",
            description = "Value of the partition; none for a table without partitions.")
    @SuppressWarnings("NullAway.Init")
    private String partition;

    @Override
    public Integer call() {
        Settings settings = daybook.settings();
        try (HikariDataSource source = Repository.open(settings);
                ObjectStores store = new ObjectStores(settings.s3())) {
            Rollback.Result result =
                    LoadDesk.of(settings, source, store).rollback().run(table, partition);
            daybook.out()
                    .println("%s %s: generation %d %s, %,d rows; %d loads withdrawn"
                            .formatted(
                                    table,
                                    partition,
                                    result.generation().generation(),
                                    result.restored() == 0
                                            ? "is empty"
                                            : "has the state of generation " + result.restored(),
                                    result.generation().rows(),
                                    result.withdrawn()));
        }
        return 0;
    }
}
