package dev.daybook.json;

import dev.daybook.json.StringScanner.Met;
import dev.daybook.record.RecordBlock;
import dev.daybook.record.RecordBlock.Malformed;
import java.util.Arrays;

/**
 * Takes one object apart: keys and values that are neither objects nor arrays, each key once. What it decides about an
 * object never depends on how much of the file is in the buffer. Not thread-safe.
 */
final class FlatObject {

    /** Past this an object is taken for one that lacks its end. */
    static final int MAX_LENGTH = 1 << 20;

    private static final int MAX_KEYS = 1000;

    enum Outcome {
        WHOLE,
        /** Its end is not in the buffer yet. */
        CUT,
        MALFORMED
    }

    private final boolean othersAllowed;
    private final KeySlots slots;
    private final StringScanner strings = new StringScanner();
    private final int[] starts;
    private final int[] ends;
    private final boolean[] quoted;
    private final boolean[] escaped;
    private final int[] metIn;
    private int objects;
    private final int[] otherKeys = new int[2 * MAX_KEYS];
    private int others;
    private byte[] bytes = new byte[0];
    private byte[] scratch = new byte[64];
    private int start;
    private int bound;
    private boolean isLast;
    private int at;
    private int lines;
    private int slot;
    private int valueStart;
    private int valueEnd;
    private Outcome outcome = Outcome.WHOLE;
    private Malformed malformed = new Malformed(0, 0, -1, "", "");

    FlatObject(JsonFields fields) {
        int count = fields.names().size();
        othersAllowed = fields.othersAllowed();
        slots = new KeySlots(fields.names());
        starts = new int[count];
        ends = new int[count];
        quoted = new boolean[count];
        escaped = new boolean[count];
        metIn = new int[count];
    }

    /** Position behind the object, if it is whole. */
    int end() {
        return at;
    }

    /** Line ends inside the object, if it is whole. */
    int lines() {
        return lines;
    }

    Malformed malformed() {
        return malformed;
    }

    void addFieldsTo(RecordBlock block) {
        for (int i = 0; i < starts.length; i++) {
            if (metIn[i] == objects) {
                block.addField(starts[i], ends[i], quoted[i], escaped[i]);
            } else {
                block.addField(start, start, false, false);
            }
        }
    }

    /** Counts the keys nobody wants of the object that was read, if it is whole. */
    void countOthersIn(OtherKeys counts) {
        if (others > 0) {
            counts.addObject();
        }
        for (int i = 0; i < others; i++) {
            counts.add(bytes, otherKeys[2 * i], otherKeys[2 * i + 1]);
        }
    }

    /**
     * @param from where the object begins
     * @param atEnd whether the file ends with the first {@code filled} bytes
     */
    Outcome read(byte[] text, int from, int filled, boolean atEnd) {
        bytes = text;
        start = from;
        at = from;
        bound = Math.min(filled, from + MAX_LENGTH);
        isLast = atEnd;
        lines = 0;
        slots.begin();
        others = 0;
        objects++;
        slot = KeySlots.UNKNOWN;
        outcome = Outcome.WHOLE;
        boolean isWhole = readByte('{', "an object") && skipSpace() && (bytes[at] == '}' || readMembers());
        at += isWhole ? 1 : 0;
        return outcome;
    }

    /** Up to the closing brace. */
    private boolean readMembers() {
        while (readKey() && skipSpace() && readByte(':', "a colon") && skipSpace() && readValue()) {
            slot = KeySlots.UNKNOWN;
            if (!skipSpace() || bytes[at] == '}') {
                return at < bound;
            }
            if (!readByte(',', "a comma or the object's end") || !skipSpace()) {
                return false;
            }
        }
        return false;
    }

    private boolean readKey() {
        int key = at;
        if (bytes[at] != '"') {
            return bad("a key in quotes");
        }
        if (!readString()) {
            return false;
        }
        boolean isEscaped = strings.isEscaped();
        int length = valueEnd - valueStart;
        byte[] text = bytes;
        int from = valueStart;
        if (isEscaped) {
            text = resolved(length);
            from = 0;
            length = JsonEscapes.resolve(bytes, valueStart, valueEnd, text);
        }
        slot = slots.slotOf(text, from, from + length);
        int behind = at;
        at = key;
        boolean isNew = slot == KeySlots.UNKNOWN ? isNewOther() : metIn[slot] != objects || bad("each key once");
        at = isNew ? behind : at;
        return isNew;
    }

    private byte[] resolved(int length) {
        if (scratch.length < length) {
            scratch = new byte[length * 2];
        }
        return scratch;
    }

    /** Keys that nobody wants are compared as they are written. */
    private boolean isNewOther() {
        if (!othersAllowed) {
            return bad("a key that is known");
        }
        if (others == MAX_KEYS) {
            return bad("at most " + MAX_KEYS + " other keys");
        }
        for (int i = 0; i < others; i++) {
            if (Arrays.equals(bytes, otherKeys[2 * i], otherKeys[2 * i + 1], bytes, valueStart, valueEnd)) {
                return bad("each key once");
            }
        }
        otherKeys[2 * others] = valueStart;
        otherKeys[2 * others++ + 1] = valueEnd;
        return true;
    }

    private boolean readValue() {
        byte c = bytes[at];
        boolean isText = c == '"';
        valueStart = at;
        boolean isRead = isText
                ? readString()
                : c == '{' || c == '['
                        ? bad("a value that is neither object nor array")
                        : c == '-' || c >= '0' && c <= '9' ? readNumber() : readWord();
        if (isRead && slot >= 0) {
            metIn[slot] = objects;
            boolean isNull = c == 'n';
            starts[slot] = valueStart;
            ends[slot] = isNull ? valueStart : valueEnd;
            quoted[slot] = isText;
            escaped[slot] = isText && strings.isEscaped();
        }
        return isRead;
    }

    private boolean readString() {
        Met met = strings.scan(bytes, at + 1, bound);
        valueStart = at + 1;
        valueEnd = strings.at();
        at = valueEnd;
        return switch (met) {
            case QUOTE -> {
                at++;
                yield true;
            }
            case END -> cutOff("a closing quote");
            case CONTROL -> bad("a closing quote");
            case BAD_ESCAPE -> bad("an escape");
            case BAD_TEXT -> bad("an escape that stands for a character");
        };
    }

    private boolean readNumber() {
        at += bytes[at] == '-' ? 1 : 0;
        if (at >= bound) {
            return cutOff("a digit");
        }
        boolean isRead = bytes[at] == '0' ? pass() : readDigits();
        if (isRead && at < bound && bytes[at] == '.') {
            at++;
            isRead = readDigits();
        }
        if (isRead && at < bound && (bytes[at] | 0x20) == 'e') {
            at++;
            at += at < bound && (bytes[at] == '-' || bytes[at] == '+') ? 1 : 0;
            isRead = readDigits();
        }
        valueEnd = at;
        return isRead && (at < bound || cutOff("the number's end"));
    }

    private boolean pass() {
        at++;
        return true;
    }

    private boolean readDigits() {
        int first = at;
        while (at < bound && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at > first || (at < bound ? bad("a digit") : cutOff("a digit"));
    }

    private boolean readWord() {
        return readWord("true") || readWord("false") || readWord("null") || outcome == Outcome.WHOLE && bad("a value");
    }

    private boolean readWord(String word) {
        if (outcome != Outcome.WHOLE || bytes[at] != word.charAt(0)) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (at >= bound) {
                return cutOff(word);
            }
            if (bytes[at] != word.charAt(i)) {
                return bad(word);
            }
            at++;
        }
        valueEnd = at;
        return true;
    }

    private boolean readByte(char wanted, String what) {
        if (bytes[at] != wanted) {
            return bad(what);
        }
        at++;
        return true;
    }

    /** To the next character; there is one if this is true. */
    private boolean skipSpace() {
        for (; at < bound; at++) {
            byte c = bytes[at];
            if (c == '\n' || c == '\r' && (at + 1 >= bound || bytes[at + 1] != '\n')) {
                lines++;
            } else if (c != ' ' && c != '\t' && c != '\r') {
                return true;
            }
        }
        return cutOff("the object's end");
    }

    private boolean cutOff(String expected) {
        at = bound;
        if (bound - start >= MAX_LENGTH) {
            return bad(expected, "none within %,d bytes".formatted(MAX_LENGTH));
        }
        if (!isLast) {
            outcome = Outcome.CUT;
            return false;
        }
        return bad(expected, Found.END_OF_FILE);
    }

    /** What was found is told in some characters, which have to be in the buffer. */
    private boolean bad(String expected) {
        if (at + Found.SHOWN > bound && !isLast && bound - start < MAX_LENGTH) {
            outcome = Outcome.CUT;
            return false;
        }
        return bad(expected, Found.at(bytes, at, bound));
    }

    private boolean bad(String expected, String found) {
        outcome = Outcome.MALFORMED;
        malformed = new Malformed(at, Lines.count(bytes, start, at, bound), slot, expected, found);
        return false;
    }
}
