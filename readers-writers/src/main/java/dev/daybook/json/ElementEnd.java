package dev.daybook.json;

import dev.daybook.json.FlatObject.Outcome;
import dev.daybook.json.StringScanner.Met;

/**
 * Finds where a malformed element ends, so that reading can go on with the next. If its strings and brackets are in
 * order, it ends with them. If not, it ends before the next object that is whole, or before a line that begins with
 * one's brace, whichever comes first. What it decides never depends on how much of the file is in the buffer. Where there is
 * no end within a bound, the element is too long and goes on.
 */
final class ElementEnd {

    /** The end is not in the buffer yet. */
    static final int CUT = -1;

    private static final int DISORDER = -2;

    /** Past this an element is too long to be looked at as a whole. */
    private static final int MAX_LENGTH = 2 * FlatObject.MAX_LENGTH;

    private static final int MAX_DEPTH = 1000;

    private final boolean isArray;
    private final FlatObject probe;
    private final StringScanner strings = new StringScanner();
    private final byte[] open = new byte[MAX_DEPTH];
    private byte[] bytes = new byte[0];
    private int start;
    private int filled;
    private int bound;
    private boolean isLast;
    private boolean isTooLong;

    ElementEnd(JsonForm form, JsonFields fields) {
        isArray = form == JsonForm.ARRAY || form == JsonForm.WRAPPED;
        probe = new FlatObject(fields);
    }

    /** Whether the element found last goes on behind the position that was told, nobody knows how far. */
    boolean isTooLong() {
        return isTooLong;
    }

    /**
     * The position behind the element, or {@link #CUT}.
     *
     * @param from where the element begins
     * @param fault where it is malformed
     */
    int find(byte[] text, int from, int fault, int filledBytes, boolean atEnd) {
        bytes = text;
        start = from;
        filled = filledBytes;
        bound = Math.min(filled, from + MAX_LENGTH);
        isLast = atEnd;
        isTooLong = false;
        int end = endInOrder();
        if (end != DISORDER) {
            return end;
        }
        int next = nextElement(fault);
        return isTooLong ? next : trimmed(next);
    }

    private boolean mayGoOn() {
        return bound == filled && !isLast && bound - start < MAX_LENGTH;
    }

    /** The end by strings and brackets. */
    private int endInOrder() {
        int depth = 0;
        for (int at = start; at < bound; at++) {
            byte c = bytes[at];
            if (c == '"') {
                at = endOfString(at);
                if (at < 0) {
                    return at;
                }
            } else if (c == '{' || c == '[') {
                if (depth == MAX_DEPTH || depth == 0 && at > start) {
                    return DISORDER;
                }
                open[depth++] = c;
            } else if (depth == 0 && (isArray ? c == ',' || c == ']' : c == '\n' || c == '\r')) {
                return at;
            } else if (c == '}' || c == ']') {
                if (depth == 0 || open[--depth] != (c == '}' ? '{' : '[')) {
                    return DISORDER;
                }
                if (depth == 0) {
                    return endIfFollowed(at + 1);
                }
            }
        }
        return mayGoOn() ? CUT : DISORDER;
    }

    /** The position of a string's closing quote, if what is behind it can stand there. */
    private int endOfString(int at) {
        Met met = strings.scan(bytes, at + 1, bound);
        int next = met == Met.QUOTE ? Lines.skipSpace(bytes, strings.at() + 1, bound) : bound;
        if (met == Met.CONTROL || next < bound && ",:]}".indexOf(bytes[next]) < 0) {
            return DISORDER;
        }
        return next < bound ? strings.at() : mayGoOn() ? CUT : DISORDER;
    }

    private int endIfFollowed(int end) {
        int next = Lines.skipSpace(bytes, end, bound);
        if (next == bound) {
            return mayGoOn() ? CUT : isLast ? end : DISORDER;
        }
        boolean isSeparated = isArray
                ? bytes[next] == ',' || bytes[next] == ']' || bytes[next] == '{'
                : bytes[next] == '{' || Lines.count(bytes, end, next, bound) > 0;
        return isSeparated ? end : DISORDER;
    }

    /** Where the next element begins; the end of the file if there is none. */
    private int nextElement(int fault) {
        for (int at = start + 1; at < bound; at++) {
            byte c = bytes[at];
            if ((c == '\n' || c == '\r') && at >= fault) {
                int next = Lines.skipSpace(bytes, at, filled);
                if (next == filled && !isLast) {
                    return CUT;
                }
                if (next < filled && bytes[next] == '{') {
                    return next;
                }
            } else if (c == '{' && !isValue(at)) {
                Outcome outcome = probe.read(bytes, at, filled, isLast);
                if (outcome == Outcome.CUT) {
                    return CUT;
                }
                if (outcome == Outcome.WHOLE) {
                    return at;
                }
            }
        }
        isTooLong = bound - start == MAX_LENGTH && !(isLast && bound == filled);
        return mayGoOn() ? CUT : bound;
    }

    /** Whether what begins here belongs to a key before it. */
    private boolean isValue(int at) {
        int before = at - 1;
        while (before > start && Lines.isSpace(bytes[before])) {
            before--;
        }
        return bytes[before] == ':';
    }

    /** Without white space and the comma before the next element. */
    private int trimmed(int next) {
        int end = next;
        while (end > start + 1 && Lines.isSpace(bytes[end - 1])) {
            end--;
        }
        if (isArray && end > start + 1 && next < filled && bytes[end - 1] == ',') {
            end--;
        }
        return end;
    }
}
