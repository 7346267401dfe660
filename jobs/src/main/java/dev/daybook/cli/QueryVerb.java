package dev.daybook.cli;

import dev.daybook.athena.AthenaQuery;
import dev.daybook.athena.AthenaResult;
import dev.daybook.athena.AthenaSettings;
import dev.daybook.failure.DaybookException;
import dev.daybook.lake.Lake;
import dev.daybook.lake.NamedQueries;
import dev.daybook.query.LakeQuery;
import dev.daybook.query.OutputFormat;
import dev.daybook.query.QueryResult;
import dev.daybook.query.ResultPrinter;
import dev.daybook.settings.Settings;
import dev.daybook.store.ObjectStores;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

    private static final Logger log = LoggerFactory.getLogger(QueryVerb.class);

    enum Engine {
        DUCKDB,
        ATHENA
    }

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private DaybookCommand daybook;

    @Parameters(
            paramLabel = "SQL",
            arity = "0..1",
            description = "SELECT and the like, in the engine's dialect; see `daybook tables`.")
    private @Nullable String sql;

    @Option(
            names = "--named",
            paramLabel = "NAME",
            description =
                    "Run a query that comes with the tables: latest-events, orders-by-item, popular-items, source-menu"
                            + " or time-series, all of clickstream.")
    private @Nullable String named;

    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            defaultValue = "duckdb",
            description = "duckdb runs the query here, athena in AWS, in Trino's dialect (default: duckdb).")
    @SuppressWarnings("NullAway.Init")
    private Engine engine;

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
        if (engine == Engine.ATHENA) {
            runInAthena(Lake.athena(settings));
            return 0;
        }
        try (ObjectStores store = new ObjectStores(settings.s3());
                LakeQuery lake = Lake.query(settings, store);
                QueryResult result = lake.run(statement())) {
            ResultPrinter.print(result, format, Long.MAX_VALUE, daybook.out());
        }
        return 0;
    }

    /** What it took is told apart from the rows. */
    private void runInAthena(AthenaSettings settings) throws IOException {
        try (AthenaQuery athena = AthenaQuery.open(settings);
                AthenaResult result = athena.run(statement())) {
            ResultPrinter.print(result, format, Long.MAX_VALUE, daybook.out());
            log.info(
                    "Athena query {}: {} bytes scanned in {} s, about ${} at ${} per TB",
                    result.id(),
                    "%,d".formatted(result.scannedBytes()),
                    result.took().toMillis() / 1000.0,
                    result.cost(),
                    AthenaResult.DOLLARS_PER_TERABYTE);
        }
    }

    private String statement() {
        if (named == null && sql != null) {
            return sql;
        }
        if (named != null && sql == null) {
            return NamedQueries.sql(named);
        }
        throw DaybookException.configuration("expected a statement, or --named and one of: "
                + NamedQueries.descriptions().entrySet().stream()
                        .map(query -> query.getKey() + " (" + query.getValue() + ")")
                        .collect(Collectors.joining("; ")));
    }
}
