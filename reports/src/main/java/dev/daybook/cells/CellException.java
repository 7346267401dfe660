package dev.daybook.cells;

import org.jspecify.annotations.Nullable;

/** A cell asked for something that cannot be done; the message says what. */
public final class CellException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public CellException(String message) {
        this(message, null);
    }

    public CellException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
