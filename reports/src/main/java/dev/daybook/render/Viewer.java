package dev.daybook.render;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** The static page that lists reports; it works wherever its files lie beside {@code index.json}. */
public final class Viewer {

    public static final List<String> FILES = List.of("index.html", "viewer.css", "viewer.js");

    private Viewer() {}

    /** @param file one of {@link #FILES} */
    public static byte[] read(String file) {
        try (InputStream in = Viewer.class.getResourceAsStream("viewer/" + file)) {
            return Objects.requireNonNull(in, file).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
