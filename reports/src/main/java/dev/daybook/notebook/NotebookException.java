package dev.daybook.notebook;

import org.jspecify.annotations.Nullable;

/** A notebook cannot be read, run or shown for a reason somebody can mend; the message is shown as it stands. */
public final class NotebookException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public NotebookException(String message) {
        this(message, null);
    }

    public NotebookException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
