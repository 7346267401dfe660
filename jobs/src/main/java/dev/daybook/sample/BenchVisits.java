package dev.daybook.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A large export for the import benchmark: about 120 bytes a row, one date form, line ends LF and never inside quotes,
 * so that simpler readers can take part. Dates come in no order, which is the hard case for a partitioned table.
 *
 * <p>Each row follows from the seed and its own number alone. A duplicate is an earlier row made again, however far
 * back that was, and nothing has to be remembered.
 */
public final class BenchVisits {
    private static final double DUPLICATE_RATIO = 0.002;
    private static final int LOT_BITS = 53;
    private static final int BUFFER_BYTES = 1 << 20;
    private static final int LONGEST_ROW_BYTES = 1 << 10;
    private static final long ROW_STEP = 0xD1B54A32D192ED03L;
    private static final List<Fault> FAULTS =
            List.of(Fault.IMPOSSIBLE_DATE, Fault.UNKNOWN_TYPE, Fault.MISSING_CUSTOMER);
    private static final byte[] IMPOSSIBLE_DATE = "31/02/21".getBytes(UTF_8);
    private static final byte[] UNKNOWN_TYPE = "LUNCH".getBytes(UTF_8);
    private static final byte[] LEGACY_AND_LINE_END = ",TRUE\n".getBytes(UTF_8);
    private static final byte[] SAID_NO = " said \"\"no\"\"".getBytes(UTF_8);

    private final OutputStream file;
    private final long rows;
    private final long seed;
    private final long badBelow;
    private final long duplicateBelow;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int used;
    private long bytes;
    private long bad;
    private long duplicates;

    private enum Fault {
        IMPOSSIBLE_DATE,
        UNKNOWN_TYPE,
        MISSING_CUSTOMER,
        NONE
    }

    private BenchVisits(OutputStream file, long rows, double badRatio, long seed) {
        this.file = file;
        this.rows = rows;
        this.seed = seed;
        badBelow = (long) (badRatio * (1L << LOT_BITS));
        duplicateBelow = badBelow + (long) (DUPLICATE_RATIO * (1L << LOT_BITS));
    }

    /**
     * Writes the export, and beside it {@code <file>.expected.json} with the numbers of rows (all of them), bad rows,
     * duplicates and bytes.
     *
     * @param badRatio part of the rows, from 0 to 1, that has an impossible date, an unknown meeting type or no
     *     customer; a further 0.2 % are exact duplicates
     */
    public static void write(Path file, long rows, double badRatio, long seed) throws IOException {
        try (OutputStream stream = Files.newOutputStream(file)) {
            BenchVisits visits = new BenchVisits(stream, rows, badRatio, seed);
            visits.writeAll();
            Files.writeString(file.resolveSibling(file.getFileName() + ".expected.json"), visits.summary());
        }
    }

    private String summary() {
        return "{\"rows\": %s, \"bad\": %s, \"duplicates\": %s, \"bytes\": %s}\n"
                .formatted(rows, bad, duplicates, bytes);
    }

    private void writeAll() throws IOException {
        put(Csv.line(ExportRow.HEADER).getBytes(UTF_8));
        for (long row = 0; row < rows; row++) {
            if (used > BUFFER_BYTES - LONGEST_ROW_BYTES) {
                flush();
            }
            writeRow(row);
        }
        flush();
    }

    private void writeRow(long row) {
        if (isBad(row)) {
            writeVisit(row, FAULTS.get((int) (bad % FAULTS.size())));
            bad++;
        } else if (isDuplicate(row)) {
            writeVisit(original(row), Fault.NONE);
            duplicates++;
        } else {
            writeVisit(row, Fault.NONE);
        }
    }

    private boolean isBad(long row) {
        return row > 0 && lot(row) < badBelow;
    }

    private boolean isDuplicate(long row) {
        long lot = lot(row);
        return row > 0 && lot >= badBelow && lot < duplicateBelow;
    }

    private long lot(long row) {
        return SeededRandom.mix(seed + row * ROW_STEP) >>> (Long.SIZE - LOT_BITS);
    }

    /** The nearest good row at or before some earlier one. Row 0 is always good. */
    private long original(long row) {
        long candidate = Math.floorMod(SeededRandom.mix(~seed + row * ROW_STEP), row);
        while (isBad(candidate) || isDuplicate(candidate)) {
            candidate--;
        }
        return candidate;
    }

    private void writeVisit(long row, Fault fault) {
        SeededRandom random = new SeededRandom(SeededRandom.mix(row * ROW_STEP ^ seed));
        byte[] date = any(BenchWords.DATES, random);
        put(fault == Fault.IMPOSSIBLE_DATE ? IMPOSSIBLE_DATE : date);
        put(',');
        if (fault != Fault.MISSING_CUSTOMER) {
            put(BenchWords.CUSTOMERS[random.skewedBelow(BenchWords.CUSTOMERS.length)]);
        }
        put(',');
        put(any(BenchWords.SALESPEOPLE, random));
        put(',');
        byte[] type = any(BenchWords.TYPES, random);
        put(fault == Fault.UNKNOWN_TYPE ? UNKNOWN_TYPE : type);
        put(',');
        put(any(BenchWords.SUBJECTS, random));
        put(',');
        putDetails(random);
        put(',');
        put(any(BenchWords.FEEDBACK, random));
        put(LEGACY_AND_LINE_END);
    }

    /** One row in four has two clauses and therefore a comma and quotes; one in a hundred quotes somebody. */
    private void putDetails(SeededRandom random) {
        boolean twoClauses = random.oneIn(4);
        boolean speech = random.oneIn(100);
        if (twoClauses || speech) {
            put('"');
        }
        putClause(random);
        if (twoClauses) {
            put(',');
            put(' ');
            putClause(random);
        }
        if (speech) {
            put(SAID_NO);
        }
        if (twoClauses || speech) {
            put('"');
        }
    }

    private void putClause(SeededRandom random) {
        put(any(BenchWords.WHO, random));
        put(' ');
        put(any(BenchWords.DID, random));
        put(' ');
        putNumber(10 + random.below(990));
        put(' ');
        put(any(BenchWords.WHAT, random));
        put(' ');
        put(any(BenchWords.WHEN, random));
    }

    private static byte[] any(byte[][] choices, SeededRandom random) {
        return choices[random.below(choices.length)];
    }

    private void putNumber(int number) {
        if (number >= 10) {
            putNumber(number / 10);
        }
        put((char) ('0' + number % 10));
    }

    private void put(char ascii) {
        buffer[used++] = (byte) ascii;
    }

    private void put(byte[] text) {
        System.arraycopy(text, 0, buffer, used, text.length);
        used += text.length;
    }

    private void flush() throws IOException {
        file.write(buffer, 0, used);
        bytes += used;
        used = 0;
    }
}
