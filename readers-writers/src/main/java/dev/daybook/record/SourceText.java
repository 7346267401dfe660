package dev.daybook.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The text of a file as UTF-8, from some byte of the file on, and the way back from its positions to those of the file.
 */
public final class SourceText implements AutoCloseable {

    private final String name;
    private final InputStream stream;
    private final Charset charset;
    private final long offset;

    private SourceText(String name, InputStream stream, Charset charset, long offset) {
        this.name = name;
        this.stream = stream;
        this.charset = charset;
        this.offset = offset;
    }

    /**
     * @param name of the file, for messages
     * @param raw bytes of the file from {@code offset} on, which is behind any byte order mark; closed with this object
     * @param charset the file's, one without shift states; bytes it cannot decode come out as 0xFF each, or as they are
     *     if it is UTF-8
     */
    public static SourceText of(String name, InputStream raw, Charset charset, long offset) {
        boolean asIs = charset.equals(StandardCharsets.UTF_8) || charset.equals(StandardCharsets.US_ASCII);
        Charset markless = charset.equals(StandardCharsets.UTF_16) ? StandardCharsets.UTF_16BE : charset;
        return new SourceText(name, asIs ? raw : new TranscodingStream(raw, markless), markless, offset);
    }

    public String name() {
        return name;
    }

    public InputStream stream() {
        return stream;
    }

    /** Where in the file the text begins, in bytes. */
    public long offset() {
        return offset;
    }

    /** How many bytes of the file {@code utf8[from, to)} was made of. */
    public long lengthInSource(byte[] utf8, int from, int to) {
        if (!(stream instanceof TranscodingStream)) {
            return to - from;
        }
        long length = 0;
        int start = from;
        for (int i = from; i <= to; i++) {
            if (i == to || utf8[i] == TranscodingStream.UNDECODABLE) {
                length += encodedLength(utf8, start, i) + (i < to ? 1 : 0);
                start = i + 1;
            }
        }
        return length;
    }

    private int encodedLength(byte[] utf8, int from, int to) {
        CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(utf8, from, to - from));
        return charset.encode(text).remaining();
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
