package dev.daybook.json;

/** Line ends: LF, CR and CRLF. */
final class Lines {

    private Lines() {}

    /** @param bound behind the last byte that is known */
    static int count(byte[] bytes, int from, int to, int bound) {
        int count = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n' || bytes[i] == '\r' && (i + 1 >= bound || bytes[i + 1] != '\n')) {
                count++;
            }
        }
        return count;
    }

    /** The last position up to {@code to} that is neither inside a character nor inside a line end, or 0. */
    static int cutBefore(byte[] bytes, int to) {
        int cut = Math.max(0, to);
        while (cut > 0 && ((bytes[cut] & 0xc0) == 0x80 || bytes[cut - 1] == '\r')) {
            cut--;
        }
        return cut;
    }

    static boolean isSpace(byte c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    /** Position of the first byte from {@code from} on that is no white space; {@code bound} if there is none. */
    static int skipSpace(byte[] bytes, int from, int bound) {
        int at = from;
        while (at < bound && isSpace(bytes[at])) {
            at++;
        }
        return at;
    }
}
