package dev.daybook.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Feeds made from the built-in one for visits. */
public final class TestFeeds {

    private TestFeeds() {}

    /** A folder with {@code kept-visits}: as legacy-visits, but equal rows of a file are different things. */
    public static Path keepingRepeats(Path folder) {
        String feed = legacyVisits()
                .replace("feed: legacy-visits", "feed: kept-visits")
                .replace("duplicates: drop", "duplicates: keep")
                .replace("table: visits", "table: kept_visits");
        Visits.text(folder.resolve("kept-visits.yaml"), feed);
        return folder;
    }

    /** The feed file of legacy-visits with a text replaced. */
    public static String legacyVisits(String text, String replacement) {
        String feed = legacyVisits();
        if (!feed.contains(text)) {
            throw new IllegalArgumentException("The feed does not contain: " + text);
        }
        return feed.replace(text, replacement);
    }

    private static String legacyVisits() {
        try (InputStream in = TestFeeds.class.getResourceAsStream("/feeds/legacy-visits.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
