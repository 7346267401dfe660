package dev.daybook.logging;

import dev.daybook.failure.DaybookException;
import java.util.List;
import java.util.Map;

/** How log lines look, by the setting {@code DAYBOOK_LOG}: text, or JSON for those who process them. */
public final class LogFormat {

    private static final String VARIABLE = "DAYBOOK_LOG";
    private static final String TEXT = "text";
    private static final String JSON = "json";

    private LogFormat() {}

    /** @param environment such as {@code System.getenv()} */
    public static boolean isJson(Map<String, String> environment) {
        return JSON.equals(environment.get(VARIABLE));
    }

    /** @throws DaybookException of kind CONFIGURATION for a format there is not */
    public static void requireKnown(Map<String, String> environment) {
        String format = environment.getOrDefault(VARIABLE, TEXT);
        if (!List.of(TEXT, JSON).contains(format)) {
            throw DaybookException.configuration("%s: expected text or json, found '%s'".formatted(VARIABLE, format));
        }
    }
}
