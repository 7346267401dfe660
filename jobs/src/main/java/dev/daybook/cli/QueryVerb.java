package dev.daybook.cli;

import dev.daybook.lake.Lake;
import dev.daybook.query.LakeQuery;
import dev.daybook.query.OutputFormat;
import dev.daybook.query.QueryResult;
import dev.daybook.query.ResultPrinter;
import dev.daybook.settings.Settings;
import dev.daybook.store.ObjectStores;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code daybook query}. */
@Command(
        name = "query",
        description = "Run one SQL statement that reads, over the current state of the tables.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: daybook query \"select meeting_type, count(*) from visits group by 1 order by 2 desc\""
        })
final class QueryVerb implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private DaybookCommand daybook;

    @Parameters(paramLabel = "SQL", description = "SELECT and the like, in DuckDB's dialect; see `daybook tables`.")
    @SuppressWarnings("NullAway.Init")
    private String sql;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table, csv or json (default: table).")
    @SuppressWarnings("NullAway.Init")
    private OutputFormat format;

    @Override
    public Integer call() throws IOException {
        Settings settings = daybook.settings();
        try (ObjectStores store = new ObjectStores(settings.s3());
                LakeQuery lake = Lake.query(settings, store);
                QueryResult result = lake.run(sql)) {
            ResultPrinter.print(result, format, Long.MAX_VALUE, daybook.out());
        }
        return 0;
    }
}
