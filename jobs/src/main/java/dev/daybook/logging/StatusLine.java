package dev.daybook.logging;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * The line at the foot of the terminal that is drawn again and again. A process has one terminal, so there is one such
 * line; log lines take it away first, and it is back with its next drawing. No colours.
 */
public final class StatusLine {

    private static final String TO_START_WITHOUT_WRAPPING = "\r\u001b[?7l";
    private static final String ERASE_REST_AND_WRAP_AGAIN = "\u001b[K\u001b[?7h";
    private static final String ERASE = "\r\u001b[K";
    private static final Object LOCK = new Object();

    private static @Nullable PrintWriter terminal;
    private static boolean isShown;

    private StatusLine() {}

    /** From now on there is a terminal. The line is taken off it when the process ends, also when it is interrupted. */
    public static void drawOn(PrintWriter writer) {
        synchronized (LOCK) {
            terminal = writer;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(StatusLine::clear, "status-line"));
    }

    public static boolean isAvailable() {
        synchronized (LOCK) {
            return terminal != null;
        }
    }

    /** Draws the line; the terminal cuts off what is too long for it. */
    public static void show(String text) {
        synchronized (LOCK) {
            if (terminal != null) {
                terminal.print(TO_START_WITHOUT_WRAPPING + text + ERASE_REST_AND_WRAP_AGAIN);
                terminal.flush();
                isShown = true;
            }
        }
    }

    public static void clear() {
        synchronized (LOCK) {
            if (terminal != null && isShown) {
                terminal.print(ERASE);
                terminal.flush();
                isShown = false;
            }
        }
    }

    /** Writes something else to the terminal, in place of the line. */
    static void inPlaceOf(Runnable write) {
        synchronized (LOCK) {
            clear();
            write.run();
        }
    }
}
