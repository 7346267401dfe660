package dev.daybook.failure;

import org.jspecify.annotations.Nullable;

/**
 * Places where a test can make the process die as if the power had gone: the environment variable
 * {@code DAYBOOK_FAILPOINT=name:n} halts it at the n-th time it comes to that place ({@code name} alone: the first time),
 * with the exit code of a killed process and without any clearing up. Without the variable a place costs a comparison
 * with a constant and does nothing.
 */
public final class Failpoints {

    public static final String VARIABLE = "DAYBOOK_FAILPOINT";

    /** Exit code of a process that was ended by SIGKILL, as shells tell it. */
    public static final int KILLED = 137;

    private static final @Nullable Failpoint ARMED = Failpoint.of(System.getenv(VARIABLE));

    private Failpoints() {}

    /** A place of this name is reached. */
    public static void reach(String name) {
        if (ARMED != null) {
            ARMED.reach(name);
        }
    }

    private static final class Failpoint {

        private final String name;
        private int passesLeft;

        private Failpoint(String name, int passesLeft) {
            this.name = name;
            this.passesLeft = passesLeft;
        }

        static @Nullable Failpoint of(@Nullable String setting) {
            if (setting == null || setting.isBlank()) {
                return null;
            }
            int colon = setting.lastIndexOf(':');
            return colon < 0
                    ? new Failpoint(setting, 1)
                    : new Failpoint(setting.substring(0, colon), Integer.parseInt(setting.substring(colon + 1)));
        }

        synchronized void reach(String reached) {
            if (reached.equals(name) && --passesLeft == 0) {
                Runtime.getRuntime().halt(KILLED);
            }
        }
    }
}
