package dev.daybook.csv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Turns text of another encoding into UTF-8 on the way; every byte that cannot be decoded becomes one byte 0xFF. */
final class TranscodingStream extends InputStream {

    /** Never occurs in UTF-8. */
    static final byte UNDECODABLE = (byte) 0xff;

    private static final int CHUNK = 64 << 10;

    private final InputStream raw;
    private final CharsetDecoder decoder;
    private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
    private final ByteBuffer in = ByteBuffer.allocate(CHUNK).flip();
    private final CharBuffer chars = CharBuffer.allocate(CHUNK);
    private final ByteBuffer out = ByteBuffer.allocate(CHUNK * 4).flip();
    private boolean rawEnded;

    TranscodingStream(InputStream raw, Charset charset) {
        this.raw = raw;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    @Override
    public int read() throws IOException {
        return ready() ? out.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!ready()) {
            return -1;
        }
        int n = Math.min(length, out.remaining());
        out.get(target, from, n);
        return n;
    }

    private boolean ready() throws IOException {
        while (!out.hasRemaining()) {
            if (rawEnded && !in.hasRemaining()) {
                return false;
            }
            refill();
        }
        return true;
    }

    private void refill() throws IOException {
        if (!rawEnded) {
            in.compact();
            int n = raw.read(in.array(), in.position(), in.remaining());
            rawEnded = n < 0;
            in.position(in.position() + Math.max(n, 0)).flip();
        }
        out.clear();
        CoderResult result = decoder.decode(in, chars, rawEnded);
        encodeDecoded();
        if (result.isError()) {
            for (int i = 0; i < result.length(); i++) {
                in.get();
                out.put(UNDECODABLE);
            }
            decoder.reset();
        }
        out.flip();
    }

    /** A high surrogate at the end waits for its other half; only well-formed UTF-16 comes out of a decoder. */
    private void encodeDecoded() {
        chars.flip();
        encoder.encode(chars, out, false);
        chars.compact();
    }

    @Override
    public void close() throws IOException {
        raw.close();
    }
}
