package dev.daybook.execution;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Hands on what is written, as text, line by line or where it is flushed behind a whole character. */
final class TextFrames extends OutputStream {

    private static final int LONGEST = 8192;

    private final Consumer<String> sink;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

    TextFrames(Consumer<String> sink) {
        this.sink = sink;
    }

    @Override
    public synchronized void write(int b) {
        pending.write(b);
        if (b == '\n' && pending.size() > LONGEST) {
            flush();
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
        pending.write(bytes, from, length);
        if (pending.size() > LONGEST) {
            flush();
        }
    }

    /** Keeps back a character of which bytes are missing. */
    @Override
    public synchronized void flush() {
        byte[] bytes = pending.toByteArray();
        int end = wholeCharacters(bytes);
        if (end > 0) {
            pending.reset();
            pending.write(bytes, end, bytes.length - end);
            sink.accept(new String(bytes, 0, end, StandardCharsets.UTF_8));
        }
    }

    private static int wholeCharacters(byte[] bytes) {
        int start = bytes.length - 1;
        while (start > 0 && start > bytes.length - 4 && (bytes[start] & 0xC0) == 0x80) {
            start--;
        }
        if (start < 0 || (bytes[start] & 0x80) == 0) {
            return bytes.length;
        }
        int lead = bytes[start] & 0xFF;
        int needed = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
        return bytes.length - start < needed ? start : bytes.length;
    }
}
