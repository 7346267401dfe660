package dev.daybook.csv;

import dev.daybook.record.RecordBlock;
import dev.daybook.record.RecordBlock.Fault;
import dev.daybook.record.RecordScanner;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The state machine over bytes: finds fields and records. Eight bytes at a time where nothing is quoted. ASCII
 * delimiters and line ends never occur inside a UTF-8 sequence, so bytes are enough.
 */
final class FieldScanner implements RecordScanner {

    /** Past this a quoted field is taken for one whose closing quote is missing. */
    static final int MAX_QUOTED_RECORD = 1 << 20;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    /** LF is 10 and CR is 13: bytes below this are looked at one by one. */
    private static final long BELOW = ONES * 14;

    private final Dialect dialect;
    private final byte delimiter;
    private final byte quote;
    private final boolean backslash;
    private final long delimiters;
    private final long quotes;

    private RecordBlock block = new RecordBlock(0);
    private byte[] bytes = new byte[0];
    private int filled;
    private boolean ended;
    private int position;
    private int recordStart;
    private int recordEnd;
    private int lines;
    private int linesBeforeQuote;
    private int end;

    FieldScanner(Dialect dialect) {
        this.dialect = dialect;
        this.delimiter = (byte) dialect.delimiter();
        this.quote = dialect.quote() == Dialect.NONE ? (byte) '\n' : (byte) dialect.quote();
        this.backslash = dialect.escape() == Dialect.Escape.BACKSLASH;
        this.delimiters = ONES * (delimiter & 0xff);
        this.quotes = ONES * (quote & 0xff);
    }

    @Override
    public int end() {
        return end;
    }

    @Override
    public int resolve(byte[] text, int from, int to, byte[] target) {
        return Escapes.resolve(dialect, text, from, to, target);
    }

    @Override
    public int lines() {
        return lines;
    }

    /** At the file's end the last record needs no line end. */
    @Override
    public void scan(RecordBlock target, int filledBytes, boolean atEnd) {
        block = target;
        bytes = target.bytes();
        filled = filledBytes;
        ended = atEnd;
        position = 0;
        lines = 0;
        end = 0;
        while (position < filled && scanRecord()) {
            end = position;
        }
        block.dropOpenFields();
    }

    /** Scans one record; false if its end is not in the buffer yet. */
    private boolean scanRecord() {
        recordStart = position;
        int line = lines;
        while (true) {
            int state = position < filled && opensQuote() ? scanQuoted() : scanPlainFields();
            switch (state) {
                case DELIMITER -> position++;
                case LINE_END -> {
                    block.addRecord(recordStart, recordEnd, line, Fault.NONE);
                    return true;
                }
                case INCOMPLETE -> {
                    lines = line;
                    return false;
                }
                default -> {
                    return skipLine(faultOf(state), line);
                }
            }
        }
    }

    private static final int DELIMITER = 0;
    private static final int LINE_END = 1;
    private static final int INCOMPLETE = 2;
    private static final int UNCLOSED = 3;
    private static final int TEXT_AFTER = 4;

    private boolean opensQuote() {
        if (bytes[position] == quote) {
            return dialect.quote() != Dialect.NONE;
        }
        if (!dialect.blanksAroundQuotes() || bytes[position] != ' ' || dialect.quote() == Dialect.NONE) {
            return false;
        }
        int next = skipBlanks(position);
        if (next < filled && bytes[next] == quote) {
            position = next;
            return true;
        }
        return false;
    }

    private int skipBlanks(int from) {
        int at = from;
        while (at < filled && bytes[at] == ' ') {
            at++;
        }
        return at;
    }

    /**
     * Plain fields up to the line end or to one that may open with a quote. The marks of a word are found at once and
     * passed one after another, whichever field they end.
     */
    private int scanPlainFields() {
        if (backslash) {
            return scanPlain();
        }
        byte[] text = bytes;
        int start = position;
        for (int base = start; base <= filled - Long.BYTES; base += Long.BYTES) {
            for (long marks = marks((long) LONG.get(text, base), delimiters); marks != 0; marks &= marks - 1) {
                int at = base + (Long.numberOfTrailingZeros(marks) >>> 3);
                byte found = text[at];
                if (found == delimiter) {
                    block.addField(start, at, false, false);
                    start = at + 1;
                    if (start < filled && (text[start] == quote || text[start] == ' ')) {
                        position = at;
                        return DELIMITER;
                    }
                } else if (found == '\n' || found == '\r') {
                    position = at;
                    return endLine(start, at, false, false);
                }
            }
        }
        position = start;
        return scanPlain();
    }

    /**
     * The high bits of the bytes that equal {@code wanted} or may end a line. Some other bytes are marked too, and have to
     * be looked at, but none is missed.
     */
    private static long marks(long word, long wanted) {
        long rest = word ^ wanted;
        return ((rest - ONES) & ~rest | (word - BELOW) & ~word) & HIGH_BITS;
    }

    private int scanPlain() {
        int start = position;
        int at = backslash ? plainEndWithEscapes(start) : plainEnd(start);
        if (at >= filled) {
            if (!ended) {
                return INCOMPLETE;
            }
            at = filled;
        }
        position = at;
        if (at < filled && bytes[at] == delimiter) {
            block.addField(start, at, false, backslash);
            return DELIMITER;
        }
        return endLine(start, at, false, backslash);
    }

    private int plainEnd(int from) {
        int at = from;
        while (at < filled && bytes[at] != delimiter && bytes[at] != '\n' && bytes[at] != '\r') {
            at++;
        }
        return at;
    }

    private int plainEndWithEscapes(int from) {
        int at = from;
        while (at < filled && bytes[at] != delimiter && bytes[at] != '\n' && bytes[at] != '\r') {
            at += bytes[at] == '\\' ? lengthOfEscape(at) : 1;
        }
        return at;
    }

    /** A backslash protects what follows but a line end, which ends a record or counts as a line all the same. */
    private int lengthOfEscape(int at) {
        return at + 1 < filled && (bytes[at + 1] == '\n' || bytes[at + 1] == '\r') ? 1 : 2;
    }

    /** A quoted field; {@code position} is at its opening quote. */
    private int scanQuoted() {
        int start = position + 1;
        linesBeforeQuote = lines;
        boolean escaped = false;
        int at = start;
        while (true) {
            at = backslash ? at : skipQuotedText(at);
            if (at >= filled || at - recordStart > MAX_QUOTED_RECORD) {
                return at < filled || ended ? UNCLOSED : INCOMPLETE;
            }
            byte c = bytes[at];
            if (backslash && c == '\\') {
                escaped = true;
                at += lengthOfEscape(at);
            } else if (c == quote) {
                if (at + 1 >= filled && !ended) {
                    return INCOMPLETE;
                }
                if (backslash || at + 1 >= filled || bytes[at + 1] != quote) {
                    return closeQuoted(start, at, escaped);
                }
                escaped = true;
                at += 2;
            } else if (c == '\r' && at + 1 >= filled && !ended) {
                return INCOMPLETE;
            } else {
                if (c == '\n' || c == '\r' && (at + 1 >= filled || bytes[at + 1] != '\n')) {
                    lines++;
                }
                at++;
            }
        }
    }

    /** Passes bytes that are neither quotes nor line ends. */
    private int skipQuotedText(int from) {
        int at = from;
        while (at <= filled - Long.BYTES) {
            long marks = marks((long) LONG.get(bytes, at), quotes);
            if (marks != 0) {
                return at + (Long.numberOfTrailingZeros(marks) >>> 3);
            }
            at += Long.BYTES;
        }
        return at;
    }

    private int closeQuoted(int start, int close, boolean escaped) {
        int at = close + 1;
        if (dialect.blanksAroundQuotes()) {
            at = skipBlanks(at);
        }
        if (at >= filled && !ended) {
            return INCOMPLETE;
        }
        position = at;
        if (at < filled && bytes[at] == delimiter) {
            block.addField(start, close, true, escaped);
            return DELIMITER;
        }
        if (at < filled && bytes[at] != '\n' && bytes[at] != '\r') {
            return TEXT_AFTER;
        }
        return endLine(start, close, true, escaped);
    }

    /** The field is the record's last; {@code position} is at the line end or the end of the file. */
    private int endLine(int start, int stop, boolean quoted, boolean escaped) {
        int contentEnd = position;
        if (!passLineEnd()) {
            return INCOMPLETE;
        }
        block.addField(start, stop, quoted, escaped);
        recordEnd = contentEnd;
        return LINE_END;
    }

    private boolean passLineEnd() {
        if (position >= filled) {
            return true;
        }
        if (bytes[position] == '\r') {
            if (position + 1 >= filled && !ended) {
                return false;
            }
            position += position + 1 < filled && bytes[position + 1] == '\n' ? 2 : 1;
        } else {
            position++;
        }
        lines++;
        return true;
    }

    /**
     * Where text follows a closing quote lines further down, that quote most likely opens a field of a later record: the
     * closing one is what is missing, and the records between are not to be lost with it.
     */
    private Fault faultOf(int state) {
        return state == UNCLOSED || lines > linesBeforeQuote ? Fault.UNCLOSED_QUOTE : Fault.TEXT_AFTER_QUOTE;
    }

    /** Gives up the record up to the next line end behind its fault. */
    private boolean skipLine(Fault fault, int line) {
        lines = line;
        block.dropOpenFields();
        int at = fault == Fault.UNCLOSED_QUOTE ? recordStart : position;
        while (at < filled && bytes[at] != '\n' && bytes[at] != '\r') {
            at++;
        }
        if (at >= filled && !ended) {
            return false;
        }
        for (int i = recordStart; i < at; i++) {
            if (bytes[i] == '\n' || bytes[i] == '\r' && bytes[i + 1] != '\n') {
                lines++;
            }
        }
        position = at;
        if (!passLineEnd()) {
            lines = line;
            return false;
        }
        block.addRecord(recordStart, at, line, fault);
        return true;
    }
}
