package dev.daybook.gzip;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks gzip, all members of it one behind the other, as the JDK's stream does. Bytes behind a
 * member that begin none are passed over. What can be unpacked before a fault is handed out before the fault is told. Not
 * thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952</a>
 */
public final class GunzipStream extends InputStream {

    private static final int MAGIC = 0x8b1f;
    private static final int DEFLATE = 8;
    private static final int HEADER_CHECKSUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private final PackedInput in;
    private final Inflate inflate;
    private final CRC32 checksum = new CRC32();
    private long length;
    private int from;
    private int to;
    private boolean isInMember;
    private boolean isAtEnd;
    private @Nullable IOException fault;

    /**
     * @param packed the file from its beginning; closed with this stream
     * @param space for this stream alone until it is closed
     */
    public GunzipStream(InputStream packed, GunzipSpace space) throws IOException {
        in = space.in;
        inflate = space.inflate;
        in.open(packed);
        inflate.clear();
        readHeader();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /**
     * @throws EOFException when the file ends before its content does
     * @throws ZipException when it is damaged
     */
    @Override
    public int read(byte[] target, int offset, int wanted) throws IOException {
        if (wanted == 0) {
            return 0;
        }
        while (from == to) {
            if (isAtEnd) {
                return -1;
            }
            unpack();
        }
        int count = Math.min(wanted, to - from);
        System.arraycopy(inflate.bytes(), from, target, offset, count);
        from += count;
        return count;
    }

    private void unpack() throws IOException {
        if (fault != null) {
            throw fault;
        }
        if (!isInMember) {
            isAtEnd = !beginsMember();
            return;
        }
        from = inflate.makeRoom();
        try {
            inflate.run();
        } catch (IOException e) {
            fault = e;
        }
        to = inflate.end();
        checksum.update(inflate.bytes(), from, to - from);
        length += to - from;
        if (inflate.isDone()) {
            isInMember = false;
            try {
                readTrailer();
            } catch (IOException e) {
                fault = e;
            }
        }
    }

    private boolean beginsMember() throws IOException {
        if (!in.hasMore()) {
            return false;
        }
        try {
            readHeader();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void readHeader() throws IOException {
        if (takeShort() != MAGIC) {
            throw new ZipException("Not in GZIP format");
        }
        if (in.takeByte() != DEFLATE) {
            throw new ZipException("Unsupported compression method");
        }
        int flags = in.takeByte();
        for (int i = 0; i < 6; i++) {
            in.takeByte();
        }
        if ((flags & EXTRA) != 0) {
            for (int i = takeShort(); i > 0; i--) {
                in.takeByte();
            }
        }
        if ((flags & NAME) != 0) {
            passText();
        }
        if ((flags & COMMENT) != 0) {
            passText();
        }
        if ((flags & HEADER_CHECKSUM) != 0) {
            takeShort();
        }
        checksum.reset();
        length = 0;
        isInMember = true;
        inflate.begin();
    }

    private void passText() throws IOException {
        int next;
        do {
            next = in.takeByte();
        } while (next != 0);
    }

    private void readTrailer() throws IOException {
        if (takeInt() != checksum.getValue() || takeInt() != (length & 0xffffffffL)) {
            throw new ZipException("Corrupt GZIP trailer");
        }
    }

    private int takeShort() throws IOException {
        return in.takeByte() | in.takeByte() << 8;
    }

    private long takeInt() throws IOException {
        return takeShort() | (long) takeShort() << 16;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
