package dev.daybook.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/**
 * AWS's own description of a service, as its first SDK for Java was made from: operations, what goes into them and comes
 * out, and which errors they end with. A server of ours that answers in AWS's place is held against it.
 */
final class ServiceModel {

    private final JsonNode root;
    private final Map<String, Pattern> patterns = new ConcurrentHashMap<>();

    /** @param name such as {@code glue-2017-03-31} */
    ServiceModel(String name) {
        String resource = "/models/" + name + "-model.json";
        try (InputStream in = ServiceModel.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not on the class path");
            }
            root = JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands before the name of an operation in the header X-Amz-Target. */
    String targetPrefix() {
        return root.at("/metadata/targetPrefix").asString();
    }

    boolean has(String operation) {
        return operation(operation).isObject();
    }

    private JsonNode operation(String name) {
        return root.path("operations").path(name);
    }

    /** What is wrong with a request; nothing if it is right. */
    List<String> problemsOfInput(String operation, JsonNode request) {
        return problems(operation(operation).at("/input/shape"), request);
    }

    /** What is wrong with an answer; nothing if it is right. */
    List<String> problemsOfOutput(String operation, JsonNode answer) {
        return problems(operation(operation).at("/output/shape"), answer);
    }

    boolean mayEndWith(String operation, String error) {
        for (JsonNode declared : operation(operation).path("errors")) {
            if (declared.path("shape").asString().equals(error)) {
                return true;
            }
        }
        return false;
    }

    private List<String> problems(JsonNode shape, JsonNode value) {
        List<String> problems = new ArrayList<>();
        if (!shape.isMissingNode()) {
            check(shape.asString(), value, "$", problems);
        }
        return problems;
    }

    private void check(String name, JsonNode value, String path, List<String> problems) {
        JsonNode shape = root.path("shapes").path(name);
        String type = shape.path("type").asString("");
        boolean fits = switch (type) {
            case "structure", "map" -> value.isObject();
            case "list" -> value.isArray();
            case "string", "blob" -> value.isString();
            case "integer", "long" -> value.isIntegralNumber();
            case "double", "float", "timestamp" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            default -> throw new IllegalStateException("shape %s is of type '%s'".formatted(name, type));
        };
        if (!fits) {
            problems.add("%s: expected %s, found %s".formatted(path, type, value));
            return;
        }
        switch (type) {
            case "structure" -> checkStructure(name, shape, value, path, problems);
            case "map" -> checkMap(shape, value, path, problems);
            case "list" -> checkList(shape, value, path, problems);
            case "string" -> checkString(name, shape, value.asString(), path, problems);
            case "integer", "long" -> checkSize(shape, value.asLong(), path, problems);
            default -> {}
        }
    }

    private void checkStructure(String name, JsonNode shape, JsonNode value, String path, List<String> problems) {
        for (JsonNode required : shape.path("required")) {
            if (!value.hasNonNull(required.asString())) {
                problems.add("%s.%s is required".formatted(path, required.asString()));
            }
        }
        value.properties().forEach(member -> {
            JsonNode known = shape.path("members").path(member.getKey());
            String place = path + "." + member.getKey();
            if (known.isMissingNode()) {
                problems.add("%s: %s has no such member".formatted(place, name));
            } else if (!member.getValue().isNull()) {
                check(known.path("shape").asString(), member.getValue(), place, problems);
            }
        });
    }

    private void checkMap(JsonNode shape, JsonNode value, String path, List<String> problems) {
        checkSize(shape, value.size(), path, problems);
        value.properties().forEach(entry -> {
            check(shape.at("/key/shape").asString(), StringNode.valueOf(entry.getKey()), path + " key", problems);
            check(shape.at("/value/shape").asString(), entry.getValue(), path + "." + entry.getKey(), problems);
        });
    }

    private void checkList(JsonNode shape, JsonNode value, String path, List<String> problems) {
        checkSize(shape, value.size(), path, problems);
        for (int i = 0; i < value.size(); i++) {
            check(shape.at("/member/shape").asString(), value.get(i), path + "[" + i + "]", problems);
        }
    }

    private void checkString(String name, JsonNode shape, String value, String path, List<String> problems) {
        checkSize(shape, value.codePointCount(0, value.length()), path, problems);
        JsonNode values = shape.path("enum");
        if (values.isArray()
                && values.valueStream().noneMatch(one -> one.asString().equals(value))) {
            problems.add("%s: '%s' is none of %s".formatted(path, value, name));
        }
        if (shape.has("pattern")) {
            Pattern pattern = patterns.computeIfAbsent(
                    name, unused -> Pattern.compile(shape.path("pattern").asString()));
            if (!pattern.matcher(value).find()) {
                problems.add("%s: '%s' does not match %s".formatted(path, value, pattern));
            }
        }
    }

    private static void checkSize(JsonNode shape, long size, String path, List<String> problems) {
        if (shape.has("min") && size < shape.path("min").asLong()
                || shape.has("max") && size > shape.path("max").asLong()) {
            problems.add("%s: %d is not between %s and %s".formatted(path, size, shape.path("min"), shape.path("max")));
        }
    }
}
