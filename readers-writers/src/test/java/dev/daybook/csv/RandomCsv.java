package dev.daybook.csv;

import dev.daybook.csv.ReadRecord.Cell;
import dev.daybook.record.RecordBlock.Fault;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Delimited text made of what parsers trip over, and what it means: the generator knows the fields because it wrote
 * them, not because it read them back. One generator makes one text.
 */
final class RandomCsv {

    private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");

    private final Random random;
    private final Dialect dialect;
    private final String letters;
    private final boolean withFaults;
    private final StringBuilder text = new StringBuilder();
    private final List<Integer> starts = new ArrayList<>();
    private final List<Integer> ends = new ArrayList<>();
    private final List<List<Cell>> rows = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();

    /** @param letters harmless ones; those of two UTF-16 units are kept together */
    RandomCsv(long seed, Dialect dialect, String letters, int records, boolean withFaults) {
        this.random = new Random(seed);
        this.dialect = dialect;
        this.letters = letters;
        this.withFaults = withFaults;
        for (int i = 0; i < records; i++) {
            addRecord(i == records - 1);
        }
    }

    String text() {
        return text.toString();
    }

    /** What a reader has to find; offsets and lines are counted in the text, with no thought of fields. */
    List<ReadRecord> expected(Charset charset) {
        List<ReadRecord> expected = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            String before = text.substring(0, starts.get(i));
            expected.add(new ReadRecord(
                    before.getBytes(charset).length,
                    1 + lineEnds(before),
                    faults.get(i),
                    rows.get(i),
                    text.substring(starts.get(i), ends.get(i))));
        }
        return expected;
    }

    static int lineEnds(String text) {
        Matcher matcher = LINE_END.matcher(text);
        int count = 0;
        while (matcher.find()) {
            count++;
        }
        return count;
    }

    private void addRecord(boolean last) {
        int start = text.length();
        List<Cell> cells = new ArrayList<>();
        int fields = 1 + random.nextInt(4);
        for (int i = 0; i < fields; i++) {
            if (i > 0) {
                text.append(dialect.delimiter());
            }
            cells.add(addField());
        }
        boolean faulty = withFaults && dialect.quote() != Dialect.NONE && random.nextInt(8) == 0;
        if (faulty) {
            char quote = dialect.quote();
            text.append(dialect.delimiter())
                    .append(quote)
                    .append("b")
                    .append(quote)
                    .append("x y");
            text.append(dialect.delimiter()).append(quote).append("z");
            cells = List.of();
        }
        if (last && random.nextBoolean() && text.length() > start) {
            addKnown(start, cells, faulty);
            return;
        }
        boolean wouldJoinCarriageReturn = text.length() == start && start > 0 && text.charAt(start - 1) == '\r';
        addKnown(start, cells, faulty);
        text.append(wouldJoinCarriageReturn ? "\r" : List.of("\n", "\r", "\r\n").get(random.nextInt(3)));
    }

    private void addKnown(int start, List<Cell> cells, boolean faulty) {
        starts.add(start);
        ends.add(text.length());
        rows.add(cells);
        faults.add(faulty ? Fault.TEXT_AFTER_QUOTE : Fault.NONE);
    }

    private Cell addField() {
        String content = content();
        boolean quoted = dialect.quote() != Dialect.NONE && (random.nextInt(3) == 0 || !isPlain(content));
        if (!quoted) {
            content = content.replaceAll("[\r\n]", "");
            if (dialect.escape() == Dialect.Escape.DOUBLED) {
                content = content.replace(String.valueOf(dialect.delimiter()), "");
            }
            text.append(escaped(content, false));
            return new Cell(content, false);
        }
        String blanks = dialect.blanksAroundQuotes() ? " ".repeat(random.nextInt(3)) : "";
        text.append(blanks)
                .append(dialect.quote())
                .append(escaped(content, true))
                .append(dialect.quote());
        text.append(dialect.blanksAroundQuotes() ? " ".repeat(random.nextInt(3)) : "");
        return new Cell(content, true);
    }

    private boolean isPlain(String content) {
        String start = dialect.blanksAroundQuotes() ? content.stripLeading() : content;
        boolean opensQuote = !start.isEmpty() && start.charAt(0) == dialect.quote();
        boolean delimited = content.indexOf(dialect.delimiter()) >= 0 && dialect.escape() == Dialect.Escape.DOUBLED;
        return !opensQuote && !delimited && !LINE_END.matcher(content).find();
    }

    /** Escapes what must be, and sometimes what need not be. */
    private String escaped(String content, boolean quoted) {
        if (dialect.escape() == Dialect.Escape.DOUBLED) {
            String quote = String.valueOf(dialect.quote());
            return quoted ? content.replace(quote, quote + quote) : content;
        }
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            boolean isQuote = dialect.quote() != Dialect.NONE && c == dialect.quote();
            boolean must = c == '\\'
                    ? !isHarmlessBackslash(content, i)
                    : isQuote ? quoted : !quoted && c == dialect.delimiter();
            boolean may = isQuote && i > 0 || c == dialect.delimiter() || c == '\\';
            escaped.append(must || may && random.nextBoolean() ? "\\" : "").append(c);
        }
        return escaped.toString();
    }

    /** Whether a single backslash stays one because of what follows it. */
    private boolean isHarmlessBackslash(String content, int at) {
        if (at + 1 == content.length()) {
            return false;
        }
        char next = content.charAt(at + 1);
        return next != '\\' && next != dialect.quote() && next != dialect.delimiter();
    }

    private String content() {
        StringBuilder content = new StringBuilder();
        int length = random.nextInt(4) == 0 ? random.nextInt(40) : random.nextInt(6);
        while (content.length() < length) {
            int kind = random.nextInt(20);
            switch (kind) {
                case 0 -> content.append(dialect.delimiter());
                case 1, 2 -> content.append(dialect.quote() == Dialect.NONE ? '"' : dialect.quote());
                case 3 -> content.append('\n');
                case 4 -> content.append('\r');
                case 5 -> content.append("\r\n");
                case 6 -> content.append('\\');
                case 7 -> content.append(' ');
                case 8 -> content.append(dialect.quote() == Dialect.NONE ? "" : "\0");
                case 9 -> content.append(dialect.delimiter() == '\t' ? ' ' : '\t');
                default -> {
                    int letter = letters.codePointAt(
                            letters.offsetByCodePoints(0, random.nextInt(letters.codePointCount(0, letters.length()))));
                    content.appendCodePoint(letter);
                }
            }
        }
        return content.toString();
    }
}
