package dev.daybook.http;

import java.nio.file.Path;

/** What came of a request that succeeded. */
public sealed interface WebAnswer {

    /** The document is what the {@link Validators} were given for. */
    record Unchanged() implements WebAnswer {}

    /**
     * The document, whole and unpacked.
     *
     * @param file the caller's own, to be deleted by it
     * @param size in bytes
     * @param sha256 in hexadecimal digits
     */
    record Document(Path file, long size, String sha256, Validators validators) implements WebAnswer {}
}
