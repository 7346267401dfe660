package dev.daybook.failure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Places where a test can make the process die as if the power had gone: the environment variable
 * {@code DAYBOOK_FAILPOINT=name:n} halts it at the n-th time it comes to that place ({@code name} alone: the first time),
 * with the exit code of a killed process and without any clearing up. {@code name:n:exhaust} uses up its memory instead;
 * {@code name:n:hold:path} makes the file {@code path} and holds the thread until that is deleted. Without the variable a
 * place costs a comparison with a constant and does nothing.
 */
public final class Failpoints {

    public static final String VARIABLE = "DAYBOOK_FAILPOINT";

    /** Exit code of a process that was ended by SIGKILL, as shells tell it. */
    public static final int KILLED = 137;

    private static final @Nullable Failpoint ARMED = Failpoint.of(System.getenv(VARIABLE));

    private Failpoints() {}

    /** A place of this name is reached. */
    public static void reach(String name) {
        if (ARMED != null && ARMED.isReached(name)) {
            ARMED.strike.run();
        }
    }

    private static final class Failpoint {

        private static final int PARTS = 4;

        private final String name;
        private final Runnable strike;
        private int passesLeft;

        private Failpoint(String name, int passesLeft, Runnable strike) {
            this.name = name;
            this.passesLeft = passesLeft;
            this.strike = strike;
        }

        static @Nullable Failpoint of(@Nullable String setting) {
            if (setting == null || setting.isBlank()) {
                return null;
            }
            String[] parts = setting.split(":", PARTS);
            int passes = parts.length == 1 ? 1 : Integer.parseInt(parts[1]);
            String how = parts.length < PARTS - 1 ? "die" : parts[2];
            return new Failpoint(
                    parts[0],
                    passes,
                    switch (how) {
                        case "die" -> () -> Runtime.getRuntime().halt(KILLED);
                        case "exhaust" -> Failpoint::exhaust;
                        case "hold" -> () -> hold(Path.of(parts[PARTS - 1]));
                        default ->
                            throw new IllegalArgumentException(VARIABLE + " has no way of failing called " + how);
                    });
        }

        synchronized boolean isReached(String reached) {
            return reached.equals(name) && --passesLeft == 0;
        }

        private static void exhaust() {
            List<long[]> memory = new ArrayList<>();
            while (true) {
                memory.add(new long[1 << 20]);
            }
        }

        private static void hold(Path mark) {
            try {
                Files.createFile(mark);
                while (Files.exists(mark)) {
                    Thread.sleep(10);
                }
            } catch (Exception e) {
                throw new IllegalStateException("held at " + mark, e);
            }
        }
    }
}
