package dev.daybook.row;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;

/**
 * The columns of a row and where its parts lie. A row is one run of bytes, little endian:
 *
 * <pre>
 * int  length   of the whole row
 * int  source   index of the input it came from
 * long hash     high and low half of the content hash
 * long hash
 * long present  bit i is set when column i has a value
 * values        of the columns that have one, in order: fixed width, or a varint length and UTF-8 bytes
 * </pre>
 *
 * The content hash covers everything behind it, so two rows with equal values in every column have equal hashes,
 * whatever file they came from and however that file spelled them; a column added later and absent changes nothing.
 * Published ids are made of it: the layout of presence and values is therefore a promise.
 */
public final class RowLayout {

    /** Most columns a row can have: one bit each in the word of presence. */
    public static final int MAX_COLUMNS = 64;

    static final int SOURCE = 4;
    static final int HASH_HIGH = 8;
    static final int HASH_LOW = 16;
    static final int PRESENT = 24;
    static final int VALUES = 32;

    static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final List<Column> columns;

    public RowLayout(List<Column> columns) {
        if (columns.isEmpty() || columns.size() > MAX_COLUMNS) {
            throw new IllegalArgumentException("a row has 1 to " + MAX_COLUMNS + " columns, not " + columns.size());
        }
        this.columns = List.copyOf(columns);
    }

    /** End of the text whose length stands at {@code at}. */
    static int textEnd(byte[] bytes, int at) {
        int position = at;
        int length = 0;
        int shift = 0;
        byte next;
        do {
            next = bytes[position++];
            length |= (next & 0x7f) << shift;
            shift += 7;
        } while (next < 0);
        return position + length;
    }

    public List<Column> columns() {
        return columns;
    }

    /** Index of the column called {@code name}, or -1. */
    public int indexOf(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }
}
