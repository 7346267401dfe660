package dev.daybook.parquet;

import dev.daybook.failure.DaybookException;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** Lets Parquet read from any store, in ranges, with some read-ahead. */
final class StoredInputFile implements InputFile {

    private static final int READ_AHEAD = 1 << 20;

    private final ObjectStore store;
    private final Location file;
    private final long length;

    StoredInputFile(ObjectStore store, Location file) {
        this.store = store;
        this.file = file;
        this.length = store.head(file)
                .orElseThrow(() -> DaybookException.storage(file + " is missing from the lake", null))
                .size();
    }

    @Override
    public long getLength() {
        return length;
    }

    @Override
    public SeekableInputStream newStream() {
        Ranges ranges = new Ranges();
        return new DelegatingSeekableInputStream(ranges) {
            @Override
            public long getPos() {
                return ranges.position;
            }

            @Override
            public void seek(long position) {
                ranges.position = position;
            }
        };
    }

    private final class Ranges extends InputStream {

        private byte[] buffer = new byte[0];
        private long bufferStart;
        private long position;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int from, int count) {
            if (count == 0) {
                return 0;
            }
            if (position >= length) {
                return -1;
            }
            if (position < bufferStart || position >= bufferStart + buffer.length) {
                buffer = store.read(file, position, Math.max(count, READ_AHEAD));
                bufferStart = position;
            }
            int at = (int) (position - bufferStart);
            int n = Math.min(count, buffer.length - at);
            System.arraycopy(buffer, at, target, from, n);
            position += n;
            return n;
        }
    }
}
