package dev.daybook.failure;

import org.jspecify.annotations.Nullable;

/**
 * A failure somebody can act on. The message says where, what, what was expected and found, and what to do next; it is
 * shown to users as it stands, without a stack trace. Anything else that is thrown is a bug.
 */
public final class DaybookException extends RuntimeException {

    /** Who has to act; also decides the exit code and whether a retry can help. */
    public enum Kind {
        /** The file or message is wrong: somebody has to mend the data. */
        INPUT,
        /** A parameter, feed or setting is wrong: somebody has to mend the call. */
        CONFIGURATION,
        /** The action is not allowed in the present state; the message names the state and the next command. */
        REFUSED,
        /** Another system answered wrongly or not at all: trying again may help. */
        UPSTREAM,
        /** A disk, bucket or database failed: trying again may help. */
        STORAGE,
        /** It was told to stop before anything was begun. */
        STOPPED
    }

    private static final long serialVersionUID = 1;

    private final Kind kind;

    public DaybookException(Kind kind, String message) {
        this(kind, message, null);
    }

    public DaybookException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public static DaybookException input(String message) {
        return new DaybookException(Kind.INPUT, message);
    }

    public static DaybookException configuration(String message) {
        return new DaybookException(Kind.CONFIGURATION, message);
    }

    public static DaybookException refused(String message) {
        return new DaybookException(Kind.REFUSED, message);
    }

    public static DaybookException storage(String message, @Nullable Throwable cause) {
        return new DaybookException(Kind.STORAGE, message, cause);
    }

    public Kind kind() {
        return kind;
    }
}
