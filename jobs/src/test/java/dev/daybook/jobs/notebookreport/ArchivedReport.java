package dev.daybook.jobs.notebookreport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.execution.CellProcess;
import dev.daybook.execution.NotebookRun;
import dev.daybook.notebook.Cell;
import dev.daybook.notebook.Notebook;
import dev.daybook.notebook.NotebookSchema;
import dev.daybook.settings.Settings;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import tools.jackson.databind.node.ArrayNode;

/** A report as it lies in the archive. */
final class ArchivedReport {

    private final Settings settings;
    private final Path stem;

    /** @param id such as report_20260301-20260307 */
    ArchivedReport(Settings settings, String name, String id) {
        this.settings = settings;
        this.stem = settings.zones().reports().path().resolve("archive/%s/%s".formatted(name, id));
    }

    Path file(String extension) {
        return stem.resolveSibling(stem.getFileName() + "." + extension);
    }

    Notebook notebook() {
        try {
            return Notebook.read(Files.readAllBytes(file("ipynb")), stem.toString());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** All that a cell shows in one form. */
    String shown(String cell, String type) {
        return notebook().cells().stream()
                .filter(candidate -> candidate.id().equals(cell))
                .flatMap(candidate -> candidate.outputs().valueStream())
                .map(output -> Cell.text(output.path("data").path(type)))
                .reduce("", String::concat);
    }

    /** The last table a cell shows, row by row, without its head. */
    List<List<String>> table(String cell) {
        List<List<String>> rows = new ArrayList<>();
        Element table = Jsoup.parse(shown(cell, "text/html")).select("table").last();
        assertThat(table).as("table of cell %s", cell).isNotNull();
        for (Element row : table.select("tbody tr")) {
            rows.add(row.select("td").stream().map(Element::text).toList());
        }
        return rows;
    }

    /** The notebook is valid, and running it again on its archived extracts shows what it shows. */
    void assertRunsAgainAlike() throws IOException {
        Notebook archived = notebook();
        assertThat(NotebookSchema.faults(new String(archived.toBytes(), StandardCharsets.UTF_8)))
                .isEmpty();
        assertThat(outputs(archived)).isNotEmpty();
        assertThat(outputs(runAgain())).isEqualTo(outputs(archived));
    }

    private Notebook runAgain() throws IOException {
        Notebook notebook = notebook();
        CellProcess.Limits limits = new CellProcess.Limits(512, Duration.ofMinutes(5));
        try (ObjectStores store = new ObjectStores(settings.s3());
                ExtractQuery queries = new ExtractQuery(store, settings.data().resolve("cache"), extracts());
                CellProcess process = CellProcess.start(limits, settings.data(), List.of())) {
            assertThat(new NotebookRun(process, limits, queries, Clock.systemUTC()).run(notebook))
                    .isEmpty();
        }
        return notebook;
    }

    private Map<String, Location> extracts() throws IOException {
        Map<String, Location> extracts = new TreeMap<>();
        try (Stream<Path> files = Files.list(file("extracts"))) {
            files.forEach(
                    file -> extracts.put(file.getFileName().toString().replace(".parquet", ""), Location.of(file)));
        }
        return extracts;
    }

    private static Map<String, ArrayNode> outputs(Notebook notebook) {
        Map<String, ArrayNode> outputs = new TreeMap<>();
        notebook.cells().stream()
                .filter(cell -> cell.type() == Cell.Type.CODE)
                .forEach(cell -> outputs.put(cell.id(), cell.outputs()));
        return outputs;
    }
}
