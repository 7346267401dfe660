package dev.daybook.record;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whole records, one after another, taken apart into fields but not copied: every position points into {@link #bytes}.
 * Text is UTF-8, whatever the file's encoding; a byte of the file that could not be decoded is 0xFF here, a byte that
 * never occurs in UTF-8. Malformed bytes of a file in UTF-8 are here as they are. Filled again and again by {@link RecordReader}.
 */
public final class RecordBlock {

    /** What is wrong with how a record is written. */
    public enum Fault {
        NONE,
        /**
         * A quote opens and never closes, or what would close it on a later line is followed by text; the record is
         * taken to be that one line.
         */
        UNCLOSED_QUOTE,
        /** Text stands between a closing quote and the next delimiter, on the line on which the quote opened. */
        TEXT_AFTER_QUOTE,
        /** Breaks the grammar of its format as {@link #malformed} tells. */
        MALFORMED
    }

    /**
     * Where a record breaks the grammar of its format.
     *
     * @param position in the block
     * @param line line ends from the record's begin to the position
     * @param field number of the field that was read, from 0; -1 for none
     * @param expected to be read behind "expected"
     * @param found as it is shown to people
     */
    public record Malformed(int position, int line, int field, String expected, String found) {}

    private static final Fault[] FAULTS = Fault.values();
    private static final int QUOTED = 1 << 31;
    private static final int ESCAPED = 1 << 30;
    private static final int POSITION = ESCAPED - 1;

    byte[] bytes;
    int length;
    long sourceOffset;
    long firstLine;
    boolean last;

    /** A position whose offset in the file is known already, and how far that is behind {@link #sourceOffset}. */
    int knownPosition;

    long knownLength;

    /** Bytes of the file behind {@link #length} that belong to the last record, and are not kept. */
    long passedLength;

    private int records;
    private int fields;
    private int[] recordStarts = new int[1024];
    private int[] recordEnds = new int[1024];
    private int[] recordLines = new int[1024];
    private int[] recordFields = new int[1025];
    private byte[] faults = new byte[1024];
    private final Map<Integer, Malformed> malformed = new HashMap<>();
    private @Nullable RecordScanner scanner;
    private int[] fieldStarts = new int[8192];
    private int[] fieldEnds = new int[8192];

    /** @param capacity bytes to hold before it has to grow */
    public RecordBlock(int capacity) {
        bytes = new byte[capacity];
    }

    void reset(RecordScanner by) {
        scanner = by;
        malformed.clear();
        records = 0;
        fields = 0;
        last = false;
        knownPosition = 0;
        knownLength = 0;
        passedLength = 0;
    }

    /** For scanners: a field of the record that is added next. */
    public void addField(int start, int end, boolean quoted, boolean escaped) {
        if (fields == fieldStarts.length) {
            fieldStarts = Arrays.copyOf(fieldStarts, fields * 2);
            fieldEnds = Arrays.copyOf(fieldEnds, fields * 2);
        }
        fieldStarts[fields] = start;
        fieldEnds[fields++] = end | (quoted ? QUOTED : 0) | (escaped ? ESCAPED : 0);
    }

    /**
     * For scanners: a record, with the fields added since the last one.
     *
     * @param end behind it, without what separates it from the next
     * @param line line ends before it in the block
     */
    public void addRecord(int start, int end, int line, Fault fault) {
        if (records == recordStarts.length) {
            growRecords(records * 2);
        }
        recordStarts[records] = start;
        recordEnds[records] = end;
        recordLines[records] = line;
        faults[records] = (byte) fault.ordinal();
        recordFields[++records] = fields;
    }

    /** For scanners: a record that breaks its format's grammar, with the fields added since the last one. */
    public void addMalformed(int start, int end, int line, Malformed what) {
        malformed.put(records, what);
        addRecord(start, end, line, Fault.MALFORMED);
    }

    private void growRecords(int capacity) {
        recordStarts = Arrays.copyOf(recordStarts, capacity);
        recordEnds = Arrays.copyOf(recordEnds, capacity);
        recordLines = Arrays.copyOf(recordLines, capacity);
        faults = Arrays.copyOf(faults, capacity);
        recordFields = Arrays.copyOf(recordFields, capacity + 1);
    }

    /** For scanners: forgets the fields added since the last record, which turned out to be incomplete. */
    public void dropOpenFields() {
        fields = recordFields[records];
    }

    public int records() {
        return records;
    }

    public byte[] bytes() {
        return bytes;
    }

    /** End of the last record with its line end: bytes from here on belong to the next block. */
    public int length() {
        return length;
    }

    /** Where {@code bytes[0]} lies in the file, in bytes of the file. */
    public long sourceOffset() {
        return sourceOffset;
    }

    /** Whether the file is known to end with this block; where it does not, an empty last one may follow. */
    public boolean isLast() {
        return last;
    }

    public int recordStart(int record) {
        return recordStarts[record];
    }

    /** End of the record, without its line end. */
    public int recordEnd(int record) {
        return recordEnds[record];
    }

    /** Line of the file on which the record begins, from 1. */
    public long line(int record) {
        return firstLine + recordLines[record];
    }

    public Fault fault(int record) {
        return FAULTS[faults[record]];
    }

    /** What is wrong with a record whose fault is {@link Fault#MALFORMED}. */
    public Malformed malformed(int record) {
        return Objects.requireNonNull(malformed.get(record));
    }

    /** Number of fields; at least 1 unless the record is at fault. */
    public int fieldCount(int record) {
        return recordFields[record + 1] - recordFields[record];
    }

    /** Index of the record's first field, for {@link #fieldStart} and the others. */
    public int firstField(int record) {
        return recordFields[record];
    }

    /** Start of a field's content, behind an opening quote. */
    public int fieldStart(int field) {
        return fieldStarts[field];
    }

    /** End of a field's content, before a closing quote. */
    public int fieldEnd(int field) {
        return fieldEnds[field] & POSITION;
    }

    /** Whether there is nothing, not even quotes. */
    public boolean isEmpty(int field) {
        return fieldEnds[field] == fieldStarts[field];
    }

    public boolean isQuoted(int field) {
        return (fieldEnds[field] & QUOTED) != 0;
    }

    /** Whether the content contains escapes that {@link #resolve} has to resolve. */
    public boolean isEscaped(int field) {
        return (fieldEnds[field] & ESCAPED) != 0;
    }

    /**
     * Copies the content of a field to {@code target} with escapes resolved.
     *
     * @param target at least as long as the content
     * @return number of bytes written
     */
    public int resolve(int field, byte[] target) {
        return Objects.requireNonNull(scanner).resolve(bytes, fieldStart(field), fieldEnd(field), target);
    }

    /** The content of a field as text; bytes that are no UTF-8 become {@code \xNN}. */
    public String text(int field) {
        int from = fieldStart(field);
        int to = fieldEnd(field);
        if (!isEscaped(field)) {
            return Utf8.display(bytes, from, to);
        }
        byte[] resolved = new byte[to - from];
        return Utf8.display(resolved, 0, resolve(field, resolved));
    }
}
