package dev.daybook.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * The generated part of the {@code sample-data} folder.
 */
public final class SampleData {
    private SampleData() {}

    /**
     * Writes or overwrites all generated files below the folder. The same bytes come out every time, except that
     * compressed files hold the same content in bytes that depend on the JDK's zlib.
     *
     * @throws UncheckedIOException when a file cannot be written
     */
    public static void generate(Path sampleDataFolder) {
        Path exports = sampleDataFolder.resolve("legacy-visits");
        Path expected = sampleDataFolder.resolve("expected");
        try {
            LegacyVisits.write(exports.resolve("LegacyDataFull.csv"), expected.resolve("legacy-visits"));
            LegacyNorth.write(exports, expected.resolve("legacy-visits-north"));
            Clicks.write(sampleDataFolder.resolve("clickstream"), expected.resolve("clickstream"));
            Productivity.write(sampleDataFolder.resolve("productivity"), expected.resolve("api-sync"));
            PopulationAnswer.write(sampleDataFolder.resolve("population"), expected.resolve("api-sync"));
            DailySales.write(sampleDataFolder.resolve("daily-sales"), expected.resolve("daily-sales"));
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot write the sample data below " + sampleDataFolder, failure);
        }
    }
}
