package dev.daybook.row;

import org.jspecify.annotations.Nullable;

/**
 * One staged row where it lies: its length, time, identity, without taking apart the rest. Set to one row after another;
 * not thread-safe.
 */
public final class RowView {

    /** Bytes a row has at least. */
    public static final int LEAST = RowLayout.VALUES;

    private final int[] widths;
    private final int timeColumn;
    private final int idColumn;
    private final ContentHash idHash = new ContentHash();
    private byte[] bytes = new byte[0];
    private int start;
    private long present;

    /**
     * @param timeColumn a column of eight bytes that every row has a value in
     * @param idColumn a column of text that tells rows apart; null for none
     */
    public RowView(RowLayout layout, String timeColumn, @Nullable String idColumn) {
        this.widths =
                layout.columns().stream().mapToInt(c -> c.type().kind().width()).toArray();
        this.timeColumn = layout.indexOf(timeColumn);
        this.idColumn = idColumn == null ? -1 : layout.indexOf(idColumn);
        if (this.timeColumn < 0 || widths[this.timeColumn] != Long.BYTES || idColumn != null && this.idColumn < 0) {
            throw new IllegalArgumentException("rows lack the column " + timeColumn + " or " + idColumn);
        }
    }

    /** Length of the row that begins at {@code start}, of which four bytes are there at least. */
    public static int lengthAt(byte[] bytes, int start) {
        return (int) RowLayout.INT.get(bytes, start);
    }

    /** Looks at the row that begins at {@code rowStart}, and is there wholly. */
    public void set(byte[] staged, int rowStart) {
        bytes = staged;
        start = rowStart;
        present = (long) RowLayout.LONG.get(staged, rowStart + RowLayout.PRESENT);
    }

    public int length() {
        return lengthAt(bytes, start);
    }

    public long time() {
        return (long) RowLayout.LONG.get(bytes, placeOf(timeColumn));
    }

    public long contentHigh() {
        return (long) RowLayout.LONG.get(bytes, start + RowLayout.HASH_HIGH);
    }

    public long contentLow() {
        return (long) RowLayout.LONG.get(bytes, start + RowLayout.HASH_LOW);
    }

    public boolean hasId() {
        return idColumn >= 0 && (present >>> idColumn & 1) != 0;
    }

    /** Computes the hash of the row's id, which it must have. */
    public ContentHash idHash() {
        int at = placeOf(idColumn);
        int end = RowLayout.textEnd(bytes, at);
        idHash.compute(bytes, at, end);
        return idHash;
    }

    private int placeOf(int wanted) {
        int at = start + RowLayout.VALUES;
        for (int column = 0; column < wanted; column++) {
            if ((present >>> column & 1) != 0) {
                at = widths[column] == 0 ? RowLayout.textEnd(bytes, at) : at + widths[column];
            }
        }
        return at;
    }
}
