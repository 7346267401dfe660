package dev.daybook.json;

import java.nio.charset.StandardCharsets;

/**
 * What surrounds rows that stand under a key of an object: passes it byte by byte, in memory that does not grow with it.
 * Of other values only brackets, strings and separators are looked at. Not thread-safe.
 */
final class Envelope {

    private static final int MAX_DEPTH = 1000;

    enum Outcome {
        /** All bytes were passed. */
        PASSED,
        /** The rows begin here. */
        ROWS,
        /** Something else was expected here; it stays so when it is asked again. */
        BAD
    }

    /** What may come next, white space apart. */
    private enum Next {
        BEGINNING,
        KEY,
        KEY_OR_END,
        COLON,
        VALUE,
        VALUE_OR_END,
        SEPARATOR,
        NOTHING
    }

    private final byte[] key;
    private final boolean[] isObject = new boolean[MAX_DEPTH];
    private final boolean rowsPassed;
    private int depth;
    private Next next = Next.BEGINNING;
    private boolean isInText;
    private boolean isEscaped;
    private boolean isInWord;
    private boolean isKey;

    /** How much of the key's name the text so far is; -1 if it is another. */
    private int named;

    private int at;

    private Envelope(String rows, boolean rowsPassed) {
        this.key = rows.getBytes(StandardCharsets.UTF_8);
        this.rowsPassed = rowsPassed;
    }

    /** From the object's beginning. */
    static Envelope before(String rows) {
        return new Envelope(rows, false);
    }

    /** From behind the rows, to the end of the file. */
    static Envelope behind(String rows) {
        Envelope envelope = new Envelope(rows, true);
        envelope.isObject[envelope.depth++] = true;
        envelope.next = Next.SEPARATOR;
        return envelope;
    }

    /** Position of what {@link #pass} met, or behind all. */
    int at() {
        return at;
    }

    boolean isClosed() {
        return next == Next.NOTHING;
    }

    /** What has to come next, for messages. */
    String expected() {
        if (isInText) {
            return "a closing quote";
        }
        return switch (next) {
            case BEGINNING -> "an object";
            case KEY, KEY_OR_END -> "a key in quotes";
            case COLON -> "a colon";
            case VALUE, VALUE_OR_END ->
                isRows() ? (rowsPassed ? "the key %s once" : "an array under %s").formatted(name()) : "a value";
            case SEPARATOR -> "a comma or the end of the " + (isObject[depth - 1] ? "object" : "array");
            case NOTHING -> "the end of the file";
        };
    }

    /** The key, as it stands in the file. */
    String name() {
        return '"' + new String(key, StandardCharsets.UTF_8) + '"';
    }

    /** Goes on with {@code bytes[from, to)}. */
    Outcome pass(byte[] bytes, int from, int to) {
        for (at = from; at < to; at++) {
            byte c = bytes[at];
            if (isInText) {
                if (!passText(c)) {
                    return Outcome.BAD;
                }
            } else if (!Lines.isSpace(c)) {
                if (!rowsPassed && c == '[' && next == Next.VALUE && isRows()) {
                    return Outcome.ROWS;
                }
                if (!passOther(c)) {
                    return Outcome.BAD;
                }
            } else {
                isInWord = false;
            }
        }
        return Outcome.PASSED;
    }

    private boolean isRows() {
        return depth == 1 && named == key.length;
    }

    private boolean passText(byte c) {
        if (c >= 0 && c < ' ') {
            return false;
        }
        if (isEscaped || c != '"') {
            named = isKey && !isEscaped && named >= 0 && named < key.length && key[named] == c ? named + 1 : -1;
            isEscaped = !isEscaped && c == '\\';
            return true;
        }
        isInText = false;
        next = isKey ? Next.COLON : Next.SEPARATOR;
        return true;
    }

    private boolean passOther(byte c) {
        boolean isWordPart = c >= '0' && c <= '9' || (c | 0x20) >= 'a' && (c | 0x20) <= 'z' || "+-.".indexOf(c) >= 0;
        if (isInWord && isWordPart) {
            return true;
        }
        isInWord = false;
        return switch (next) {
            case BEGINNING -> c == '{' && open(c);
            case KEY -> beginText(c, true);
            case KEY_OR_END -> c == '}' ? close(c) : beginText(c, true);
            case COLON -> c == ':' && then(Next.VALUE);
            case VALUE_OR_END -> c == ']' ? close(c) : beginValue(c, isWordPart);
            case VALUE -> beginValue(c, isWordPart);
            case SEPARATOR -> c == ',' ? then(isObject[depth - 1] ? Next.KEY : Next.VALUE) : close(c);
            case NOTHING -> false;
        };
    }

    private boolean then(Next what) {
        next = what;
        return true;
    }

    private boolean beginText(byte c, boolean asKey) {
        isInText = c == '"';
        isKey = asKey;
        isEscaped = false;
        named = 0;
        return isInText;
    }

    private boolean beginValue(byte c, boolean isWordPart) {
        if (isRows()) {
            return false;
        }
        if (c == '{' || c == '[') {
            return open(c);
        }
        if (isWordPart && c != '+' && c != '.') {
            isInWord = true;
            return then(Next.SEPARATOR);
        }
        return beginText(c, false);
    }

    private boolean open(byte bracket) {
        if (depth == MAX_DEPTH) {
            return false;
        }
        isObject[depth++] = bracket == '{';
        named = -1;
        return then(bracket == '{' ? Next.KEY_OR_END : Next.VALUE_OR_END);
    }

    private boolean close(byte bracket) {
        if (bracket != (isObject[depth - 1] ? '}' : ']')) {
            return false;
        }
        depth--;
        return then(depth == 0 ? Next.NOTHING : Next.SEPARATOR);
    }
}
