package dev.daybook.cli;

import dev.daybook.settings.Settings;
import dev.daybook.store.ObjectStores;
import dev.daybook.table.CommitRecord;
import dev.daybook.table.FileCatalog;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code daybook tables}. */
@Command(
        name = "tables",
        description = "List tables and their partitions: current generation, rows, bytes.",
        mixinStandardHelpOptions = true)
final class TablesVerb implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private DaybookCommand daybook;

    @Option(names = "--json", description = "Print an array of JSON objects.")
    private boolean json;

    /** A partition as it is printed. */
    private record View(
            String table,
            String partition,
            int generation,
            long rows,
            long bytes,
            int files,
            String location,
            Instant publishedAt,
            String cause) {}

    @Override
    public Integer call() {
        Settings settings = daybook.settings();
        try (ObjectStores store = new ObjectStores(settings.s3())) {
            List<View> views = new FileCatalog(store, settings.zones().lake())
                    .all().stream().map(TablesVerb::view).toList();
            if (json) {
                daybook.out().println(Json.of(views));
            } else {
                print(views);
            }
        }
        return 0;
    }

    private static View view(CommitRecord current) {
        return new View(
                current.table(),
                current.partition(),
                current.generation(),
                current.rows(),
                current.bytes(),
                current.files().size(),
                current.location(),
                current.decidedAt(),
                current.cause());
    }

    private void print(List<View> views) {
        daybook.out()
                .printf(
                        "%-20s %-12s %10s %14s %14s  %s%n",
                        "table", "partition", "generation", "rows", "bytes", "published");
        for (View view : views) {
            daybook.out()
                    .printf(
                            "%-20s %-12s %10d %,14d %,14d  %s%n",
                            view.table(),
                            view.partition(),
                            view.generation(),
                            view.rows(),
                            view.bytes(),
                            view.publishedAt().toString().substring(0, 19));
        }
        long rows = views.stream().mapToLong(View::rows).sum();
        daybook.out().printf("%,d partitions, %,d rows%n", views.size(), rows);
    }
}
