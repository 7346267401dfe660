package dev.daybook.infra;

import dev.daybook.testing.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the project keeps what is not Java. */
final class Project {

    static final Path ROOT = Samples.folder().getParent();
    static final Path TERRAFORM = ROOT.resolve("infra/terraform");

    private Project() {}

    static List<Path> foldersIn(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> modules() {
        return foldersIn(TERRAFORM.resolve("modules"));
    }

    static List<Path> environments() {
        return foldersIn(TERRAFORM.resolve("environments"));
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All resources as they are written, of all modules. */
    static String allMainFiles() {
        return String.join(
                "\n",
                modules().stream()
                        .map(module -> read(module.resolve("main.tf")))
                        .toList());
    }

    /** Whether {@code program} is on the PATH. */
    static boolean has(String program) {
        return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
