package dev.daybook.cli;

import dev.daybook.logging.LogFormat;
import java.util.Map;

/** Whether standard error is a terminal on which a line can be drawn again and again. */
final class Terminal {

    /** The JVM cannot tell: {@code System.console()} is about the other two streams, and differs from JDK to JDK. */
    private static final String TOLD_BY_THE_LAUNCHER = "DAYBOOK_TERMINAL";

    private Terminal() {}

    /**
     * @param environment such as {@code System.getenv()}; a dumb terminal cannot, and lines that are data are not for
     *     people
     */
    static boolean isThere(Map<String, String> environment) {
        String kind = environment.getOrDefault("TERM", "");
        return "true".equals(environment.get(TOLD_BY_THE_LAUNCHER))
                && !kind.isEmpty()
                && !kind.equals("dumb")
                && !LogFormat.isJson(environment);
    }
}
