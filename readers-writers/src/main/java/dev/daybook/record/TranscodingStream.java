package dev.daybook.record;

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
import java.util.Locale;

/**
 * Turns text of another encoding into UTF-8 on the way; every byte that cannot be decoded becomes one byte 0xFF. A line
 * end, quote or comma behind such a byte is not taken for a part of it, so a damaged character costs no record's end.
 */
final class TranscodingStream extends InputStream {

    /** Never occurs in UTF-8. */
    static final byte UNDECODABLE = (byte) 0xff;

    private static final int CHUNK = 64 << 10;

    private final InputStream raw;
    private final CharsetDecoder decoder;
    private final int unit;
    private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
    private final ByteBuffer in = ByteBuffer.allocate(CHUNK).flip();
    private final CharBuffer chars = CharBuffer.allocate(CHUNK);
    private final ByteBuffer out = ByteBuffer.allocate(CHUNK * 4).flip();
    private boolean rawEnded;
    private boolean needsInput = true;

    TranscodingStream(InputStream raw, Charset charset) {
        this.raw = raw;
        String name = charset.name().toUpperCase(Locale.ROOT);
        this.unit = name.contains("UTF-16") ? 2 : name.contains("UTF-32") ? 4 : 1;
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
        if (needsInput && !rawEnded) {
            in.compact();
            int n = raw.read(in.array(), in.position(), in.remaining());
            rawEnded = n < 0;
            in.position(in.position() + Math.max(n, 0)).flip();
        }
        out.clear();
        CoderResult result = decoder.decode(in, chars, rawEnded);
        needsInput = result.isUnderflow();
        encodeDecoded();
        if (result.isError()) {
            for (int i = undecodable(result.length()); i > 0; i--) {
                in.get();
                out.put(UNDECODABLE);
            }
            decoder.reset();
        }
        out.flip();
    }

    /**
     * How many of the {@code reported} bytes to give up: Java's decoders report what follows a broken character with it.
     * Within a character of several bytes none is an ASCII one below 0x40 but for digits.
     */
    private int undecodable(int reported) {
        if (unit > 1) {
            return Math.min(reported, unit);
        }
        for (int i = 1; i < reported; i++) {
            byte next = in.get(in.position() + i);
            if (next >= 0 && next < 0x40 && !(next >= '0' && next <= '9')) {
                return i;
            }
        }
        return reported;
    }

    /** A high surrogate at the end waits for its other half; only the decoder of UTF-32 lets a lone one pass. */
    private void encodeDecoded() {
        chars.flip();
        while (encoder.encode(chars, out, false).isError()) {
            chars.get();
            for (int i = 0; i < unit; i++) {
                out.put(UNDECODABLE);
            }
        }
        chars.compact();
    }

    @Override
    public void close() throws IOException {
        raw.close();
    }
}
