package dev.daybook.testing;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the project keeps its sample data. */
public final class Samples {

    private Samples() {}

    public static Path folder() {
        for (Path from = Path.of("").toAbsolutePath(); from != null; from = from.getParent()) {
            if (Files.isDirectory(from.resolve("sample-data/legacy-visits"))) {
                return from.resolve("sample-data");
            }
        }
        throw new IllegalStateException(
                "There is no sample-data above " + Path.of("").toAbsolutePath());
    }

    /** The export with 8,571 rows. */
    public static Path legacyVisits() {
        return folder().resolve("legacy-visits/LegacyDataFull.csv");
    }

    public static Path north() {
        return folder().resolve("legacy-visits/north/LegacyNorth.csv");
    }

    /** What {@link #north} was replaced by. */
    public static Path northCorrected() {
        return folder().resolve("legacy-visits/north-corrected/LegacyNorth.csv");
    }

    public static Path expected(String name) {
        return folder().resolve("expected").resolve(name);
    }
}
