package dev.daybook.launch;

import dev.daybook.failure.DaybookException;
import dev.daybook.settings.Settings;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs each task as a child process: the same application, by the same JVM with the same flags, environment and working
 * folder. Its log goes where ours goes, what it prints becomes lines of our log. It is told to stop by SIGTERM; when this
 * process dies without a word it goes on to its end.
 */
public final class ChildProcesses implements TaskLauncher {

    /** Flags that are for this JVM alone: a port, a file to be written. */
    private static final List<String> OWN_FLAGS = List.of(
            "-agentlib:jdwp",
            "-Xrunjdwp",
            "-XX:AOTCacheOutput",
            "-XX:AOTConfiguration",
            "-XX:AOTMode",
            "-XX:ArchiveClassesAtExit",
            "-XX:DumpLoadedClassList");

    private static final Logger log = LoggerFactory.getLogger(ChildProcesses.class);

    private final List<String> command;
    private final Duration stopWithin;

    /**
     * @param command that starts the application; the verb and its arguments follow
     * @param stopWithin how long a run has that is told to stop
     */
    ChildProcesses(List<String> command, Duration stopWithin) {
        this.command = List.copyOf(command);
        this.stopWithin = stopWithin;
    }

    /**
     * Children have three quarters of the time this process has to stop, so that it is left to tell how they ended.
     *
     * @param data folder given on the command line; null when the environment names it
     */
    public static ChildProcesses ofThisApplication(@Nullable Path data, Settings settings) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> OWN_FLAGS.stream().noneMatch(flag::startsWith))
                .forEach(command::add);
        command.addAll(program());
        if (data != null) {
            command.add("--data");
            command.add(data.toAbsolutePath().toString());
        }
        Duration stopWithin = settings.run().stopWithin().multipliedBy(3).dividedBy(4);
        return new ChildProcesses(command, stopWithin);
    }

    /** A jar that was started as such, or the class path and the class that has {@code main}. */
    private static List<String> program() {
        String classPath = System.getProperty("java.class.path");
        boolean isOneJar = classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator);
        return isOneJar
                ? List.of("-jar", classPath)
                : List.of(
                        "-cp", classPath, System.getProperty("sun.java.command").split(" ", 2)[0]);
    }

    @Override
    public Task launch(TaskRequest request) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of("run", "--request", request.toJson()));
        ProcessBuilder builder = new ProcessBuilder(all)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        // Several would draw on it at once.
        builder.environment().remove("DAYBOOK_TERMINAL");
        builder.environment().put("DAYBOOK_STOP_SECONDS", String.valueOf(Math.max(1, stopWithin.toSeconds())));
        try {
            return new Child(request.job(), builder.start());
        } catch (IOException e) {
            throw new DaybookException(
                    DaybookException.Kind.UPSTREAM,
                    "no process could be started for %s: %s".formatted(request.job(), e.getMessage()),
                    e);
        }
    }

    private static final class Child implements Task {

        private final String job;
        private final Process process;
        private final Thread output;

        Child(String job, Process process) {
            this.job = job;
            this.process = process;
            this.output = new Thread(this::logOutput, "output-of-" + process.pid());
            output.setDaemon(true);
            output.start();
        }

        private void logOutput() {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                lines.lines().forEach(line -> log.info("{} ({}): {}", job, name(), line));
            } catch (IOException | UncheckedIOException e) {
                log.debug("the output of {} ended: {}", name(), e.toString());
            }
        }

        @Override
        public String name() {
            return "process " + process.pid();
        }

        @Override
        public int await() throws InterruptedException {
            int exitCode = process.waitFor();
            output.join();
            return exitCode;
        }

        @Override
        public void stop() {
            process.destroy();
        }

        @Override
        public void kill() {
            process.destroyForcibly();
        }
    }
}
