package dev.daybook.store;

import dev.daybook.failure.DaybookException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/** The life of an upload, the same for all stores: written, then committed once or dropped, never committed after a failure. */
abstract class GuardedUpload implements Upload {

    private enum State {
        OPEN,
        FAILED,
        COMMITTED,
        CLOSED
    }

    private final Location target;
    private final OutputStream stream = new GuardedStream();
    private State state = State.OPEN;

    GuardedUpload(Location target) {
        this.target = target;
    }

    /** Takes some bytes; a failure ends the upload. */
    abstract void write(byte[] bytes, int offset, int length);

    /** Makes everything written visible. */
    abstract StoredObject publish();

    /** Drops what was written; called when it was not published. */
    abstract void discard();

    final Location target() {
        return target;
    }

    @Override
    public final OutputStream stream() {
        return stream;
    }

    @Override
    public final StoredObject commit() {
        if (state == State.FAILED) {
            throw DaybookException.storage(
                    "%s was not written: an earlier part of it failed. Restart the run".formatted(target), null);
        }
        if (state != State.OPEN) {
            throw new IllegalStateException("The upload of %s is already %s".formatted(target, state));
        }
        state = State.FAILED;
        StoredObject stored = publish();
        state = State.COMMITTED;
        return stored;
    }

    @Override
    public final void close() {
        if (state == State.OPEN || state == State.FAILED) {
            state = State.CLOSED;
            discard();
        }
    }

    private final class GuardedStream extends OutputStream {

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, bytes.length);
            if (state != State.OPEN) {
                throw new IOException("The upload of %s takes no more bytes: it is %s".formatted(target, state));
            }
            state = State.FAILED;
            GuardedUpload.this.write(bytes, offset, length);
            state = State.OPEN;
        }
    }
}
