package dev.daybook.jobs.notebookreport;

import dev.daybook.execution.CellProcess;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The process of a run's cells. It is begun to be started with the run, as getting ready takes it as long as an extract. */
final class CellStart implements AutoCloseable {

    static final CellProcess.Limits LIMITS = new CellProcess.Limits(512, Duration.ofMinutes(5));

    private final ObjectStores store;
    private final Path folder;
    private final CellProcess process;

    /** @param jars folder of what cells may use besides ours, which need not be there */
    CellStart(ObjectStores store, Path jars) {
        this.store = store;
        try {
            this.folder = Files.createTempDirectory("daybook-cells");
            this.process = CellProcess.start(LIMITS, folder, in(jars));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> in(Path jars) throws IOException {
        if (!Files.isDirectory(jars)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(jars)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    /** For the cells of one notebook. */
    CellProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
        store.deleteFolder(Location.of(folder));
    }
}
