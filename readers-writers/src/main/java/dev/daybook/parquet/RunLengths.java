package dev.daybook.parquet;

/**
 * Parquet's hybrid of run lengths and bit packing: long runs of one number as such, all else packed in groups of eight.
 *
 * @see <a href="https://parquet.apache.org/docs/file-format/data-pages/encodings/#RLE">Parquet encodings</a>
 */
final class RunLengths {

    private static final int GROUP = 8;

    /** Shorter runs are packed: a run of its own breaks up the packed numbers, which costs more than it saves. */
    private static final int MIN_RUN = 32;

    private RunLengths() {}

    /** Puts {@code numbers[0, count)}, each of at most {@code width} bits. */
    static void put(PageBuffer buffer, int[] numbers, int count, int width) {
        int packedFrom = 0;
        int at = 0;
        while (at < count) {
            int end = runEnd(numbers, at, count);
            if (end - at >= MIN_RUN) {
                putPacked(buffer, numbers, packedFrom, at, width);
                putRun(buffer, numbers[at], end - at, width);
                at = end;
                packedFrom = end;
            } else {
                at = Math.min(count, at + GROUP);
            }
        }
        putPacked(buffer, numbers, packedFrom, count, width);
    }

    private static int runEnd(int[] numbers, int from, int count) {
        int at = from + 1;
        while (at < count && numbers[at] == numbers[from]) {
            at++;
        }
        return at;
    }

    private static void putRun(PageBuffer buffer, int number, int length, int width) {
        buffer.putVarint(length << 1);
        for (int bits = 0; bits < width; bits += Byte.SIZE) {
            buffer.putByte(number >>> bits);
        }
    }

    /** The last group of a page is filled up with zeros; any other is whole. */
    private static void putPacked(PageBuffer buffer, int[] numbers, int from, int to, int width) {
        if (from < to) {
            int groups = (to - from + GROUP - 1) / GROUP;
            buffer.putVarint(groups << 1 | 1);
            buffer.putBits(numbers, from, to, width, groups * width);
        }
    }
}
