package dev.daybook.bench;

import dev.daybook.bench.Meter.Measure;
import dev.daybook.failure.DaybookException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Measures a command with all processes it starts, by looking at them every few milliseconds: what a process does between
 * the last look and its end is missed. Memory is the most that was resident at once in all of them, pages they share
 * counted for each. Linux alone.
 */
final class ProcessTree {

    private static final int EVERY_MILLISECONDS = 15;

    private final Map<Long, Double> cpuSeconds = new HashMap<>();
    private long peakBytes;

    private ProcessTree() {}

    /**
     * @param environment on top of this process's
     * @throws DaybookException when the command fails
     */
    static Measure run(List<String> command, Map<String, String> environment) {
        try {
            Path output = Files.createTempFile("daybook-bench", ".log");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            ProcessTree tree = new ProcessTree();
            long start = System.nanoTime();
            Process process = builder.start();
            while (!process.waitFor(EVERY_MILLISECONDS, TimeUnit.MILLISECONDS)) {
                tree.look(process.toHandle());
            }
            double wall = (System.nanoTime() - start) / 1e9;
            String said = Files.readString(output, StandardCharsets.UTF_8);
            Files.delete(output);
            if (process.exitValue() != 0) {
                throw DaybookException.storage(
                        "%s ended with %d:%n%s".formatted(command.get(0), process.exitValue(), said), null);
            }
            double cpu = tree.cpuSeconds.values().stream().mapToDouble(s -> s).sum();
            return new Measure(wall, cpu, tree.peakBytes);
        } catch (IOException e) {
            throw DaybookException.storage("the contender cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw DaybookException.storage("interrupted while measuring", e);
        }
    }

    private void look(ProcessHandle root) {
        long bytes = Stream.concat(Stream.of(root), root.descendants())
                .mapToLong(this::residentBytes)
                .sum();
        peakBytes = Math.max(peakBytes, bytes);
    }

    /** Notes the processor time too. Nothing of a process that has just ended. */
    private long residentBytes(ProcessHandle process) {
        process.info().totalCpuDuration().ifPresent(cpu -> cpuSeconds.put(process.pid(), cpu.toNanos() / 1e9));
        try (Stream<String> status = Files.lines(Path.of("/proc/%d/status".formatted(process.pid())))) {
            return status.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }
}
