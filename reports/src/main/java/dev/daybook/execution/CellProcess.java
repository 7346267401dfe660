package dev.daybook.execution;

import dev.daybook.cells.CellException;
import dev.daybook.cells.Table;
import dev.daybook.notebook.NotebookException;
import dev.daybook.notebook.Outputs;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The process that runs the cells of one notebook, seen from Daybook. Belongs to one thread. */
public final class CellProcess implements AutoCloseable {

    private static final Duration TO_END = Duration.ofSeconds(5);
    private static final int MOST_NOISE = 4000;

    private final Process process;
    private final Path noise;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final ScheduledExecutorService clock;
    private boolean isReady;
    /** Of a frame; where the process says something else, its first letter. Negative at the end. */
    private int lastLetter = -1;

    private volatile boolean isOverTime;

    private CellProcess(Process process, Path noise) {
        this.process = process;
        this.noise = noise;
        this.in = new DataInputStream(new BufferedInputStream(process.getInputStream()));
        this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
        this.clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "cell-clock");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Limits of the process.
     *
     * @param heapMegabytes most memory for objects; needing more ends the process, and the cell fails
     * @param perCell longest time of a cell, and of the start
     */
    public record Limits(int heapMegabytes, Duration perCell) {}

    /**
     * Begins to start a process, and returns at once.
     *
     * @param workFolder where it runs: relative paths of cells are seen from here
     * @param jars that cells may use besides ours
     */
    public static CellProcess start(Limits limits, Path workFolder, List<Path> jars) {
        String more = jars.stream()
                .map(jar -> File.pathSeparator + jar.toAbsolutePath())
                .collect(Collectors.joining());
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + limits.heapMegabytes() + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Xshare:auto",
                // What the JVM has to say, as of an archive that does not fit, must not come between our letters.
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-Duser.timezone=UTC",
                "-Dfile.encoding=UTF-8",
                "-Djava.awt.headless=true"));
        command.addAll(CellArchive.flags());
        command.addAll(List.of("-cp", classPath() + more, CellMain.class.getName(), classPathOfCells() + more));
        try {
            Path noise = Files.createTempFile("daybook-cells", ".log");
            Process process = new ProcessBuilder(command)
                    .directory(workFolder.toFile())
                    .redirectError(noise.toFile())
                    .start();
            return new CellProcess(process, noise);
        } catch (IOException e) {
            throw new UncheckedIOException("the process of the cells cannot be started", e);
        }
    }

    /** That of this JVM, seen from any folder. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Where the words of the cells are. */
    static String classPathOfCells() {
        try {
            return new File(dev.daybook.cells.Cells.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .getPath();
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new NotebookException(
                    "cells need the jars of Daybook as files: run it by the script ./daybook, which unpacks them", e);
        }
    }

    /** How a cell ended: with the name and message of an error, or without. */
    record End(@Nullable String error) {}

    /**
     * Runs a cell.
     *
     * @param queries answers its queries; a {@link CellException} is thrown in the cell
     */
    End run(String source, int count, Limits limits, Outputs outputs, Function<String, Table> queries) {
        isOverTime = false;
        ScheduledFuture<?> alarm =
                clock.schedule(this::endOverTime, limits.perCell().toMillis(), TimeUnit.MILLISECONDS);
        try {
            requireReady();
            send(Wire.CELL, source);
            return follow(count, outputs, queries);
        } catch (IOException e) {
            return died(limits, outputs);
        } finally {
            alarm.cancel(false);
        }
    }

    private void requireReady() throws IOException {
        if (!isReady && next() != Wire.READY) {
            throw new IOException("the process ended before it was ready");
        }
        isReady = true;
    }

    private End follow(int count, Outputs outputs, Function<String, Table> queries) throws IOException {
        String error = null;
        while (true) {
            int kind = next();
            switch (kind) {
                case Wire.STREAM -> outputs.stream(Wire.readText(in), Wire.readText(in));
                case Wire.DISPLAY -> {
                    var shown = Wire.readShown(in);
                    outputs.display(shown.data(), shown.alt());
                }
                case Wire.RESULT -> {
                    var shown = Wire.readShown(in);
                    outputs.result(shown.data(), shown.alt(), count);
                }
                case Wire.ERROR -> error = error(outputs);
                case Wire.QUERY -> answer(Wire.readText(in), queries);
                case Wire.END -> {
                    return new End(error);
                }
                default -> throw new IOException("the process has ended");
            }
        }
    }

    private int next() throws IOException {
        lastLetter = in.read();
        return lastLetter;
    }

    private String error(Outputs outputs) throws IOException {
        String name = Wire.readText(in);
        String message = Wire.readText(in);
        outputs.error(name, message, Wire.readTexts(in));
        return message.isEmpty() ? name : name + ": " + message;
    }

    private void answer(String sql, Function<String, Table> queries) throws IOException {
        Table table;
        try {
            table = queries.apply(sql);
        } catch (CellException e) {
            send(Wire.REFUSAL, String.valueOf(e.getMessage()));
            return;
        }
        out.writeByte(Wire.ROWS);
        Wire.writeTable(out, table);
        out.flush();
    }

    private void send(int kind, String text) throws IOException {
        out.writeByte(kind);
        Wire.writeText(out, text);
        out.flush();
    }

    private void endOverTime() {
        isOverTime = true;
        process.destroyForcibly();
    }

    private End died(Limits limits, Outputs outputs) {
        String message = isOverTime
                ? "the cell ran longer than %d s and was ended"
                        .formatted(limits.perCell().toSeconds())
                : "the process of the cells ended%s".formatted(lastWords());
        String name = isOverTime ? "CellTimeout" : "DeadKernel";
        outputs.error(name, message, List.of(message));
        return new End(name + ": " + message);
    }

    private String lastWords() {
        try {
            if (!process.waitFor(TO_END.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            String first = lastLetter < 0 ? "" : String.valueOf((char) lastLetter);
            String said = first + new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String words = (said + Files.readString(noise)).strip();
            return ", exit code " + process.exitValue()
                    + (words.isEmpty() ? "" : ": " + words.substring(0, Math.min(MOST_NOISE, words.length())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        } catch (IOException e) {
            return " (and what it said last cannot be read: %s)".formatted(e.getMessage());
        }
    }

    /** Ends the process, whatever it does. */
    @Override
    public void close() {
        clock.shutdownNow();
        try {
            if (CellArchive.isBeingMade()) {
                out.close();
                process.onExit().join();
            }
            process.destroyForcibly();
            Files.deleteIfExists(noise);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
