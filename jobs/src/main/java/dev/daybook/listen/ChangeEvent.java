package dev.daybook.listen;

import dev.daybook.failure.DaybookException;
import dev.daybook.listen.Announcement.RunWanted;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Our own event: {@code {"job": …, "parameters": {name: text}, "requestId": …}}, the last two optional. */
final class ChangeEvent {

    private static final String JOB = "job";
    private static final String PARAMETERS = "parameters";
    private static final String REQUEST_ID = "requestId";
    private static final List<String> KEYS = List.of(JOB, PARAMETERS, REQUEST_ID);

    private ChangeEvent() {}

    static boolean is(JsonNode message) {
        return message.has(JOB);
    }

    static Announcement read(JsonNode event) {
        for (String name : event.propertyNames()) {
            if (!KEYS.contains(name)) {
                throw DaybookException.input(
                        "unknown '%s', expected some of %s".formatted(name, String.join(", ", KEYS)));
            }
        }
        String requestId = event.has(REQUEST_ID) ? Fields.required(event, "/" + REQUEST_ID) : null;
        return new RunWanted(Fields.required(event, "/" + JOB), parameters(event.path(PARAMETERS)), requestId);
    }

    private static Map<String, String> parameters(JsonNode node) {
        if (!node.isMissingNode() && !node.isObject()) {
            throw DaybookException.input("expected names and values as parameters, found " + node);
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> parameter : node.properties()) {
            if (!parameter.getValue().isString()) {
                throw DaybookException.input(
                        "parameter %s: expected a text, found %s".formatted(parameter.getKey(), parameter.getValue()));
            }
            parameters.put(parameter.getKey(), parameter.getValue().asString());
        }
        return parameters;
    }
}
