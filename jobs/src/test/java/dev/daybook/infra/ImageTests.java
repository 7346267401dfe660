package dev.daybook.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.daybook.infra.Program.Ended;
import dev.daybook.sample.BenchVisits;
import dev.daybook.testing.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the container image holds, made by the script that the Dockerfile runs, and run as Fargate does: as nobody's user,
 * with a read-only root and one folder to write to. Bubblewrap stands in for the container engine; the rest of the root is
 * this machine's {@code /usr} and {@code /etc} in place of the base image's. Needs {@code mvn package} first.
 */
@Tag("crash")
class ImageTests {

    private static final Path JAR = Path.of("target/daybook-exec.jar");
    private static final int ROWS = 600_000;
    private static final int PATIENCE_MINUTES = 5;

    @TempDir
    private static Path folder;

    private static Path image;

    @TempDir
    private Path data;

    @BeforeAll
    static void assemble() throws Exception {
        assumeTrue(Project.has("bwrap"), "SKIPPED: there is no bwrap on the PATH");
        assumeTrue(Files.exists(JAR), "SKIPPED: `mvn package` first");
        Path jdk = jdk25();
        image = Files.createDirectories(folder.resolve("image"));
        List<String> command = sandbox();
        command.addAll(List.of("--bind", image.toString(), "/opt/daybook", "--tmpfs", "/tmp"));
        command.addAll(List.of("--ro-bind", JAR.toAbsolutePath().toString(), "/mnt/daybook-exec.jar"));
        command.addAll(List.of("--ro-bind", Project.ROOT.resolve("infra/image").toString(), "/mnt/image"));
        command.addAll(List.of("--ro-bind", jdk.toString(), "/mnt/jdk"));
        command.addAll(List.of("/mnt/image/assemble", "/mnt/jdk", "/mnt/daybook-exec.jar", "/opt/daybook"));
        Ended ended = new Program(folder).run(command);
        assertThat(ended.exitCode()).as(ended.out()).isZero();
    }

    @Test
    void aJobRunsAndWritesNowhereButIntoItsFolder() throws Exception {
        List<String> before = listed(image);
        Ended load = run("run", "legacy-import", "file=/samples/legacy-visits/north/LegacyNorth.csv");
        assertThat(load.exitCode()).as(load.out()).isZero();
        assertThat(load.out()).contains("rows      200 read = 200 written");
        assertThat(data.resolve("lake/visits")).isDirectory();

        Ended query = run("query", "select count(*) as visits from visits", "--json");
        assertThat(query.out()).contains("200");
        assertThat(listed(image)).isEqualTo(before);

        Ended elsewhere = inImage(List.of("/bin/sh", "-c", "touch /opt/daybook/x || touch /etc/x || touch /x"));
        assertThat(elsewhere.exitCode()).isEqualTo(1);
        assertThat(elsewhere.out()).contains("/opt/daybook/x", "Read-only file system");
    }

    @Test
    void theArchiveOfClassesIsTaken() throws Exception {
        Ended strict = inImage(
                List.of("/usr/bin/env", "DAYBOOK_JAVA_OPTS=-XX:AOTMode=on", "/opt/daybook/bin/daybook", "version"));
        assertThat(strict.exitCode()).as(strict.out()).isZero();
        assertThat(image.resolve("classes.aot")).isNotEmptyFile();
    }

    @Test
    void reportsAreMadeByTheJavaInTheImage() throws Exception {
        assertThat(run("run", "legacy-import", "file=/samples/legacy-visits/LegacyDataFull.csv")
                        .exitCode())
                .isZero();
        Ended report = run("run", "notebook-report", "report=visits", "from=2022-01-01", "to=2022-01-31");
        assertThat(report.exitCode()).as(report.out()).isZero();
        try (Stream<Path> made = Files.list(data.resolve("reports/latest"))) {
            assertThat(made.map(file -> file.getFileName().toString()))
                    .anyMatch(name -> name.endsWith(".pdf"))
                    .anyMatch(name -> name.endsWith(".html"))
                    .anyMatch(name -> name.endsWith(".ipynb"));
        }
    }

    @Test
    void sigtermStopsARunAndTheContainerEndsWithFour() throws Exception {
        BenchVisits.write(data.resolve("many.csv"), ROWS, 0.001, 1);
        Path log = folder.resolve("stopped.log");
        Process container = new ProcessBuilder(
                        command(List.of("/opt/daybook/bin/daybook", "run", "legacy-import", "file=/data/many.csv")))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            while (!Files.isDirectory(data.resolve("staging/legacy-visits"))) {
                assertThat(container.isAlive()).as(Project.read(log)).isTrue();
                Thread.sleep(50);
            }
            container.descendants().filter(ImageTests::isDaybook).forEach(ProcessHandle::destroy);
            assertThat(container.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).isTrue();
            assertThat(container.exitValue()).as(Project.read(log)).isEqualTo(4);
        } finally {
            container.descendants().forEach(ProcessHandle::destroyForcibly);
            container.destroyForcibly();
        }
        Ended again = run("run", "legacy-import", "file=/data/many.csv");
        assertThat(again.exitCode()).as(again.out()).isZero();
        assertThat(again.out()).contains("600,000 read");
    }

    @Test
    void whoIsToldOfWhatComesByTheEnvironment() throws Exception {
        Ended ended = inImage(List.of(
                "/usr/bin/env",
                "NOTICES_YAML=routes: [{channels: [pigeon]}]",
                "/opt/daybook/bin/daybook",
                "run",
                "history-export",
                "date=2026-03-01"));
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.out()).contains("/data/notices.yaml", "pigeon");
    }

    private Ended run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("/opt/daybook/bin/daybook"));
        command.addAll(List.of(arguments));
        return inImage(command);
    }

    private Ended inImage(List<String> command) throws Exception {
        return new Program(folder).run(command(command));
    }

    private List<String> command(List<String> inside) {
        List<String> command = sandbox();
        command.addAll(List.of("--ro-bind", image.toString(), "/opt/daybook"));
        command.addAll(
                List.of("--bind", data.toString(), "/data", "--symlink", "data/tmp", "/tmp", "--chdir", "/data"));
        command.addAll(List.of("--ro-bind", Samples.folder().toString(), "/samples", "--remount-ro", "/"));
        command.addAll(inside);
        return command;
    }

    /** A root that holds this machine's programs and libraries, and nothing else of it. */
    private static List<String> sandbox() {
        return new ArrayList<>(List.of(
                "bwrap",
                "--unshare-user",
                "--uid",
                "10001",
                "--gid",
                "10001",
                "--die-with-parent",
                "--clearenv",
                "--setenv",
                "PATH",
                "/usr/bin:/bin",
                "--setenv",
                "DAYBOOK_DB_IDLE_SECONDS",
                "1",
                "--ro-bind",
                "/usr",
                "/usr",
                "--ro-bind",
                "/etc",
                "/etc",
                "--symlink",
                "usr/bin",
                "/bin",
                "--symlink",
                "usr/lib",
                "/lib",
                "--symlink",
                "usr/lib64",
                "/lib64",
                "--dev",
                "/dev",
                "--proc",
                "/proc"));
    }

    private static boolean isDaybook(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("/runtime/bin/java")
                && List.of(process.info().arguments().orElse(new String[0])).contains("legacy-import");
    }

    /** Names, sizes and dates of all files. */
    private static List<String> listed(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            List<String> lines = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                lines.add(file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file));
            }
            return lines;
        }
    }

    /** The image's Java; this one, if it is, or one that is installed. */
    private static Path jdk25() {
        Path own = Path.of(System.getProperty("java.home"));
        Path installed = Path.of("/usr/lib/jvm");
        List<Path> candidates = new ArrayList<>(List.of(own));
        if (Files.isDirectory(installed)) {
            candidates.addAll(Project.foldersIn(installed));
        }
        Path found = candidates.stream()
                .filter(jdk -> Files.exists(jdk.resolve("release"))
                        && Project.read(jdk.resolve("release")).contains("JAVA_VERSION=\"25"))
                .findFirst()
                .orElse(null);
        assumeTrue(found != null, "SKIPPED: there is no JDK 25");
        return java.util.Objects.requireNonNull(found);
    }
}
