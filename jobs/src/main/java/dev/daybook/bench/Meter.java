package dev.daybook.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.daybook.failure.DaybookException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Measures a contender as a process of its own, from its start to its end, in the JVM and with the flags of this one.
 * The process runs the contender's main class under this one, which tells of its processor time and memory at the end.
 */
public final class Meter {

    private static final Path STATUS = Path.of("/proc/self/status");

    /**
     * What a contender took.
     *
     * @param cpuSeconds of all its threads
     * @param peakBytes most memory resident at once; 0 where the system does not tell
     */
    record Measure(double wallSeconds, double cpuSeconds, long peakBytes) {}

    private Meter() {}

    /**
     * @param main name of the contender's main class
     * @param environment on top of this process's
     * @throws DaybookException when the contender fails
     */
    static Measure run(String main, List<String> arguments, Map<String, String> environment) {
        try {
            Path figures = Files.createTempFile("daybook-bench", ".txt");
            ProcessBuilder builder = new ProcessBuilder(command(main, arguments, figures)).redirectErrorStream(true);
            builder.environment().putAll(environment);
            long start = System.nanoTime();
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes());
            int exit = process.waitFor();
            double wall = (System.nanoTime() - start) / 1e9;
            List<String> lines = Files.readAllLines(figures);
            Files.delete(figures);
            if (exit != 0 || lines.size() != 2) {
                throw DaybookException.storage("%s ended with %d:%n%s".formatted(main, exit, output), null);
            }
            return new Measure(wall, Long.parseLong(lines.get(0)) / 1e9, Long.parseLong(lines.get(1)));
        } catch (IOException e) {
            throw DaybookException.storage("the contender cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw DaybookException.storage("interrupted while measuring", e);
        }
    }

    /** Each figure's own median. */
    static Measure median(List<Measure> all) {
        int middle = all.size() / 2;
        return new Measure(
                all.stream().map(Measure::wallSeconds).sorted().toList().get(middle),
                all.stream().map(Measure::cpuSeconds).sorted().toList().get(middle),
                all.stream().map(Measure::peakBytes).sorted().toList().get(middle));
    }

    private static List<String> command(String main, List<String> arguments, Path figures) {
        List<String> command = java();
        command.add(Meter.class.getName());
        command.add(figures.toString());
        command.add(main);
        command.addAll(arguments);
        return command;
    }

    /** This JVM with its flags and class path; a main class has to follow. */
    static List<String> java() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> !flag.startsWith("-agentlib"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        return command;
    }

    /** Runs {@code arguments[1]} with the arguments behind it, and leaves the figures in {@code arguments[0]}. */
    public static void main(String[] arguments) throws Exception {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> writeFigures(Path.of(arguments[0]))));
        String[] rest = List.of(arguments).subList(2, arguments.length).toArray(new String[0]);
        Class.forName(arguments[1]).getMethod("main", String[].class).invoke(null, (Object) rest);
    }

    private static void writeFigures(Path target) {
        try {
            OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
            Files.write(target, List.of(String.valueOf(system.getProcessCpuTime()), String.valueOf(peakBytes())));
        } catch (IOException e) {
            throw new IllegalStateException("no figures", e);
        }
    }

    private static long peakBytes() throws IOException {
        if (!Files.exists(STATUS)) {
            return 0;
        }
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElse(0);
    }
}
