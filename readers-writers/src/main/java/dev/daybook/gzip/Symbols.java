package dev.daybook.gzip;

import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * What the symbols of DEFLATE mean, as a code's entries have it: bits 0 to 7 are the length of its code, bits 8 to 11 the
 * number of bits behind it that count, from bit 12 on stands the value they are added to. Literals are negative.
 */
final class Symbols {

    static final int LITERAL = 1 << 31;
    static final int VALUE = 12;
    static final int END_OF_BLOCK = 1 << 28;

    static final int[] LITERALS_AND_LENGTHS = new int[288];
    static final int[] DISTANCES = new int[32];
    static final int[] CODE_LENGTHS = new int[19];

    private static final int SHORTEST = 3;
    private static final int LONGEST = 258;

    static {
        Arrays.fill(LITERALS_AND_LENGTHS, Code.INVALID);
        for (int literal = 0; literal < 256; literal++) {
            LITERALS_AND_LENGTHS[literal] = LITERAL | literal << VALUE;
        }
        LITERALS_AND_LENGTHS[256] = END_OF_BLOCK;
        int length = SHORTEST;
        for (int i = 0; i < 28; i++) {
            int more = Math.max(0, i / 4 - 1);
            LITERALS_AND_LENGTHS[257 + i] = length << VALUE | more << 8;
            length += 1 << more;
        }
        LITERALS_AND_LENGTHS[285] = LONGEST << VALUE;
        Arrays.fill(DISTANCES, Code.INVALID);
        int distance = 1;
        for (int i = 0; i < 30; i++) {
            int more = Math.max(0, i / 2 - 1);
            DISTANCES[i] = distance << VALUE | more << 8;
            distance += 1 << more;
        }
        for (int i = 0; i < CODE_LENGTHS.length; i++) {
            CODE_LENGTHS[i] = i << VALUE;
        }
    }

    private Symbols() {}

    /** The codes of blocks that bring none. */
    static void buildFixed(Code literals, Code distances) throws ZipException {
        byte[] lengths = new byte[288 + 32];
        Arrays.fill(lengths, 0, 144, (byte) 8);
        Arrays.fill(lengths, 144, 256, (byte) 9);
        Arrays.fill(lengths, 256, 280, (byte) 7);
        Arrays.fill(lengths, 280, 288, (byte) 8);
        Arrays.fill(lengths, 288, 320, (byte) 5);
        literals.build(lengths, 0, 288, LITERALS_AND_LENGTHS, false);
        distances.build(lengths, 288, 32, DISTANCES, false);
    }
}
