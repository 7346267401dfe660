package dev.daybook.feed;

import dev.daybook.failure.DaybookException;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStore;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * A file to be loaded, unpacked on the way when it is gzipped. Offsets are those of the unpacked bytes.
 *
 * @param name it was delivered under; a feed may find a date in it
 * @param isGzip by its first two bytes, not its name
 */
public record InputFile(ObjectStore store, Location location, String name, boolean isGzip) {

    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

    /** @throws DaybookException of kind INPUT when there is no such file */
    public static InputFile of(ObjectStore store, Location location) {
        return of(store, location, location.name());
    }

    /**
     * A file that lies under another name now.
     *
     * @throws DaybookException of kind INPUT when there is no such file
     */
    public static InputFile of(ObjectStore store, Location location, String name) {
        byte[] first = new byte[2];
        try (InputStream in = store.open(location, 0)) {
            int read = in.readNBytes(first, 0, 2);
            boolean gzip = read == 2 && (first[0] & 0xff) == GZIP_FIRST && (first[1] & 0xff) == GZIP_SECOND;
            return new InputFile(store, location, name, gzip);
        } catch (IOException e) {
            throw DaybookException.input("%s cannot be read: %s".formatted(location, e.getMessage()));
        }
    }

    /** Whether there is anything in it but white space. */
    boolean hasText() {
        try (InputStream in = new BufferedInputStream(open(0))) {
            int next = in.read();
            while (next >= 0 && next <= ' ') {
                next = in.read();
            }
            return next >= 0;
        } catch (IOException e) {
            throw DaybookException.input("%s cannot be read: %s".formatted(location, e.getMessage()));
        }
    }

    /** Bytes of the unpacked file from {@code offset} on. */
    public InputStream open(long offset) {
        if (!isGzip) {
            return store.open(location, offset);
        }
        InputStream packed = store.open(location, 0);
        try {
            InputStream unpacked = new UnpackedStream(packed);
            unpacked.skipNBytes(offset);
            return unpacked;
        } catch (IOException e) {
            String reason = e instanceof EOFException ? UnpackedStream.CUT_OFF : e.getMessage();
            DaybookException failure = DaybookException.input("%s cannot be unpacked: %s".formatted(location, reason));
            try {
                packed.close();
            } catch (IOException close) {
                failure.addSuppressed(close);
            }
            throw failure;
        }
    }
}
