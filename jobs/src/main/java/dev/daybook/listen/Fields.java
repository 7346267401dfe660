package dev.daybook.listen;

import dev.daybook.failure.DaybookException;
import tools.jackson.databind.JsonNode;

/** Looks up values of a message. */
final class Fields {

    private Fields() {}

    /** @return empty when it is absent or no text */
    static String text(JsonNode root, String pointer) {
        JsonNode value = root.at(pointer);
        return value.isString() ? value.asString() : "";
    }

    /** @throws DaybookException of kind INPUT when it is absent, empty or no text */
    static String required(JsonNode root, String pointer) {
        String value = text(root, pointer);
        if (value.isEmpty()) {
            throw DaybookException.input("expected a text at %s, found %s".formatted(pointer, found(root.at(pointer))));
        }
        return value;
    }

    private static String found(JsonNode value) {
        return value.isMissingNode() ? "none" : value.toString();
    }
}
