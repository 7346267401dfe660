package dev.daybook.cli;

import com.zaxxer.hikari.HikariDataSource;
import dev.daybook.feed.Reject;
import dev.daybook.load.Ledger;
import dev.daybook.load.LedgerEntry;
import dev.daybook.load.Rejects;
import dev.daybook.ops.Executions;
import dev.daybook.settings.Settings;
import dev.daybook.store.ObjectStores;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code daybook rejects}. */
@Command(
        name = "rejects",
        description = "List the rows a run rejected: where they are, what was expected, what was found.",
        mixinStandardHelpOptions = true)
final class RejectsVerb implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private DaybookCommand daybook;

    @Parameters(paramLabel = "EXECUTION", description = "Number of the run; see `daybook executions`.")
    private long id;

    @Option(names = "--json", description = "Print an array of JSON objects.")
    private boolean json;

    /** A reject as it is printed. */
    private record View(
            String source,
            String version,
            long line,
            long offset,
            String column,
            String rule,
            String expected,
            String found,
            String raw) {}

    @Override
    public Integer call() {
        Settings settings = daybook.settings();
        try (HikariDataSource source = Repository.open(settings);
                ObjectStores store = new ObjectStores(settings.s3())) {
            new Executions(source).get(id);
            List<View> views = new ArrayList<>();
            for (long loadId : new Executions(source).loadsOf(id)) {
                LedgerEntry load = new Ledger(source).get(loadId);
                new Rejects(store, settings.zones().quarantine(), load).forEach(r -> views.add(view(load, r)));
            }
            print(views);
        }
        return 0;
    }

    private static View view(LedgerEntry load, Reject reject) {
        return new View(
                reject.source() == null ? load.sourceUri() : reject.source(),
                load.sha256(),
                reject.line(),
                reject.offset(),
                reject.column(),
                reject.rule().id(),
                reject.expected(),
                reject.found(),
                reject.raw());
    }

    private void print(List<View> rejects) {
        if (json) {
            daybook.out().println(Json.of(rejects));
            return;
        }
        for (View reject : rejects) {
            daybook.out()
                    .println("line %d, byte %d%s: %s: expected %s, found %s"
                            .formatted(
                                    reject.line(),
                                    reject.offset(),
                                    reject.column().isEmpty() ? "" : ", " + reject.column(),
                                    reject.rule(),
                                    reject.expected(),
                                    reject.found()));
        }
        daybook.out().println("%,d rejected rows".formatted(rejects.size()));
    }
}
