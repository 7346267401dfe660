package dev.daybook.gzip;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * Unpacks DEFLATE data into an array of its own, a piece at a time. Takes eight bytes of input at once, up to four literals
 * for them, and copies eight bytes at once. Not thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951">RFC 1951</a>
 */
final class Inflate {

    private static final int WINDOW = 32 << 10;
    private static final int CAPACITY = 256 << 10;

    /** Bytes a step puts out at the most, and eight that may be written behind them. */
    private static final int STEP = 258 + 2 * Long.BYTES;

    private static final int LITERAL_BITS = 11;
    private static final int DISTANCE_BITS = 8;
    private static final int LITERAL_MASK = (1 << LITERAL_BITS) - 1;
    private static final int DISTANCE_MASK = (1 << DISTANCE_BITS) - 1;
    private static final byte[] ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

    private final PackedInput in;
    private final byte[] out = new byte[CAPACITY];
    private final Code literals = new Code(LITERAL_BITS);
    private final Code distances = new Code(DISTANCE_BITS);
    private final Code codeLengths = new Code(7);
    private final byte[] lengths = new byte[320];
    private int at;
    private int begin;
    private int stored;
    private boolean isInBlock;
    private boolean isLastBlock;
    private boolean isDone;

    Inflate(PackedInput in) {
        this.in = in;
    }

    /** Forgets what was before, all of which has been used. */
    void clear() {
        at = 0;
    }

    /** Begins with other data, which knows nothing of what was before. */
    void begin() {
        begin = at;
        stored = 0;
        isInBlock = false;
        isLastBlock = false;
        isDone = false;
    }

    /** The array that is unpacked into. */
    byte[] bytes() {
        return out;
    }

    /** Behind what was unpacked last. */
    int end() {
        return at;
    }

    /** Whether the data has come to its end; the input is behind it then. */
    boolean isDone() {
        return isDone;
    }

    /** Makes room in the array for {@link #run}, which puts out from here on: all before has been used. */
    int makeRoom() {
        if (at > CAPACITY - STEP) {
            System.arraycopy(out, at - WINDOW, out, 0, WINDOW);
            begin = Math.max(0, begin - (at - WINDOW));
            at = WINDOW;
        }
        return at;
    }

    /** Goes on until the array is full or the data ends; what comes before a failure is put out. */
    void run() throws IOException {
        try {
            unpack();
        } catch (ZipException e) {
            // At the end of what was cut off, bits that are not there make no sense.
            throw in.left() < Code.MOST_BITS ? new EOFException() : e;
        }
    }

    private void unpack() throws IOException {
        while (!isDone && at <= CAPACITY - STEP) {
            if (!isInBlock) {
                beginBlock();
            }
            if (stored > 0) {
                int copied = in.copy(out, at, Math.min(stored, CAPACITY - STEP + 1 - at));
                at += copied;
                stored -= copied;
                isInBlock = stored > 0;
            } else if (isInBlock) {
                inflate();
            }
            if (!isInBlock && isLastBlock) {
                in.toByte();
                isDone = true;
            }
        }
    }

    private void beginBlock() throws IOException {
        isLastBlock = in.take(1) == 1;
        isInBlock = true;
        switch (in.take(2)) {
            case 0 -> {
                in.toByte();
                stored = in.takeByte() | in.takeByte() << 8;
                int inverted = in.takeByte() | in.takeByte() << 8;
                if (stored != (inverted ^ 0xffff)) {
                    stored = 0;
                    throw new ZipException("invalid stored block lengths");
                }
                isInBlock = stored > 0;
            }
            case 1 -> Symbols.buildFixed(literals, distances);
            case 2 -> readCodes();
            default -> throw new ZipException("invalid block type");
        }
    }

    private void readCodes() throws IOException {
        int literalCount = in.take(5) + 257;
        int distanceCount = in.take(5) + 1;
        int lengthCount = in.take(4) + 4;
        if (literalCount > 286 || distanceCount > 30) {
            throw new ZipException("too many length or distance symbols");
        }
        Arrays.fill(lengths, (byte) 0);
        for (int i = 0; i < lengthCount; i++) {
            lengths[ORDER[i]] = (byte) in.take(3);
        }
        codeLengths.build(lengths, 0, ORDER.length, Symbols.CODE_LENGTHS, false);
        readLengths(literalCount + distanceCount);
        if (lengths[256] == 0) {
            throw new ZipException("invalid code -- missing end-of-block");
        }
        literals.build(lengths, 0, literalCount, Symbols.LITERALS_AND_LENGTHS, true);
        distances.build(lengths, literalCount, distanceCount, Symbols.DISTANCES, true);
    }

    private void readLengths(int total) throws IOException {
        Arrays.fill(lengths, (byte) 0);
        int i = 0;
        while (i < total) {
            in.fill();
            int entry = codeLengths.entries()[(int) in.bits & 0x7f];
            if ((entry & Code.INVALID) != 0) {
                throw new ZipException("invalid code lengths set");
            }
            in.take(entry & 0xff);
            int symbol = entry >>> Symbols.VALUE;
            if (symbol < 16) {
                lengths[i++] = (byte) symbol;
                continue;
            }
            int repeats = symbol == 16 ? 3 + in.take(2) : symbol == 17 ? 3 + in.take(3) : 11 + in.take(7);
            if (i + repeats > total || symbol == 16 && i == 0) {
                throw new ZipException("invalid bit length repeat");
            }
            byte length = symbol == 16 ? lengths[i - 1] : 0;
            Arrays.fill(lengths, i, i + repeats, length);
            i += repeats;
        }
    }

    /** Until the block ends or the array is full. Everything is in locals here, as this is where the time goes. */
    private void inflate() throws IOException {
        byte[] bytes = in.bytes;
        byte[] target = out;
        int[] literalTable = literals.entries();
        int[] distanceTable = distances.entries();
        int to = at;
        int from = in.at;
        long bits = in.bits;
        int count = in.count;
        int safe = in.safe();
        int before = to;
        try {
            while (to <= CAPACITY - STEP) {
                if (from > safe) {
                    in.at = from;
                    in.count = count;
                    in.more();
                    from = in.at;
                    safe = in.safe();
                }
                before = to;
                bits |= (long) PackedInput.LONG.get(bytes, from) << count;
                from += 63 - count >>> 3;
                count |= 56;
                int entry = literalTable[(int) bits & LITERAL_MASK];
                for (int more = safe < 0 ? 0 : 3; entry < 0 && more > 0; more--) {
                    target[to++] = (byte) (entry >>> Symbols.VALUE);
                    bits >>>= entry;
                    count -= entry & 0x3f;
                    entry = literalTable[(int) bits & LITERAL_MASK];
                }
                if ((entry & Code.LONGER) != 0) {
                    int index = (int) (bits >>> LITERAL_BITS) & (1 << (entry >>> 24 & 0xf)) - 1;
                    entry = literalTable[(entry >>> 8 & 0xffff) + index];
                }
                if (entry < 0) {
                    target[to++] = (byte) (entry >>> Symbols.VALUE);
                    bits >>>= entry;
                    count -= entry & 0x3f;
                    continue;
                }
                if ((entry & (Code.INVALID | Symbols.END_OF_BLOCK)) != 0) {
                    if ((entry & Code.INVALID) != 0) {
                        throw new ZipException("invalid literal/length code");
                    }
                    bits >>>= entry;
                    count -= entry & 0x3f;
                    isInBlock = false;
                    return;
                }
                int extra = entry >>> 8 & 0xf;
                bits >>>= entry;
                int length = (entry >>> Symbols.VALUE) + ((int) bits & (1 << extra) - 1);
                bits >>>= extra;
                count -= (entry & 0x3f) + extra;
                if (count < 32) {
                    if (from > safe) {
                        in.at = from;
                        in.count = count;
                        in.more();
                        from = in.at;
                        safe = in.safe();
                    }
                    bits |= (long) PackedInput.LONG.get(bytes, from) << count;
                    from += 63 - count >>> 3;
                    count |= 56;
                }
                entry = distanceTable[(int) bits & DISTANCE_MASK];
                if ((entry & Code.LONGER) != 0) {
                    int index = (int) (bits >>> DISTANCE_BITS) & (1 << (entry >>> 24 & 0xf)) - 1;
                    entry = distanceTable[(entry >>> 8 & 0xffff) + index];
                }
                if ((entry & Code.INVALID) != 0) {
                    throw new ZipException("invalid distance code");
                }
                extra = entry >>> 8 & 0xf;
                bits >>>= entry;
                int distance = (entry >>> Symbols.VALUE) + ((int) bits & (1 << extra) - 1);
                bits >>>= extra;
                count -= (entry & 0x3f) + extra;
                if (distance > to - begin) {
                    throw new ZipException("invalid distance too far back");
                }
                copy(target, to, distance, length);
                to += length;
            }
        } catch (EOFException e) {
            // The last one was made of bits that are not there.
            to = before;
            throw e;
        } finally {
            at = to;
            in.at = from;
            in.bits = bits;
            in.count = count;
        }
    }

    /** Writes up to seven bytes more. */
    private static void copy(byte[] target, int to, int distance, int length) {
        int from = to - distance;
        if (distance >= Long.BYTES) {
            for (int i = 0; i < length; i += Long.BYTES) {
                PackedInput.LONG.set(target, to + i, (long) PackedInput.LONG.get(target, from + i));
            }
            return;
        }
        for (int i = 0; i < length; i++) {
            target[to + i] = target[from + i];
        }
    }
}
