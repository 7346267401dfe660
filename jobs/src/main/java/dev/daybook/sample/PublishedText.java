package dev.daybook.sample;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Texts as the bureau publishes them: every line ends with CR and LF. */
final class PublishedText {

    private static final int NAME_LENGTH = 17;

    private PublishedText() {}

    /** A series' name as wide as its column. */
    static String padded(String name) {
        return name + " ".repeat(NAME_LENGTH - name.length());
    }

    static void write(Path file, List<String> lines) throws IOException {
        Files.write(file, (String.join("\r\n", lines) + "\r\n").getBytes(US_ASCII));
    }

    static void write(Path file, String header, List<String> lines) throws IOException {
        List<String> all = new ArrayList<>(List.of(header));
        all.addAll(lines);
        write(file, all);
    }
}
