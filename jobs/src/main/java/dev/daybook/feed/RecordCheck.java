package dev.daybook.feed;

import dev.daybook.feed.Reject.Rule;
import dev.daybook.record.RecordBlock;
import dev.daybook.record.Utf8;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong with a record before anything is made of its fields: quotes, encoding, number of fields. */
final class RecordCheck {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;

    private final HeaderPlan plan;
    private final Feed.Ragged raggedShort;
    private final Feed.Ragged raggedLong;

    /** @param column the file's name for it; empty for the whole record */
    record Fault(String column, Rule rule, String expected, String found) {}

    RecordCheck(HeaderPlan plan) {
        this.plan = plan;
        this.raggedShort = plan.feed().layout().raggedShort();
        this.raggedLong = plan.feed().layout().raggedLong();
    }

    /** @param ascii whether the whole block is ASCII */
    @Nullable
    Fault faultOf(RecordBlock block, int record, boolean ascii) {
        if (block.fault(record) == RecordBlock.Fault.MALFORMED) {
            RecordBlock.Malformed what = block.malformed(record);
            String column = what.field() < 0 ? "" : plan.headerOf(what.field());
            return new Fault(column, Rule.JSON, what.expected(), what.found());
        }
        if (block.fault(record) != RecordBlock.Fault.NONE) {
            boolean unclosed = block.fault(record) == RecordBlock.Fault.UNCLOSED_QUOTE;
            return unclosed
                    ? new Fault("", Rule.QUOTE, "a closing quote", "none")
                    : new Fault("", Rule.QUOTE, "a delimiter behind a closing quote", "text");
        }
        Fault encoding = ascii ? null : encodingFault(block, record);
        if (encoding != null) {
            return encoding;
        }
        return block.fieldCount(record) == plan.fields() ? null : raggedFault(block, record);
    }

    private @Nullable Fault encodingFault(RecordBlock block, int record) {
        int from = block.recordStart(record);
        int to = block.recordEnd(record);
        if (Utf8.isAscii(block.bytes(), from, to)) {
            return null;
        }
        int bad = Utf8.firstMalformed(block.bytes(), from, to);
        if (bad >= 0) {
            String found = "byte 0x%02X".formatted(block.bytes()[bad] & 0xff);
            return new Fault(columnAt(block, record, bad), Rule.ENCODING, "valid text", found);
        }
        int mark = firstReplacement(block.bytes(), from, to);
        return mark < 0 ? null : new Fault(columnAt(block, record, mark), Rule.ENCODING, "valid text", "U+FFFD");
    }

    /**
     * Position of the first U+FFFD in well-formed UTF-8, or -1. It stands where an earlier program could not decode
     * the text: what was there is lost.
     */
    static int firstReplacement(byte[] utf8, int from, int to) {
        int i = from;
        while (i < to - 2) {
            if (i <= to - 8 && ((long) LONG.get(utf8, i) & HIGH_BITS) == 0) {
                i += 8;
            } else if (utf8[i] == (byte) 0xef && utf8[i + 1] == (byte) 0xbf && utf8[i + 2] == (byte) 0xbd) {
                return i;
            } else {
                i++;
            }
        }
        return -1;
    }

    /** The file's name for the field that has a position; empty for none. */
    private String columnAt(RecordBlock block, int record, int position) {
        int first = block.firstField(record);
        for (int field = 0; field < block.fieldCount(record); field++) {
            if (block.fieldStart(first + field) <= position && position < block.fieldEnd(first + field)) {
                return plan.headerOf(field);
            }
        }
        return "";
    }

    private @Nullable Fault raggedFault(RecordBlock block, int record) {
        int count = block.fieldCount(record);
        boolean isFine = count < plan.fields()
                ? raggedShort == Feed.Ragged.PAD
                : switch (raggedLong) {
                    case IGNORE -> true;
                    case IGNORE_EMPTY -> surplusIsBlank(block, record);
                    case REJECT, PAD -> false;
                };
        return isFine ? null : new Fault("", Rule.FIELD_COUNT, plan.fields() + " fields", String.valueOf(count));
    }

    private boolean surplusIsBlank(RecordBlock block, int record) {
        for (int field = plan.fields(); field < block.fieldCount(record); field++) {
            if (!Blanks.isBlank(block, record, field)) {
                return false;
            }
        }
        return true;
    }
}
