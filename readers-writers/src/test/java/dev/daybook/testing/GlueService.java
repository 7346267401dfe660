package dev.daybook.testing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The part of Glue that keeps tables and partitions, in memory. What is read is what was written. */
public final class GlueService extends AwsService {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int PAGE = 100;

    private final Map<String, Map<String, Table>> databases = new TreeMap<>();

    public GlueService() {
        super(new ServiceModel("glue-2017-03-31"), "InvalidInputException");
    }

    private record Table(ObjectNode input, int version, Map<List<String>, ObjectNode> partitions) {}

    /** Locations of a table's partitions by value, as a reader resolves them; the table's own for one without. */
    public synchronized Map<String, String> locations(String database, String table) {
        Map<String, String> locations = new TreeMap<>();
        Table found = databases.getOrDefault(database, Map.of()).get(table);
        if (found == null) {
            return locations;
        }
        if (found.input().path("PartitionKeys").isEmpty()) {
            locations.put("", found.input().at("/StorageDescriptor/Location").asString());
        }
        found.partitions()
                .forEach((values, partition) -> locations.put(
                        String.join("/", values),
                        partition.at("/StorageDescriptor/Location").asString()));
        return locations;
    }

    /** Somebody removes a partition. */
    public synchronized void forget(String database, String table, String partition) {
        databases.get(database).get(table).partitions().remove(List.of(partition));
    }

    /** Definitions of a database's tables by name. */
    synchronized Map<String, ObjectNode> tables(String database) {
        Map<String, ObjectNode> tables = new TreeMap<>();
        databases.getOrDefault(database, Map.of()).forEach((name, table) -> tables.put(name, table.input()));
        return tables;
    }

    @Override
    synchronized ObjectNode answer(String operation, ObjectNode request) {
        ObjectNode nothing = JSON.createObjectNode();
        return switch (operation) {
            case "CreateDatabase" -> {
                createDatabase(request.path("DatabaseInput"));
                yield nothing;
            }
            case "CreateTable" -> {
                createTable(request);
                yield nothing;
            }
            case "GetTable" -> nothing.set("Table", described(request, table(request, "Name")));
            case "UpdateTable" -> {
                updateTable(request);
                yield nothing;
            }
            case "GetPartition" ->
                nothing.set("Partition", partition(request, valuesOf(request.path("PartitionValues"))));
            case "GetPartitions" -> getPartitions(request);
            case "CreatePartition" -> {
                createPartition(request, request.path("PartitionInput"));
                yield nothing;
            }
            case "UpdatePartition" -> {
                updatePartition(request, request);
                yield nothing;
            }
            case "DeletePartition" -> {
                deletePartition(request, request.path("PartitionValues"));
                yield nothing;
            }
            case "BatchCreatePartition" ->
                each(
                        request,
                        "PartitionInputList",
                        item -> item.path("Values"),
                        "PartitionValues",
                        item -> createPartition(request, item));
            case "BatchUpdatePartition" ->
                each(
                        request,
                        "Entries",
                        item -> item.path("PartitionValueList"),
                        "PartitionValueList",
                        item -> updatePartition(request, item));
            case "BatchDeletePartition" ->
                each(
                        request,
                        "PartitionsToDelete",
                        item -> item.path("Values"),
                        "PartitionValues",
                        item -> deletePartition(request, item.path("Values")));
            default -> throw new IllegalStateException(operation + " is not served here");
        };
    }

    private void createDatabase(JsonNode input) {
        String name = input.path("Name").asString().toLowerCase(Locale.ROOT);
        if (databases.putIfAbsent(name, new TreeMap<>()) != null) {
            throw new AwsError("AlreadyExistsException", "Database already exists.");
        }
    }

    private Map<String, Table> database(JsonNode request) {
        String name = request.path("DatabaseName").asString();
        Map<String, Table> database = databases.get(name);
        if (database == null) {
            throw new AwsError("EntityNotFoundException", "Database %s not found.".formatted(name));
        }
        return database;
    }

    private Table table(JsonNode request, String member) {
        String name = request.path(member).asString();
        Table table = database(request).get(name);
        if (table == null) {
            throw new AwsError("EntityNotFoundException", "Table %s not found.".formatted(name));
        }
        return table;
    }

    private static ObjectNode described(JsonNode request, Table table) {
        return table.input()
                .deepCopy()
                .put("DatabaseName", request.path("DatabaseName").asString())
                .put("CatalogId", "123456789012")
                .put("CreateTime", 1_772_000_000)
                .put("UpdateTime", 1_772_000_000 + table.version())
                .put("IsRegisteredWithLakeFormation", false)
                .put("VersionId", String.valueOf(table.version()));
    }

    private void createTable(JsonNode request) {
        ObjectNode input = (ObjectNode) request.path("TableInput");
        Table table = new Table(input, 0, new TreeMap<>(Comparator.comparing(Object::toString)));
        if (database(request).putIfAbsent(input.path("Name").asString(), table) != null) {
            throw new AwsError("AlreadyExistsException", "Table already exists.");
        }
    }

    private void updateTable(JsonNode request) {
        ObjectNode input = (ObjectNode) request.path("TableInput");
        Table table = table(
                JSON.createObjectNode()
                        .put("DatabaseName", request.path("DatabaseName").asString())
                        .put("Name", input.path("Name").asString()),
                "Name");
        String version = request.path("VersionId").asString(String.valueOf(table.version()));
        if (!version.equals(String.valueOf(table.version()))) {
            throw new AwsError(
                    "ConcurrentModificationException", "Update table failed due to concurrent modifications.");
        }
        database(request).put(input.path("Name").asString(), new Table(input, table.version() + 1, table.partitions()));
    }

    private ObjectNode partition(JsonNode request, List<String> values) {
        ObjectNode partition = table(request, "TableName").partitions().get(values);
        if (partition == null) {
            throw new AwsError("EntityNotFoundException", "Cannot find partition.");
        }
        return partition
                .deepCopy()
                .put("DatabaseName", request.path("DatabaseName").asString())
                .put("TableName", request.path("TableName").asString())
                .put("CatalogId", "123456789012")
                .put("CreationTime", 1_772_000_000);
    }

    private ObjectNode getPartitions(JsonNode request) {
        List<List<String>> all =
                new ArrayList<>(table(request, "TableName").partitions().keySet());
        int from = Integer.parseInt(request.path("NextToken").asString("0"));
        int behind = Math.min(all.size(), from + request.path("MaxResults").asInt(PAGE));
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode partitions = answer.putArray("Partitions");
        all.subList(from, behind).forEach(values -> partitions.add(partition(request, values)));
        if (behind < all.size()) {
            answer.put("NextToken", String.valueOf(behind));
        }
        return answer;
    }

    private void createPartition(JsonNode request, JsonNode input) {
        Table table = table(request, "TableName");
        requireAsManyAsKeys(table, input.path("Values"));
        if (table.partitions().putIfAbsent(valuesOf(input.path("Values")), (ObjectNode) input) != null) {
            throw new AwsError("AlreadyExistsException", "Partition already exists.");
        }
    }

    private void updatePartition(JsonNode request, JsonNode change) {
        Map<List<String>, ObjectNode> partitions = table(request, "TableName").partitions();
        if (partitions.replace(valuesOf(change.path("PartitionValueList")), (ObjectNode) change.path("PartitionInput"))
                == null) {
            throw new AwsError("EntityNotFoundException", "Partition not found.");
        }
    }

    private void deletePartition(JsonNode request, JsonNode values) {
        if (table(request, "TableName").partitions().remove(valuesOf(values)) == null) {
            throw new AwsError("EntityNotFoundException", "Partition not found.");
        }
    }

    /** What fails with one is told of in the answer, and the others are carried out. */
    private ObjectNode each(
            ObjectNode request,
            String list,
            Function<JsonNode, JsonNode> values,
            String valuesInError,
            Consumer<JsonNode> action) {
        table(request, "TableName");
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode errors = JSON.createArrayNode();
        for (JsonNode item : request.path(list)) {
            try {
                action.accept(item);
            } catch (AwsError e) {
                ObjectNode error = errors.addObject();
                error.set(valuesInError, values.apply(item));
                error.putObject("ErrorDetail").put("ErrorCode", e.code()).put("ErrorMessage", e.getMessage());
            }
        }
        if (!errors.isEmpty()) {
            answer.set("Errors", errors);
        }
        return answer;
    }

    private static void requireAsManyAsKeys(Table table, JsonNode values) {
        if (values.size() != table.input().path("PartitionKeys").size()) {
            throw new AwsError(
                    "InvalidInputException",
                    "The number of partition keys do not match the number of partition values");
        }
    }

    private static List<String> valuesOf(JsonNode values) {
        return values.valueStream().map(JsonNode::asString).toList();
    }
}
