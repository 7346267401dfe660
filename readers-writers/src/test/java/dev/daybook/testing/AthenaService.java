package dev.daybook.testing;

import dev.daybook.store.Location;
import dev.daybook.store.ObjectStores;
import dev.daybook.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The part of Athena that runs queries. DuckDB runs them, over what Glue's definitions say and nothing else: the declared
 * columns of whatever files lie in the locations. It stands in for Athena's dialect only as far as both agree.
 */
public final class AthenaService extends AwsService {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int PAGE = 1000;

    private final GlueService glue;
    private final ObjectStores store;
    private final Map<String, Run> runs = new ConcurrentHashMap<>();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    public AthenaService(GlueService glue, ObjectStores store) {
        super(new ServiceModel("athena-2017-05-18"), "InvalidRequestException");
        this.glue = glue;
        this.store = store;
    }

    /** A query, under way or at its end. Written by the thread that runs it, before the state that tells of it. */
    private static final class Run {

        private final JsonNode request;
        private final List<List<@Nullable String>> rows = new ArrayList<>();
        private final ArrayNode columns = JSON.createArrayNode();
        private long scanned;
        private String reason = "";
        private volatile String state = "QUEUED";

        private Run(JsonNode request) {
            this.request = request;
        }

        private synchronized void end(String ended) {
            if (!state.equals("CANCELLED")) {
                state = ended;
            }
        }
    }

    @Override
    ObjectNode answer(String operation, ObjectNode request) {
        return switch (operation) {
            case "StartQueryExecution" -> start(request);
            case "GetQueryExecution" ->
                execution(request.path("QueryExecutionId").asString());
            case "GetQueryResults" -> results(request);
            case "StopQueryExecution" -> {
                run(request.path("QueryExecutionId").asString()).end("CANCELLED");
                yield JSON.createObjectNode();
            }
            default -> throw new IllegalStateException(operation + " is not served here");
        };
    }

    private ObjectNode start(ObjectNode request) {
        String id = tokens.computeIfAbsent(
                request.path("ClientRequestToken").asString(UUID.randomUUID().toString()),
                unused -> UUID.randomUUID().toString());
        Run begun = new Run(request);
        if (runs.putIfAbsent(id, begun) == null) {
            threads.submit(() -> carryOut(begun));
        }
        return JSON.createObjectNode().put("QueryExecutionId", id);
    }

    private Run run(String id) {
        Run run = runs.get(id);
        if (run == null) {
            throw new AwsError("InvalidRequestException", "QueryExecution %s was not found".formatted(id));
        }
        return run;
    }

    /** How many queries were begun. */
    public int queries() {
        return runs.size();
    }

    private ObjectNode execution(String id) {
        Run run = run(id);
        String state = run.state;
        ObjectNode answer = JSON.createObjectNode();
        ObjectNode execution = answer.putObject("QueryExecution")
                .put("QueryExecutionId", id)
                .put("Query", run.request.path("QueryString").asString())
                .put("StatementType", "DML")
                .put("WorkGroup", run.request.path("WorkGroup").asString("primary"));
        ObjectNode status = execution.putObject("Status").put("State", state).put("SubmissionDateTime", 1_772_000_000);
        if (state.equals("FAILED")) {
            status.put("StateChangeReason", run.reason);
            status.putObject("AthenaError")
                    .put("ErrorCategory", 2)
                    .put("ErrorType", 1003)
                    .put("Retryable", false);
        }
        execution
                .putObject("Statistics")
                .put("DataScannedInBytes", run.scanned)
                .put("TotalExecutionTimeInMillis", 1234);
        return answer;
    }

    private ObjectNode results(ObjectNode request) {
        Run run = run(request.path("QueryExecutionId").asString());
        if (!run.state.equals("SUCCEEDED")) {
            throw new AwsError("InvalidRequestException", "Query has not yet finished. Current state: " + run.state);
        }
        int from = Integer.parseInt(request.path("NextToken").asString("0"));
        int behind = Math.min(run.rows.size(), from + request.path("MaxResults").asInt(PAGE));
        ObjectNode answer = JSON.createObjectNode();
        ObjectNode set = answer.putObject("ResultSet");
        set.putObject("ResultSetMetadata").set("ColumnInfo", run.columns);
        ArrayNode rows = set.putArray("Rows");
        for (List<@Nullable String> row : run.rows.subList(from, behind)) {
            ArrayNode data = rows.addObject().putArray("Data");
            for (String value : row) {
                ObjectNode datum = data.addObject();
                if (value != null) {
                    datum.put("VarCharValue", value);
                }
            }
        }
        if (behind < run.rows.size()) {
            answer.put("NextToken", String.valueOf(behind));
        }
        return answer;
    }

    private void carryOut(Run run) {
        String sql = run.request.path("QueryString").asString();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            run.state = "RUNNING";
            statement.execute("SET TimeZone = 'UTC'");
            Path copies = Files.createTempDirectory("athena");
            String database = run.request.at("/QueryExecutionContext/Database").asString();
            for (Map.Entry<String, ObjectNode> table : glue.tables(database).entrySet()) {
                if (sql.contains(table.getKey())) {
                    statement.execute(view(run, database, table.getKey(), table.getValue(), copies));
                }
            }
            read(run, statement.executeQuery(sql));
            run.end("SUCCEEDED");
        } catch (SQLException | IOException | RuntimeException e) {
            run.reason = String.valueOf(e.getMessage());
            run.end("FAILED");
        }
    }

    private String view(Run run, String database, String table, ObjectNode input, Path copies) throws IOException {
        String columns = input.at("/StorageDescriptor/Columns")
                .valueStream()
                .map(column -> "cast(%s as %s) as %1$s"
                        .formatted(
                                column.path("Name").asString(),
                                column.path("Type").asString().replace("string", "varchar")))
                .collect(Collectors.joining(", "));
        String key = input.at("/PartitionKeys/0/Name").asString("");
        List<String> parts = new ArrayList<>();
        for (Map.Entry<String, String> location :
                glue.locations(database, table).entrySet()) {
            String files = files(run, location.getValue(), copies);
            if (!files.isEmpty()) {
                String partition = key.isEmpty() ? "" : ", '%s' as %s".formatted(location.getKey(), key);
                parts.add("select %s%s from read_parquet([%s], union_by_name = true)"
                        .formatted(columns, partition, files));
            }
        }
        if (parts.isEmpty()) {
            String nulls = columns.replaceAll("cast\\(\\w+", "cast(null");
            parts.add("select %s%s where false".formatted(nulls, key.isEmpty() ? "" : ", '' as " + key));
        }
        return "create view %s as %s".formatted(table, String.join(" union all by name ", parts));
    }

    /** Every object that lies there, however deep, as Athena has it. */
    private String files(Run run, String location, Path copies) throws IOException {
        List<String> files = new ArrayList<>();
        Location folder = Location.parse(location.replaceFirst("/$", ""), copies);
        try (var objects = store.list(folder)) {
            for (StoredObject object : objects.toList()) {
                Path copy = Files.createTempFile(copies, "part", ".parquet");
                try (InputStream in = store.open(object.location(), 0)) {
                    Files.write(copy, in.readAllBytes());
                }
                run.scanned += object.size();
                files.add("'" + copy + "'");
            }
        }
        return String.join(", ", files);
    }

    private static void read(Run run, ResultSet rows) throws SQLException {
        ResultSetMetaData description = rows.getMetaData();
        List<@Nullable String> header = new ArrayList<>();
        for (int i = 1; i <= description.getColumnCount(); i++) {
            header.add(description.getColumnName(i));
            String type = description.getColumnTypeName(i).toLowerCase(Locale.ROOT);
            run.columns
                    .addObject()
                    .put("Name", description.getColumnName(i))
                    .put("Type", type.replaceFirst("\\(.*", "").replace("hugeint", "bigint"))
                    .put("Precision", description.getPrecision(i))
                    .put("Scale", description.getScale(i))
                    .put("CaseSensitive", false);
        }
        run.rows.add(header);
        while (rows.next()) {
            List<@Nullable String> row = new ArrayList<>();
            for (int i = 1; i <= header.size(); i++) {
                row.add(rows.getString(i));
            }
            run.rows.add(row);
        }
    }

    @Override
    void close() {
        threads.shutdownNow();
    }
}
