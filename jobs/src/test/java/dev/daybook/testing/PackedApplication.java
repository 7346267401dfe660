package dev.daybook.testing;

import dev.daybook.DaybookApplication;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * The application as tests start it in processes of their own: folders of classes packed into jars, and the classes it
 * takes in the JVM's own form, which it cannot have from folders. A process takes half the time to start. Made once after
 * each compilation, by the first test that needs it; {@code ./daybook} does the same for users.
 */
final class PackedApplication {

    private static final Path PLACE = Path.of("target", "packed").toAbsolutePath();

    /** What {@code ./daybook} leaves out, for the reason given there. */
    private static final List<String> LEFT_OUT = List.of("@lambda-form-invoker", "BoundMethodHandle$Species_");

    private final Path folder;
    private final List<String> jvm;
    private final List<Path> classPath;

    /** @param jvm command and flags every process is started with: with others the archive is of no use */
    private PackedApplication(Path folder, List<String> jvm, List<Path> classPath) {
        this.folder = folder;
        this.jvm = jvm;
        this.classPath = classPath;
    }

    private static @Nullable List<String> flags;

    /** Flags that come behind those the JVM is started with in any case: the class path and the archive. */
    static synchronized List<String> flags(List<String> jvm, String classPath) {
        if (flags == null) {
            List<Path> places = Stream.of(classPath.split(File.pathSeparator))
                    .map(Path::of)
                    .filter(Files::exists)
                    .toList();
            try {
                PackedApplication packed = new PackedApplication(PLACE.resolve(stateOf(places)), jvm, places);
                packed.makeOnce();
                flags = List.of("-XX:SharedArchiveFile=" + packed.archive(), "-cp", packed.packedClassPath());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return flags;
    }

    /** Tests run in several processes. */
    private void makeOnce() throws IOException {
        Files.createDirectories(PLACE);
        try (FileChannel channel =
                        FileChannel.open(PLACE.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            Objects.requireNonNull(lock);
            if (!Files.exists(archive())) {
                make();
            }
        }
    }

    /** A name that changes with the JVM, the class path, and any class in a folder on it. */
    private static String stateOf(List<Path> places) throws IOException {
        StringBuilder state = new StringBuilder(Runtime.version().toString());
        for (Path place : places) {
            state.append(place);
            if (Files.isDirectory(place)) {
                try (Stream<Path> files = Files.walk(place)) {
                    state.append(files.map(file -> file + ":" + file.toFile().lastModified())
                            .sorted()
                            .collect(Collectors.joining()));
                }
            }
        }
        return "%08x".formatted(state.toString().hashCode());
    }

    private String packedClassPath() {
        List<String> entries = new ArrayList<>();
        for (int i = 0; i < classPath.size(); i++) {
            Path place = classPath.get(i);
            entries.add((Files.isDirectory(place) ? jar(i) : place).toString());
        }
        return String.join(File.pathSeparator, entries);
    }

    private Path jar(int place) {
        return folder.resolve("classes-" + place + ".jar");
    }

    private Path archive() {
        return folder.resolve("classes.jsa");
    }

    private void make() throws IOException {
        try (Stream<Path> earlier = Files.list(PLACE)) {
            for (Path one : earlier.filter(Files::isDirectory).toList()) {
                FileSystemUtils.deleteRecursively(one);
            }
        }
        Files.createDirectories(folder);
        for (int i = 0; i < classPath.size(); i++) {
            if (Files.isDirectory(classPath.get(i))) {
                pack(classPath.get(i), jar(i));
            }
        }
        Path all = folder.resolve("all-classes.txt");
        Path classes = folder.resolve("classes.txt");
        java(
                List.of("-XX:DumpLoadedClassList=" + all),
                DaybookApplication.class.getName(),
                "train",
                folder + "/training");
        try (Stream<String> lines = Files.lines(all)) {
            Files.write(
                    classes,
                    lines.filter(line -> LEFT_OUT.stream().noneMatch(line::contains))
                            .toList());
        }
        java(List.of("-Xshare:dump", "-XX:SharedClassListFile=" + classes, "-XX:SharedArchiveFile=" + archive()));
    }

    private static void pack(Path classes, Path jar) {
        List<String> arguments =
                List.of("--create", "--no-compress", "--file", jar.toString(), "-C", classes.toString(), ".");
        int exit = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(System.out, System.err, arguments.toArray(new String[0]));
        if (exit != 0) {
            throw new IllegalStateException("%s could not be packed".formatted(classes));
        }
    }

    private void java(List<String> flags, String... program) throws IOException {
        List<String> command = new ArrayList<>(jvm);
        command.addAll(flags);
        command.addAll(List.of("-cp", packedClassPath()));
        command.addAll(List.of(program));
        Path log = folder.resolve("log.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("DAYBOOK_"));
        try {
            int exit = builder.start().waitFor();
            if (exit != 0) {
                throw new IllegalStateException("%s ended with %d, see %s".formatted(command, exit, log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
