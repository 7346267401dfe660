package dev.daybook.feed;

import dev.daybook.feed.Reject.Rule;
import dev.daybook.record.RecordBlock;
import dev.daybook.record.Utf8;
import dev.daybook.row.RowBuffer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds one column's text in a record and has it converted: without escapes, trimmed, carried forward, replaced by the
 * default, mapped, in this order. Remembers the text to carry forward. Not thread-safe.
 */
final class ColumnReader {

    private final Feed.Layout layout;
    private final FeedColumn column;
    private final Converter converter;
    private final int field;
    private final @Nullable ValueKind valueKind;
    private final byte @Nullable [] constant;
    private final byte[][] nulls;
    private final boolean plain;
    private final boolean mayBeAbsent;
    private final boolean trimsAll;
    private final boolean trimsUnquoted;
    private byte[] text = new byte[0];
    private int from;
    private int to;
    private boolean isText;
    private boolean absent;
    private byte[] scratch = new byte[256];
    private byte @Nullable [] carried;

    /** Kinds of JSON's values. */
    private enum ValueKind {
        TEXT,
        NUMBER,
        TRUTH
    }

    /** @param field index of the field in the record; -1 when the file has none */
    ColumnReader(Feed.Layout layout, FeedColumn column, Converter converter, int field) {
        this.layout = layout;
        this.column = column;
        this.converter = converter;
        this.field = field;
        this.valueKind = layout.strictTypes() && column.map().isEmpty() ? kindOf(column) : null;
        this.constant = column.value() == null ? null : column.value().getBytes(StandardCharsets.UTF_8);
        this.nulls = layout.nulls().stream()
                .filter(none -> !none.isEmpty())
                .map(none -> none.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        this.trimsAll = layout.trim() == Feed.Trim.ALL;
        this.trimsUnquoted = layout.trim() == Feed.Trim.UNQUOTED;
        this.plain = column.map().isEmpty() && column.defaultText() == null && !column.carryForward();
        this.mayBeAbsent = plain && constant == null && field >= 0 && column.nullable() && column.precision() == null;
    }

    private static ValueKind kindOf(FeedColumn column) {
        return switch (column.type().kind()) {
            case BOOLEAN -> ValueKind.TRUTH;
            case INT, BIGINT, DECIMAL -> ValueKind.NUMBER;
            case STRING, DATE, TIMESTAMP -> ValueKind.TEXT;
        };
    }

    FeedColumn column() {
        return column;
    }

    Converter converter() {
        return converter;
    }

    int field() {
        return field;
    }

    /** Appends the column's value in {@code record}; null when that went well, or the rule it breaks. */
    @Nullable
    Rule append(RecordBlock block, int record, RowBuffer row) {
        if (mayBeAbsent && field < block.fieldCount(record) && block.isEmpty(block.firstField(record) + field)) {
            isText = false;
            from = 0;
            to = 0;
            row.addNull();
            return null;
        }
        if (constant != null) {
            return converter.append(constant, 0, constant.length, row);
        }
        locate(block, record);
        if (valueKind != null && !isOfKind(valueKind)) {
            return Rule.TYPE;
        }
        if (!plain) {
            replace();
        }
        if (isNull()) {
            return appendNull(row);
        }
        return converter.append(text, from, to, row);
    }

    /** The record's number in this column, if it has one; else {@link #isAbsent} tells whether there is nothing. */
    @Nullable
    BigDecimal number(RecordBlock block, int record) {
        locate(block, record);
        boolean isRight = valueKind == null || isOfKind(valueKind);
        if (!plain) {
            replace();
        }
        absent = isRight && isNull();
        boolean isNumber = isRight && !absent && converter instanceof NumberConverter;
        return isNumber ? ((NumberConverter) converter).parse(textAsString()) : null;
    }

    /** The record's number in this column as it is stored, if it is an ordinary one; else {@link NumberConverter#NONE}. */
    long simpleNumber(RecordBlock block, int record) {
        if (!plain || constant != null || !(converter instanceof NumberConverter numbers)) {
            return NumberConverter.NONE;
        }
        locate(block, record);
        boolean isRight = from < to && (valueKind == null || isOfKind(valueKind)) && !isNull();
        return isRight ? numbers.simple(text, from, to) : NumberConverter.NONE;
    }

    /** Whether no record has a text in this column. */
    boolean isNowhere() {
        return field < 0 && constant == null && column.defaultText() == null;
    }

    boolean isAbsent() {
        return absent;
    }

    /** The record's text in this column, as it is stored. */
    String textOf(RecordBlock block, int record) {
        locate(block, record);
        if (!plain) {
            replace();
        }
        return textAsString();
    }

    /** Of the record appended last. */
    String stored() {
        return textAsString();
    }

    /** Whether a value of JSON is text, a number or a truth value where it has to be; one that is absent is all of these. */
    private boolean isOfKind(ValueKind wanted) {
        if (isText || from == to) {
            return !isText || wanted == ValueKind.TEXT;
        }
        boolean isTruth = text[from] == 't' || text[from] == 'f';
        return wanted == (isTruth ? ValueKind.TRUTH : ValueKind.NUMBER);
    }

    private @Nullable Rule appendNull(RowBuffer row) {
        if (!column.nullable() && column.isInFile()) {
            return Rule.REQUIRED;
        }
        row.addNull();
        if (column.precision() != null) {
            row.addNull();
        }
        return null;
    }

    /** Sets the text to what the record has in this column, trimmed and without escapes. */
    private void locate(RecordBlock block, int record) {
        isText = false;
        if (field < 0 || field >= block.fieldCount(record)) {
            from = 0;
            to = 0;
            return;
        }
        int index = block.firstField(record) + field;
        text = block.bytes();
        from = block.fieldStart(index);
        to = block.fieldEnd(index);
        isText = block.isQuoted(index);
        if (block.isEscaped(index)) {
            resolveEscapes(block, index);
        }
        if (trimsAll || trimsUnquoted && !block.isQuoted(index)) {
            from = Blanks.skipLeading(text, from, to);
            to = Blanks.skipTrailing(text, from, to);
        }
    }

    private void resolveEscapes(RecordBlock block, int index) {
        if (scratch.length < to - from) {
            scratch = new byte[(to - from) * 2];
        }
        to = block.resolve(index, scratch);
        from = 0;
        text = scratch;
    }

    private void replace() {
        if (column.carryForward()) {
            carry();
        }
        if (from == to && column.defaultText() != null) {
            set(column.defaultText());
        }
        Map<String, String> map = column.map();
        if (!map.isEmpty()) {
            String mapped = map.get(textAsString());
            if (mapped != null) {
                set(mapped);
            }
        }
    }

    private void carry() {
        if (from < to) {
            carried = Arrays.copyOfRange(text, from, to);
        } else if (carried != null) {
            text = carried;
            from = 0;
            to = carried.length;
        }
    }

    /**
     * Takes notice of a record that is rejected as a whole. If it may have had a text to carry forward that is lost, the
     * records below must not get the one of a record above it.
     *
     * @param cellsStand whether its fields are those of the header
     */
    void passOver(RecordBlock block, int record, boolean cellsStand) {
        if (!column.carryForward() || field < 0) {
            return;
        }
        if (cellsStand && isSound(block, block.firstField(record) + field)) {
            locate(block, record);
            carry();
        } else if (block.fieldCount(record) == 0 || !Blanks.isBlank(block, record, field)) {
            carried = null;
        }
    }

    private static boolean isSound(RecordBlock block, int index) {
        int start = block.fieldStart(index);
        int end = block.fieldEnd(index);
        return Utf8.firstMalformed(block.bytes(), start, end) < 0
                && RecordCheck.firstReplacement(block.bytes(), start, end) < 0;
    }

    private void set(String replacement) {
        text = replacement.getBytes(StandardCharsets.UTF_8);
        from = 0;
        to = text.length;
    }

    /** Whether the record appended last has no value in this column. */
    boolean isNull() {
        if (from == to) {
            return true;
        }
        for (byte[] none : nulls) {
            if (none.length == to - from && Arrays.equals(none, 0, none.length, text, from, to)) {
                return true;
            }
        }
        return false;
    }

    private String textAsString() {
        return new String(text, from, to - from, StandardCharsets.UTF_8);
    }

    /** The text of the record appended last, for messages. */
    String found() {
        if (valueKind != null && isText) {
            return '"' + Utf8.display(text, from, to) + '"';
        }
        return from == to ? "nothing" : Utf8.display(text, from, to);
    }

    /** The text that would be carried into a blank cell of the next record; null for none. */
    @Nullable
    String carried() {
        return carried == null ? null : new String(carried, StandardCharsets.UTF_8);
    }

    void carry(String value) {
        carried = value.getBytes(StandardCharsets.UTF_8);
    }
}
