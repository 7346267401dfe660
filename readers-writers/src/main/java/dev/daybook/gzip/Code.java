package dev.daybook.gzip;

import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * A prefix code of DEFLATE as a table: the next bits of the text, the first one lowest, are an index to what they mean. Codes
 * longer than the table's bits go on in a table behind it. Built again and again; not thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951">RFC 1951</a>
 */
final class Code {

    /** An entry goes on in another table: it begins at {@code entry >>> 8 & 0xffff}, and bits 24 to 27 are its bits. */
    static final int LONGER = 1 << 30;

    /** No code begins with these bits. */
    static final int INVALID = 1 << 29;

    static final int MOST_BITS = 15;

    private final int bits;
    private final int[] counts = new int[MOST_BITS + 1];
    private final int[] next = new int[MOST_BITS + 1];
    private int[] entries;

    /** @param bits of the first table */
    Code(int bits) {
        this.bits = bits;
        this.entries = new int[4 << bits];
    }

    int[] entries() {
        return entries;
    }

    /**
     * Makes the table anew.
     *
     * @param lengths of the symbols' codes, in bits; 0 for symbols without one
     * @param meanings of the symbols, without the low eight bits: these get the length
     * @param mayLack whether a code of a single bit may leave the other one without meaning
     */
    void build(byte[] lengths, int from, int count, int[] meanings, boolean mayLack) throws ZipException {
        Arrays.fill(counts, 0);
        for (int symbol = 0; symbol < count; symbol++) {
            counts[lengths[from + symbol]]++;
        }
        counts[0] = 0;
        int longest = check(mayLack);
        int first = 0;
        for (int length = 1; length <= MOST_BITS; length++) {
            next[length] = first;
            first = first + counts[length] << 1;
        }
        Arrays.fill(entries, 0, 1 << bits, INVALID);
        int end = 1 << bits;
        for (int symbol = 0; symbol < count; symbol++) {
            int length = lengths[from + symbol];
            if (length > 0) {
                int code = Integer.reverse(next[length]++) >>> Integer.SIZE - length;
                end = put(code, length, meanings[symbol] | length, end, Math.max(1, longest - bits));
            }
        }
    }

    private int check(boolean mayLack) throws ZipException {
        int left = 1;
        int longest = 0;
        for (int length = 1; length <= MOST_BITS; length++) {
            left = (left << 1) - counts[length];
            longest = counts[length] > 0 ? length : longest;
            if (left < 0) {
                throw new ZipException("invalid code lengths: too many codes");
            }
        }
        if (left > 0 && longest > 0 && !(mayLack && longest == 1)) {
            throw new ZipException("invalid code lengths: codes are missing");
        }
        return longest;
    }

    /** @return where the next table begins */
    private int put(int code, int length, int entry, int end, int moreBits) {
        if (length <= bits) {
            for (int i = code; i < 1 << bits; i += 1 << length) {
                entries[i] = entry;
            }
            return end;
        }
        int start = code & (1 << bits) - 1;
        int behind = end;
        if (entries[start] == INVALID) {
            behind = end + (1 << moreBits);
            if (behind > entries.length) {
                entries = Arrays.copyOf(entries, Math.max(behind, entries.length * 2));
            }
            Arrays.fill(entries, end, behind, INVALID);
            entries[start] = LONGER | moreBits << 24 | end << 8;
        }
        int table = entries[start] >>> 8 & 0xffff;
        for (int i = code >>> bits; i < 1 << moreBits; i += 1 << length - bits) {
            entries[table + i] = entry;
        }
        return behind;
    }
}
