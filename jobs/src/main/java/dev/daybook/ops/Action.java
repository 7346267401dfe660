package dev.daybook.ops;

import java.util.Locale;

/** What an operator can do to a run, in the order it is offered. */
public enum Action {
    STOP,
    RESTART,
    ABANDON,
    RECOVER;

    /** The verb of the command line. */
    public String verb() {
        return name().toLowerCase(Locale.ROOT);
    }
}
