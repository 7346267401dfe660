package dev.daybook.launch;

import dev.daybook.failure.DaybookException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A request for another process to run; as JSON it is what {@code daybook run --request} takes. */
public record TaskRequest(String job, Request request) {

    private static final String JOB = "job";
    private static final String PARAMETERS = "parameters";
    private static final String REQUESTED_BY = "requestedBy";
    private static final String SOURCE = "source";
    private static final String REQUEST_ID = "requestId";
    private static final String RESTART_OF = "restartOf";
    private static final Set<String> KEYS =
            new TreeSet<>(Set.of(JOB, PARAMETERS, REQUESTED_BY, SOURCE, REQUEST_ID, RESTART_OF));

    /** A command line loses other letters where the process has no locale, as in most containers. */
    private static final JsonMapper ASCII =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** On one line, of ASCII characters alone. */
    public String toJson() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(JOB, job);
        fields.put(PARAMETERS, new TreeMap<>(request.parameters()));
        fields.put(REQUESTED_BY, request.requestedBy());
        fields.put(SOURCE, request.source().label());
        if (request.requestId() != null) {
            fields.put(REQUEST_ID, request.requestId());
        }
        if (request.restartOf() != null) {
            fields.put(RESTART_OF, request.restartOf());
        }
        return ASCII.writeValueAsString(fields);
    }

    /** @throws DaybookException of kind CONFIGURATION when it is none */
    public static TaskRequest parse(String json) {
        try {
            JsonNode root = ASCII.readTree(json);
            root.propertyNames().stream()
                    .filter(name -> !KEYS.contains(name))
                    .findFirst()
                    .ifPresent(name -> {
                        throw wrong("unknown '%s', expected some of %s".formatted(name, String.join(", ", KEYS)));
                    });
            return new TaskRequest(text(root, JOB), request(root));
        } catch (JacksonException e) {
            throw wrong(e.getOriginalMessage());
        }
    }

    private static Request request(JsonNode root) {
        return new Request(
                parameters(root.path(PARAMETERS)),
                text(root, REQUESTED_BY),
                source(text(root, SOURCE)),
                root.path(REQUEST_ID).asStringOpt().orElse(null),
                root.has(RESTART_OF) ? root.path(RESTART_OF).asLong() : null);
    }

    private static Map<String, String> parameters(JsonNode node) {
        Map<String, String> parameters = new LinkedHashMap<>();
        node.propertyStream().forEach(entry -> parameters.put(entry.getKey(), text(node, entry.getKey())));
        return parameters;
    }

    private static String text(JsonNode parent, String name) {
        return Optional.of(parent.path(name))
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .orElseThrow(() -> wrong("expected the text '%s'".formatted(name)));
    }

    private static Source source(String label) {
        for (Source source : Source.values()) {
            if (source.label().equals(label)) {
                return source;
            }
        }
        throw wrong("expected cli, sqs, schedule or console as source, found '%s'".formatted(label));
    }

    private static DaybookException wrong(String what) {
        return DaybookException.configuration("the request is not understood: " + what);
    }
}
