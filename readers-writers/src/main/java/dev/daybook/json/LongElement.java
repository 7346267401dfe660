package dev.daybook.json;

/**
 * Goes through an element that is too long to be kept, to its end: that by strings and brackets or, once these are in
 * disorder, the beginning of a line with a brace; of what does not begin with a brace the line's end. Knows no more of what
 * it has passed than that takes, and decides the same however the text is cut into pieces. Not thread-safe.
 */
final class LongElement {

    private static final int NONE = 0;

    private boolean endsWithLine;
    private boolean isInOrder;
    private boolean isText;
    private boolean isEscape;
    private boolean isBehindText;
    private boolean isLineStart;
    private boolean isPassing;
    private int depth;
    private int last;
    private int lastSpace;
    private int lines;

    /** Whether there is an element whose end was not met yet. */
    boolean isPassing() {
        return isPassing;
    }

    /** Line ends since the element began. */
    int lines() {
        return lines;
    }

    /** There is none any more. */
    void clear() {
        isPassing = false;
    }

    /**
     * Begins with the element in {@code bytes[from, to)}, which has no end there.
     *
     * @param isLine whether an element that is no object ends with its line
     */
    void begin(byte[] bytes, int from, int to, boolean isLine) {
        boolean isObject = bytes[from] == '{' || bytes[from] == '[';
        endsWithLine = isLine && !isObject;
        isInOrder = isObject;
        isText = false;
        isEscape = false;
        isBehindText = false;
        isLineStart = false;
        depth = 0;
        last = NONE;
        lastSpace = NONE;
        lines = 0;
        isPassing = true;
        for (int at = pass(bytes, from, to); at < to; at = pass(bytes, at + 1, to)) {
            // That is no end: something stands behind it that cannot.
            isPassing = true;
            disorder();
            step(bytes[at]);
        }
    }

    /** The position behind what belongs to the element: its end, or {@code to} if it goes on. */
    int pass(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            byte c = bytes[at];
            if (endsWithLine ? isLineEnd(c) : c == '{' && isNextElement()) {
                isPassing = false;
                return at;
            }
            step(c);
            if (isInOrder && depth == 0) {
                isPassing = false;
                return at + 1;
            }
        }
        return to;
    }

    /** Whether a brace here begins a line and cannot belong to the element. */
    private boolean isNextElement() {
        return isLineStart && !isText && (!isInOrder || ":,[{".indexOf(last) < 0);
    }

    private void step(byte c) {
        count(c);
        if (isInOrder && isText) {
            stepInText(c);
        } else if (isInOrder) {
            stepOutsideText(c);
        }
        isLineStart = isLineEnd(c) || isLineStart && Lines.isSpace(c);
        last = Lines.isSpace(c) ? last : c;
    }

    private void stepInText(byte c) {
        if (isEscape) {
            isEscape = false;
        } else if (c == '\\') {
            isEscape = true;
        } else if (c == '"') {
            isText = false;
            isBehindText = true;
        }
        if (c >= 0 && c < ' ') {
            disorder();
        }
    }

    private void stepOutsideText(byte c) {
        if (Lines.isSpace(c)) {
            return;
        }
        if (isBehindText && ",:]}".indexOf(c) < 0) {
            disorder();
            return;
        }
        isBehindText = false;
        isText = c == '"';
        depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
    }

    private void disorder() {
        isInOrder = false;
        isText = false;
    }

    /** Of CR and LF one behind the other the first counts. */
    private void count(byte c) {
        lines += c == '\r' || c == '\n' && lastSpace != '\r' ? 1 : 0;
        lastSpace = c;
    }

    private static boolean isLineEnd(byte c) {
        return c == '\n' || c == '\r';
    }
}
