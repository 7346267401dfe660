package dev.daybook.feed;

import dev.daybook.record.RecordBlock;

/** White space around values: ASCII blanks and controls, and the no-break space spreadsheets leave behind. */
final class Blanks {

    private Blanks() {}

    static int skipLeading(byte[] utf8, int from, int to) {
        int at = from;
        while (at < to) {
            if (utf8[at] >= 0 && utf8[at] <= ' ' && utf8[at] != 0) {
                at++;
            } else if (isNoBreakSpace(utf8, at, to)) {
                at += 2;
            } else {
                break;
            }
        }
        return at;
    }

    static int skipTrailing(byte[] utf8, int from, int to) {
        int at = to;
        while (at > from) {
            if (utf8[at - 1] >= 0 && utf8[at - 1] <= ' ' && utf8[at - 1] != 0) {
                at--;
            } else if (at - 2 >= from && isNoBreakSpace(utf8, at - 2, to)) {
                at -= 2;
            } else {
                break;
            }
        }
        return at;
    }

    static boolean isBlank(byte[] utf8, int from, int to) {
        return from == to || skipLeading(utf8, from, to) == to;
    }

    /** Whether a field is blank; one behind the record's last is. */
    static boolean isBlank(RecordBlock block, int record, int field) {
        int index = block.firstField(record) + field;
        return field >= block.fieldCount(record)
                || isBlank(block.bytes(), block.fieldStart(index), block.fieldEnd(index));
    }

    private static boolean isNoBreakSpace(byte[] utf8, int at, int to) {
        return at + 1 < to && utf8[at] == (byte) 0xc2 && utf8[at + 1] == (byte) 0xa0;
    }
}
