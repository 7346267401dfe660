package dev.daybook.load;

import dev.daybook.failure.DaybookException;
import dev.daybook.feed.Feed;
import dev.daybook.feed.FileScan;
import dev.daybook.feed.InputFile;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStore;

/**
 * A file and what was found on reading it through.
 *
 * @param version of the object that was read: while it stays the same, so does what was found
 */
public record ScannedFile(Location location, FileScan scan, String version) {

    /** Reads the whole file. */
    public static ScannedFile of(ObjectStore store, Location location, Feed feed) {
        InputFile file = InputFile.of(store, location);
        String version = versionOf(store, location);
        return new ScannedFile(location, FileScan.of(file, feed.encoding()), version);
    }

    boolean isCurrent(ObjectStore store) {
        return versionOf(store, location).equals(version);
    }

    static String versionOf(ObjectStore store, Location location) {
        return store.head(location)
                .orElseThrow(() -> DaybookException.input("No such file: " + location))
                .version();
    }
}
