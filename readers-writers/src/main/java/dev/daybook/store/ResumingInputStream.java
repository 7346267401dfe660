package dev.daybook.store;

import dev.daybook.failure.DaybookException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.Abortable;

/**
 * Bytes of a known range; when the connection drops or ends early, asks again from where it was. The HTTP client of the
 * JDK takes an early end of the body for the end of the content, so the bytes are counted here.
 */
final class ResumingInputStream extends InputStream {

    /** Opens the same version of the object again. */
    interface Reopening {
        InputStream from(long position);
    }

    /** Drops in a row, without a byte between them, after which reading fails. */
    private static final int MAX_DROPS = 4;

    private final Location place;
    private final long end;
    private final Reopening reopening;
    private InputStream connection;
    private long position;
    private int drops;

    /**
     * @param first delivers the bytes from {@code position}
     * @param end position after the last byte
     */
    ResumingInputStream(Location place, InputStream first, long position, long end, Reopening reopening) {
        this.place = place;
        this.connection = first;
        this.position = position;
        this.end = end;
        this.reopening = reopening;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        while (position < end) {
            try {
                int count = connection.read(target, offset, length);
                if (count > 0) {
                    position += count;
                    drops = 0;
                    return count;
                }
                resume(new EOFException("the connection ended early"));
            } catch (IOException e) {
                resume(e);
            } catch (SdkException e) {
                throw S3Failures.of("reading", place, e);
            }
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        if (position < end && connection instanceof Abortable unread) {
            unread.abort();
        } else {
            connection.close();
        }
    }

    private void resume(IOException drop) {
        drops++;
        if (drops > MAX_DROPS) {
            throw DaybookException.storage(
                    "Reading %s broke off %d times at byte %d of %d: %s. Check the network, then restart the run"
                            .formatted(place, drops, position, end, drop.getMessage()),
                    drop);
        }
        if (connection instanceof Abortable unread) {
            unread.abort();
        }
        connection = reopening.from(position);
    }
}
