package dev.daybook.testing;

import dev.daybook.DaybookApplication;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Daybook in a process of its own, from this test's class path. */
public final class DaybookProcess {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final List<String> JVM = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto");

    private static final String APPLICATION = DaybookApplication.class.getName();

    /** For what runs hundreds of jobs. */
    public static final Duration VERY_PATIENT = Duration.ofHours(3);

    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> options = new ArrayList<>();
    private String main = APPLICATION;
    private final Path folder;

    /** @param folder it is started in, and where its output is kept */
    public DaybookProcess(Path folder) {
        this.folder = folder;
    }

    /**
     * How a process ended.
     *
     * @param exitCode of the process; that of a shell for one that was killed
     */
    public record Ended(int exitCode, String out, String err) {}

    public DaybookProcess with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    public DaybookProcess with(Map<String, String> variables) {
        environment.putAll(variables);
        return this;
    }

    /** Starts a class of the tests in place of the application. */
    public DaybookProcess main(Class<?> other) {
        main = other.getName();
        return this;
    }

    /** Adds an option of the Java virtual machine. */
    public DaybookProcess option(String option) {
        options.add(option);
        return this;
    }

    public Ended run(String... arguments) {
        Running running = start(arguments);
        return running.await();
    }

    public Running start(String... arguments) {
        try {
            Path out = Files.createTempFile(Files.createDirectories(folder), "daybook", ".out");
            Path err = Files.createTempFile(folder, "daybook", ".err");
            Process process = builder(arguments)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            return new Running(process, out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One whose output is for the caller to read, who may have to wait for others that have inherited the pipe. */
    public Process startPiped(String... arguments) throws IOException {
        return builder(arguments).redirectErrorStream(true).start();
    }

    private ProcessBuilder builder(String... arguments) {
        List<String> command = new ArrayList<>(JVM);
        command.addAll(options);
        if (main.equals(APPLICATION)) {
            command.addAll(PackedApplication.flags(JVM, classPath()));
        } else {
            command.addAll(List.of("-cp", wholeClassPath()));
        }
        command.add(main);
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("DAYBOOK_"));
        builder.environment().put("DAYBOOK_DB_IDLE_SECONDS", TestDatabase.IDLE_SECONDS);
        builder.environment().putAll(environment);
        return builder;
    }

    /** Without what belongs to the tests, such as their way of logging. */
    private static String classPath() {
        return Stream.of(wholeClassPath().split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("-tests.jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String wholeClassPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** One that was started. */
    public record Running(Process process, Path out, Path err) {

        public void kill() {
            process.destroyForcibly();
        }

        public Ended await() {
            return await(PATIENCE);
        }

        public Ended await(Duration patience) {
            try {
                if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new IllegalStateException("Daybook did not end: " + Files.readString(err));
                }
                Ended ended = new Ended(
                        process.exitValue(),
                        Files.readString(out, StandardCharsets.UTF_8),
                        Files.readString(err, StandardCharsets.UTF_8));
                Files.delete(out);
                Files.delete(err);
                return ended;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
