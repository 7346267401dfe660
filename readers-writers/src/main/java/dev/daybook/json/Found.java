package dev.daybook.json;

import dev.daybook.record.Utf8;

/** What stands at a place where something else should. */
final class Found {

    /** Most bytes shown. */
    static final int SHOWN = 20;

    static final String END_OF_FILE = "the end of the file";

    private Found() {}

    static String at(byte[] bytes, int at, int bound) {
        byte c = bytes[at];
        if (c == '\n' || c == '\r') {
            return "a line end";
        }
        if (c >= 0 && c < ' ') {
            return "U+%04X".formatted(c);
        }
        int end = at;
        while (end < bound && end - at < SHOWN && !(bytes[end] >= 0 && bytes[end] < ' ')) {
            end++;
        }
        return Utf8.display(bytes, at, wholeCharacters(bytes, at, end));
    }

    /** Without the beginning of a character that was cut off. */
    private static int wholeCharacters(byte[] bytes, int from, int to) {
        int bad = Utf8.firstMalformed(bytes, from, to);
        return bad > from && to - bad < 4 ? bad : to;
    }
}
