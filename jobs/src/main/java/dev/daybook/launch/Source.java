package dev.daybook.launch;

import java.util.Locale;

/** Which way a request came in. */
public enum Source {
    CLI,
    SQS,
    SCHEDULE,
    CONSOLE;

    /** As it is written in requests and on record. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
