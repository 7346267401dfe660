package dev.daybook.feed;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Unpacks gzip, all members of it, and says so when the file ends before its content does. */
final class UnpackedStream extends GZIPInputStream {

    static final String CUT_OFF = "the gzip data ends too early, the file was not delivered whole";

    private static final int BUFFER = 64 << 10;

    UnpackedStream(InputStream packed) throws IOException {
        super(new Promising(packed), BUFFER);
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        try {
            return super.read(target, from, length);
        } catch (EOFException e) {
            EOFException cut = new EOFException(CUT_OFF);
            cut.initCause(e);
            throw cut;
        }
    }

    /**
     * The JDK looks for another member only while something is available, which streams from the network deny between
     * two packets: the rest of the file would be lost without a word.
     */
    private static final class Promising extends FilterInputStream {

        Promising(InputStream in) {
            super(in);
        }

        @Override
        public int available() throws IOException {
            return Math.max(1, super.available());
        }
    }
}
