package dev.daybook.store;

import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;

/** Bytes of a local file; a failure names the file. */
final class LocalInputStream extends FilterInputStream {

    /** Java reads into memory of its own first: so much stays in the processor's cache until it is copied. */
    private static final int MOST_AT_ONCE = 128 << 10;

    private final Location place;

    private LocalInputStream(Location place, FileInputStream file) {
        super(file);
        this.place = place;
    }

    static LocalInputStream open(Location place, long offset) throws IOException {
        FileInputStream file = new FileInputStream(place.path().toFile());
        try {
            file.getChannel().position(offset);
            return new LocalInputStream(place, file);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public int read() {
        try {
            return in.read();
        } catch (IOException e) {
            throw LocalFailures.of("reading", place, e);
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        try {
            return in.read(target, offset, Math.min(length, MOST_AT_ONCE));
        } catch (IOException e) {
            throw LocalFailures.of("reading", place, e);
        }
    }
}
