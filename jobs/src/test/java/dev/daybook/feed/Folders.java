package dev.daybook.feed;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where tests find files that are not on the class path. */
final class Folders {

    static final Path ROOT = root();

    private Folders() {}

    /** A folder of real files beside the repository; where it is missing, the test is skipped and says so. */
    static Path sharedData(String name) {
        Path folder = ROOT.resolve("../shared/data").resolve(name).normalize();
        assumeTrue(Files.isDirectory(folder), () -> "skipped: there is no " + folder + " with real files");
        return folder;
    }

    static Path testResources(String name) {
        return ROOT.resolve("jobs/src/test/resources").resolve(name);
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("sample-data"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("no folder sample-data at or above the working directory");
            }
        }
        return folder;
    }
}
