package dev.daybook.infra;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that is not ours, run to its end. */
final class Program {

    private static final int PATIENCE_MINUTES = 10;

    private final Path folder;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private String input = "";

    /** @param folder it is run in, and where its output is kept */
    Program(Path folder) {
        this.folder = folder;
    }

    /** @param out what it wrote, errors too */
    record Ended(int exitCode, String out) {}

    Program with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** What it reads on its standard input; else nothing. */
    Program answering(String lines) {
        input = lines;
        return this;
    }

    Ended run(String... command) throws IOException, InterruptedException {
        return run(List.of(command));
    }

    Ended run(List<String> command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "program", ".out");
        Path in = Files.writeString(Files.createTempFile(folder, "program", ".in"), input);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("DAYBOOK_") || name.startsWith("TF_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException(command + " did not end: " + Files.readString(out));
        }
        return new Ended(process.exitValue(), Files.readString(out));
    }
}
