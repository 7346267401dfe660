package dev.daybook.record;

import dev.daybook.failure.DaybookException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts text into blocks of whole records and takes each record apart into fields, in one pass. Memory is one block,
 * however long the file; positions are those of the file. A record that is malformed costs that record alone: reading
 * goes on behind it. Not thread-safe.
 */
public final class RecordReader implements AutoCloseable {

    /** Past this a record is taken for something that is no text at all. */
    private static final int MAX_RECORD = 64 << 20;

    /** What a block without any room grows to. */
    private static final int MIN_BLOCK = 16;

    /** Bytes that are passed at once. */
    private static final int PASSED_BYTES = 64 << 10;

    private final SourceText source;
    private final RecordScanner scanner;
    private byte[] rest = new byte[0];
    private long sourceOffset;
    private long line;
    private boolean ended;

    /**
     * @param source text from {@code line} on, as UTF-8
     * @param scanner for this reader alone
     * @param line line of the file at which {@code source} begins, from 1
     */
    public RecordReader(SourceText source, RecordScanner scanner, long line) {
        this.source = source;
        this.scanner = scanner;
        this.sourceOffset = source.offset();
        this.line = line;
    }

    /**
     * Fills {@code block} with the next records.
     *
     * @return false, with an empty block, at the end of the file
     */
    public boolean read(RecordBlock block) {
        block.reset(scanner);
        block.sourceOffset = sourceOffset;
        block.firstLine = line;
        if (ended && rest.length == 0) {
            block.length = 0;
            block.last = true;
            return false;
        }
        int filled = fill(block);
        while (true) {
            scanner.scan(block, filled, ended);
            if (block.records() > 0 || ended) {
                break;
            }
            filled = scanner.end() > 0 ? dropPassed(block, filled) : grow(block, filled);
        }
        finish(block, filled);
        return block.records() > 0 || read(block);
    }

    private int fill(RecordBlock block) {
        if (rest.length > block.bytes.length) {
            block.bytes = new byte[rest.length];
        }
        System.arraycopy(rest, 0, block.bytes, 0, rest.length);
        return rest.length + readFully(block.bytes, rest.length);
    }

    /** What belongs to no record makes room for what comes behind it. */
    private int dropPassed(RecordBlock block, int filled) {
        int passed = scanner.end();
        sourceOffset += source.lengthInSource(block.bytes, 0, passed);
        line += scanner.lines();
        block.sourceOffset = sourceOffset;
        block.firstLine = line;
        System.arraycopy(block.bytes, passed, block.bytes, 0, filled - passed);
        return filled - passed + readFully(block.bytes, filled - passed);
    }

    private int grow(RecordBlock block, int filled) {
        if (filled >= MAX_RECORD) {
            throw DaybookException.input(
                    "the record on line %d of %s is longer than %d MiB: expected delimited text or JSON"
                            .formatted(line, source.name(), MAX_RECORD >> 20));
        }
        block.bytes = Arrays.copyOf(block.bytes, Math.max(block.bytes.length * 2, MIN_BLOCK));
        return filled + readFully(block.bytes, filled);
    }

    private int readFully(byte[] bytes, int from) {
        try {
            InputStream in = source.stream();
            int wanted = bytes.length - from;
            int read = in.readNBytes(bytes, from, wanted);
            ended = read < wanted;
            return read;
        } catch (IOException e) {
            throw DaybookException.input(
                    "%s cannot be read on from byte %d: %s".formatted(source.name(), sourceOffset, e.getMessage()));
        }
    }

    private void finish(RecordBlock block, int filled) {
        block.length = scanner.end();
        rest = Arrays.copyOfRange(block.bytes, block.length, filled);
        if (scanner.isWithinRecord()) {
            block.passedLength = passRecord();
        } else if (ended && rest.length > 0) {
            throw new IllegalStateException(rest.length + " bytes left at the end of " + source.name());
        }
        block.last = ended && rest.length == 0;
        sourceOffset += source.lengthInSource(block.bytes, 0, block.length) + block.passedLength;
        line += scanner.lines();
    }

    /** Passes the rest of a record that is too long; the bytes of the file it has. */
    private long passRecord() {
        byte[] text = Arrays.copyOf(rest, Math.max(rest.length, PASSED_BYTES));
        int filled = rest.length;
        long length = 0;
        int passed = 0;
        while (scanner.isWithinRecord() && (passed < filled || !ended)) {
            System.arraycopy(text, passed, text, 0, filled - passed);
            filled -= passed;
            filled += ended ? 0 : readFully(text, filled);
            passed = scanner.pass(text, ended ? filled : Utf8.lastBoundary(text, filled));
            length += source.lengthInSource(text, 0, passed);
        }
        rest = Arrays.copyOfRange(text, passed, filled);
        return length;
    }

    /**
     * Offset in the file of a position in {@code block}; cheap when asked for one position after another. Behind the last
     * record, all of that is passed.
     */
    public long offsetOf(RecordBlock block, int position) {
        if (position < block.knownPosition) {
            return block.sourceOffset + source.lengthInSource(block.bytes, 0, position);
        }
        block.knownLength += source.lengthInSource(block.bytes, block.knownPosition, position);
        block.knownPosition = position;
        long passed = position == block.length ? block.passedLength : 0;
        return block.sourceOffset + block.knownLength + passed;
    }

    /** Offset in the file behind the last record read, in bytes of the file: where a later reader goes on. */
    public long nextOffset() {
        return sourceOffset;
    }

    /** Line behind the last record read. */
    public long nextLine() {
        return line;
    }

    @Override
    public void close() {
        source.close();
    }
}
