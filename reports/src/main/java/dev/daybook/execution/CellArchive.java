package dev.daybook.execution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The classes a {@link CellProcess} takes, those of the compiler among them, kept beside our jar in the JVM's own form: it is
 * ready for three quarters of the processor time with them, and all the same without. Made once, when {@code ./daybook} prepares itself after a
 * build.
 */
public final class CellArchive {

    private static volatile @Nullable Path making;

    private CellArchive() {}

    /** Empty where there is no jar to keep it beside. It fits the very JVM that made it. */
    private static Optional<Path> file() {
        Path place = Path.of(CellProcess.classPathOfCells());
        return Files.isRegularFile(place)
                ? Optional.of(place.resolveSibling("cells-" + Runtime.version() + ".jsa"))
                : Optional.empty();
    }

    /** Flags of the JVM. */
    static List<String> flags() {
        Path unfinished = making;
        if (unfinished != null) {
            return List.of("-XX:ArchiveClassesAtExit=" + unfinished);
        }
        return file().filter(Files::exists)
                .map(file -> List.of("-XX:SharedArchiveFile=" + file))
                .orElse(List.of());
    }

    static boolean isBeingMade() {
        return making != null;
    }

    /**
     * Makes it from what the process of a report does. Not for two threads at once.
     *
     * @param report runs one
     * @param scratch an existing folder
     */
    public static void make(Path scratch, Runnable report) throws IOException {
        Optional<Path> file = file();
        if (file.isEmpty()) {
            return;
        }
        Path unfinished = scratch.resolve("cells.jsa");
        making = unfinished;
        try {
            report.run();
        } finally {
            making = null;
        }
        if (Files.exists(unfinished)) {
            Files.copy(unfinished, file.get(), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
