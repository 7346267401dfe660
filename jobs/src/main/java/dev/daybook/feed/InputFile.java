package dev.daybook.feed;

import dev.daybook.failure.DaybookException;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/**
 * A file to be loaded, unpacked on the way when it is gzipped. Offsets are those of the unpacked bytes.
 *
 * @param isGzip by its first two bytes, not its name
 */
public record InputFile(ObjectStore store, Location location, boolean isGzip) {

    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;
    private static final int GZIP_BUFFER = 64 << 10;

    /** @throws DaybookException of kind INPUT when there is no such file */
    public static InputFile of(ObjectStore store, Location location) {
        byte[] first = new byte[2];
        try (InputStream in = store.open(location, 0)) {
            int read = in.readNBytes(first, 0, 2);
            boolean gzip = read == 2 && (first[0] & 0xff) == GZIP_FIRST && (first[1] & 0xff) == GZIP_SECOND;
            return new InputFile(store, location, gzip);
        } catch (IOException e) {
            throw DaybookException.input("%s cannot be read: %s".formatted(location, e.getMessage()));
        }
    }

    /** Bytes of the unpacked file from {@code offset} on. */
    public InputStream open(long offset) {
        try {
            if (!isGzip) {
                return store.open(location, offset);
            }
            InputStream in = new GZIPInputStream(store.open(location, 0), GZIP_BUFFER);
            in.skipNBytes(offset);
            return in;
        } catch (IOException e) {
            throw DaybookException.input("%s cannot be unpacked: %s".formatted(location, e.getMessage()));
        }
    }

    public String name() {
        return location.name();
    }
}
