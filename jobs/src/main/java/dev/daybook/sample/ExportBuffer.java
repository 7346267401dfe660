package dev.daybook.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/**
 * The bytes of an export, and where in it we are. CR, LF and CRLF each end one line, inside quotes as well.
 */
final class ExportBuffer {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int line = 1;
    private boolean afterCarriageReturn;

    void write(String text) {
        write(text.getBytes(UTF_8));
    }

    void write(byte[] text) {
        for (byte next : text) {
            boolean secondHalfOfCrLf = next == '\n' && afterCarriageReturn;
            if ((next == '\r' || next == '\n') && !secondHalfOfCrLf) {
                line++;
            }
            afterCarriageReturn = next == '\r';
        }
        bytes.writeBytes(text);
    }

    /** Of the next byte, from 1. */
    int line() {
        return line;
    }

    /** Of the next byte, from 0. */
    int offset() {
        return bytes.size();
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }
}
