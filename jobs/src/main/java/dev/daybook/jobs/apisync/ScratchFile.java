package dev.daybook.jobs.apisync;

import dev.daybook.failure.DaybookException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A local file for an answer on its way, which goes when it is closed. */
record ScratchFile(Path path) implements AutoCloseable {

    ScratchFile() {
        this(create());
    }

    private static Path create() {
        try {
            return Files.createTempFile("daybook-sync", null);
        } catch (IOException e) {
            throw DaybookException.storage("no temporary file can be made: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw DaybookException.storage("%s cannot be deleted: %s".formatted(path, e.getMessage()), e);
        }
    }
}
