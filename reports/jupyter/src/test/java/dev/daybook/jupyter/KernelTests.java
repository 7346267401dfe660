package dev.daybook.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.demo.Demo;
import dev.daybook.notebook.Cell;
import dev.daybook.notebook.Notebook;
import dev.daybook.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reports as an analyst runs them again: their archived notebooks, in Debian's Jupyter, by another execution engine. */
class KernelTests {

    private static final int MOST_MINUTES = 5;

    /** The kernel misses what Jupyter asks it first now and then, and is waited for in vain. */
    private static final int MOST_STARTS = 4;

    private static final String NOT_STARTED = "Kernel didn't respond";

    @TempDir
    private static Path folder;

    private static Path archive;

    @BeforeAll
    static void reportOnTheSamples() {
        Settings settings = Settings.of(Map.of(), folder, folder);
        StringWriter out = new StringWriter();
        boolean isAsExpected = new Demo(settings, samples(), new PrintWriter(out)).run();
        assertThat(isAsExpected).as(out.toString()).isTrue();
        archive = folder.resolve("demo/reports/archive");
    }

    private static Path samples() {
        Path here = Path.of("").toAbsolutePath();
        return Stream.iterate(here, path -> path != null, Path::getParent)
                .map(path -> path.resolve("sample-data"))
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void archivedReportsShowTheSameInJupyter() throws Exception {
        writeKernel();
        List<Path> notebooks;
        try (Stream<Path> files = Files.walk(archive)) {
            notebooks = files.filter(file -> file.toString().endsWith(".ipynb")).sorted().toList();
        }
        assertThat(notebooks)
                .extracting(notebook -> notebook.getParent().getFileName().toString())
                .contains("clickstream", "visits", "weekly-sales");
        for (Path notebook : notebooks) {
            assertThat(outputs(runInJupyter(notebook)))
                    .as(notebook.toString())
                    .isNotEmpty()
                    .isEqualTo(outputs(notebook));
        }
    }

    /** What an analyst writes once, too: how Jupyter starts the kernel, with Daybook's jars on its class path. */
    private static void writeKernel() throws IOException {
        Path kernel = Files.createDirectories(folder.resolve("jupyter/kernels/java"));
        String classPath = System.getProperty("java.class.path");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Duser.timezone=UTC",
                "-Djava.awt.headless=true",
                "-cp",
                classPath,
                "org.rapaio.jupyter.kernel.MainApp",
                "{connection_file}");
        Map<String, Object> specification = Map.of(
                "argv", command, "display_name", "Java", "language", "java", "env", Map.of("RJK_CLASSPATH", classPath));
        Files.write(kernel.resolve("kernel.json"), JsonMapper.shared().writeValueAsBytes(specification));
    }

    private static Path runInJupyter(Path notebook) throws IOException, InterruptedException {
        Path log = folder.resolve("nbconvert.log");
        ProcessBuilder builder = new ProcessBuilder(
                        "jupyter",
                        "nbconvert",
                        "--to=notebook",
                        "--execute",
                        "--ExecutePreprocessor.startup_timeout=60",
                        "--ExecutePreprocessor.timeout=240",
                        "--output-dir=" + folder,
                        "--output=again.ipynb",
                        notebook.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JUPYTER_PATH", folder.resolve("jupyter").toString());
        builder.environment().put("DAYBOOK_EXTRACTS", notebook.toString().replace(".ipynb", ".extracts"));
        int exit = run(builder);
        for (int start = 1; start < MOST_STARTS && Files.readString(log).contains(NOT_STARTED); start++) {
            exit = run(builder);
        }
        assertThat(exit).as(Files.readString(log)).isZero();
        return folder.resolve("again.ipynb");
    }

    private static int run(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.start();
        assertThat(process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    /** By cell: kind, forms and words of each output, texts in one piece. */
    private static Map<String, List<Map<String, Object>>> outputs(Path file) throws IOException {
        Map<String, List<Map<String, Object>>> outputs = new TreeMap<>();
        for (Cell cell : Notebook.read(Files.readAllBytes(file), file.toString()).cells()) {
            outputs.put(
                    cell.id(),
                    cell.outputs().valueStream().map(KernelTests::output).toList());
        }
        return outputs;
    }

    private static Map<String, Object> output(JsonNode output) {
        Map<String, Object> parts = new TreeMap<>();
        parts.put("kind", output.path("output_type").asString());
        parts.put("alt", output.path("metadata").path("alt").asString(""));
        parts.put("text", Cell.text(output.path("text")));
        output.path("data")
                .properties()
                .forEach(form -> parts.put(
                        form.getKey(),
                        form.getKey().endsWith("json") ? form.getValue() : Cell.text(form.getValue()).strip()));
        return parts;
    }
}
