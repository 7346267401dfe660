package dev.daybook.parquet;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** Lets Parquet write to any stream: it only ever appends. */
final class StreamOutputFile implements OutputFile {

    private final CountingStream stream;

    StreamOutputFile(OutputStream target) {
        this.stream = new CountingStream(target);
    }

    long position() {
        return stream.position;
    }

    @Override
    public PositionOutputStream create(long blockSizeHint) {
        return stream;
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
        return stream;
    }

    @Override
    public boolean supportsBlockSize() {
        return false;
    }

    @Override
    public long defaultBlockSize() {
        return 0;
    }

    private static final class CountingStream extends PositionOutputStream {

        private final OutputStream target;
        private long position;

        CountingStream(OutputStream target) {
            this.target = target;
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void write(int b) throws IOException {
            target.write(b);
            position++;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            target.write(bytes, from, length);
            position += length;
        }

        @Override
        public void flush() throws IOException {
            target.flush();
        }

        /** The caller owns the target. */
        @Override
        public void close() throws IOException {
            target.flush();
        }
    }
}
