package dev.daybook.feed;

import dev.daybook.feed.ParsedBlock.Counts;
import dev.daybook.feed.RecordCheck.Fault;
import dev.daybook.feed.Reject.Rule;
import dev.daybook.record.RecordBlock;
import dev.daybook.record.RecordReader;
import dev.daybook.record.Utf8;
import dev.daybook.row.RowBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes typed rows of the records of a block, sorted into partitions; records that break the contract become rejects.
 * Blocks may be mapped in any order and by several mappers, unless the feed carries values forward or has a footer:
 * then by one, in order. Not thread-safe.
 */
final class RowMapper {

    private final Feed feed;
    private final boolean isJson;
    private final HeaderPlan plan;
    private final RecordCheck check;
    private int source;
    private final ColumnReader[] columns;
    private final @Nullable DateConverter partitionDate;
    private final List<FieldExclusion> exclusions;
    private final RowBuffer row = new RowBuffer(4096);
    private final PartitionKeys keys;
    private final RowRules rules;
    private final Map<String, RowBuffer> buffers = new HashMap<>();
    private List<Reject> rejects = new ArrayList<>();
    private boolean inFooter;
    private long read;
    private long ignored;
    private long blank;

    /** @param field index of the field the pattern is matched against */
    private record FieldExclusion(int field, Pattern pattern) {}

    /** @param source number of the input that rows carry */
    RowMapper(HeaderPlan plan, int source) {
        this.feed = plan.feed();
        this.isJson = feed.format() == Feed.Format.JSON;
        this.plan = plan;
        this.check = new RecordCheck(plan);
        this.source = source;
        this.columns = plan.columnReaders().toArray(new ColumnReader[0]);
        this.partitionDate = Arrays.stream(columns)
                .filter(c -> c.column().name().equals(feed.partition().from()))
                .map(c -> (DateConverter) c.converter())
                .findFirst()
                .orElse(null);
        this.exclusions = feed.exclusions().stream()
                .map(e -> new FieldExclusion(plan.fieldOf(e.column()), e.matches()))
                .toList();
        LocalDate date = plan.businessDate();
        this.keys = new PartitionKeys(feed.partition().by(), String.valueOf(date));
        this.rules = new RowRules(plan, columns, date);
    }

    /** Takes over what an earlier mapper left off with. */
    void resume(Map<String, String> carried, boolean footerHasBegun) {
        inFooter = footerHasBegun;
        for (ColumnReader column : columns) {
            String text = carried.get(column.column().name());
            if (text != null) {
                column.carry(text);
            }
        }
    }

    /**
     * Begins another input.
     *
     * @param number of the input that rows carry
     * @param latest time, in milliseconds since 1970-01-01T00:00, that events must be before
     */
    void begin(int number, long latest) {
        source = number;
        inFooter = false;
        rules.setLatest(latest);
    }

    ParsedBlock map(RecordBlock block, RecordReader reader) {
        buffers.values().forEach(RowBuffer::clear);
        rejects = new ArrayList<>();
        read = 0;
        ignored = 0;
        blank = 0;
        rules.countAnew();
        boolean ascii = Utf8.isAscii(block.bytes(), 0, block.length());
        for (int record = 0; record < block.records(); record++) {
            map(block, record, ascii, reader);
        }
        Map<String, RowBuffer> rows = new TreeMap<>(buffers);
        rows.values().removeIf(buffer -> buffer.rows() == 0);
        long staged = rows.values().stream().mapToLong(RowBuffer::rows).sum();
        Counts counts = new Counts(read, staged, rejects.size(), ignored, blank, rules.late());
        long end = reader.offsetOf(block, block.length());
        return new ParsedBlock(rows, rejects, counts, new ParsedBlock.Position(end, 0, carried(), isAtEnd(block)));
    }

    /** Of JSON, the end is told of once: a reader that goes on behind it must know that it was. */
    private boolean isAtEnd(RecordBlock block) {
        return inFooter || isJson && block.isLast();
    }

    private void map(RecordBlock block, int record, boolean ascii, RecordReader reader) {
        if (!isJson && isBlank(block, record)) {
            blank++;
            return;
        }
        read++;
        if (inFooter || beginsFooter(block, record) || isExcluded(block, record)) {
            ignored++;
            return;
        }
        Fault fault = check.faultOf(block, record, ascii);
        if (fault == null) {
            fault = append(block, record);
        } else {
            passOver(fault, block, record);
        }
        if (fault != null) {
            rejects.add(reject(fault, block, record, reader));
        }
    }

    /** A byte that does not decode leaves the other cells what they are; any other fault may have shifted them. */
    private void passOver(Fault fault, RecordBlock block, int record) {
        boolean cellsStand = fault.rule() == Rule.ENCODING && block.fieldCount(record) == plan.fields();
        for (ColumnReader column : columns) {
            column.passOver(block, record, cellsStand);
        }
    }

    private static boolean isBlank(RecordBlock block, int record) {
        int count = block.fieldCount(record);
        for (int field = 0; field < count; field++) {
            if (!Blanks.isBlank(block, record, field)) {
                return false;
            }
        }
        return count > 0 || block.fault(record) == RecordBlock.Fault.NONE;
    }

    private boolean beginsFooter(RecordBlock block, int record) {
        Pattern footer = feed.layout().footer();
        if (footer == null || !footer.matcher(raw(block, record)).find()) {
            return false;
        }
        inFooter = true;
        return true;
    }

    private boolean isExcluded(RecordBlock block, int record) {
        for (FieldExclusion exclusion : exclusions) {
            if (exclusion.field() >= 0 && exclusion.field() < block.fieldCount(record)) {
                String text = cell(block, record, exclusion.field());
                if (exclusion.pattern().matcher(text).matches()) {
                    return true;
                }
            }
        }
        return false;
    }

    private @Nullable Fault append(RecordBlock block, int record) {
        row.clear();
        row.begin(source);
        ColumnReader bad = null;
        Rule broken = null;
        rules.read(block, record);
        for (ColumnReader column : columns) {
            Rule rule = rules.append(column, block, record, row);
            if (rule != null && broken == null) {
                broken = rule;
                bad = column;
            }
        }
        if (bad != null && broken != null) {
            return new Fault(plan.headerOf(bad), broken, rules.expected(bad, broken), bad.found());
        }
        Fault fault = rules.fault(row);
        if (fault != null) {
            return fault;
        }
        row.end();
        rules.accept();
        keys.bufferFor(partitionDate == null ? 0 : partitionDate.lastDay(), buffers)
                .appendLast(row);
        return null;
    }

    private Reject reject(Fault fault, RecordBlock block, int record, RecordReader reader) {
        return new Reject(
                block.line(record),
                reader.offsetOf(block, block.recordStart(record)),
                fault.column(),
                fault.rule(),
                fault.expected(),
                found(fault, block, record, reader),
                raw(block, record),
                cells(block, record));
    }

    /** Of what is malformed, where it is too, for a record may be long. */
    private static String found(Fault fault, RecordBlock block, int record, RecordReader reader) {
        if (block.fault(record) != RecordBlock.Fault.MALFORMED) {
            return fault.found();
        }
        RecordBlock.Malformed what = block.malformed(record);
        return "%s at line %d, byte %d"
                .formatted(fault.found(), block.line(record) + what.line(), reader.offsetOf(block, what.position()));
    }

    private List<String> cells(RecordBlock block, int record) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < block.fieldCount(record); i++) {
            cells.add(block.text(block.firstField(record) + i));
        }
        if (cells.isEmpty()) {
            cells.add(raw(block, record));
        }
        for (ColumnReader column : columns) {
            String carried = column.carried();
            int field = column.field();
            if (carried != null && field >= 0 && field < cells.size() && Blanks.isBlank(block, record, field)) {
                cells.set(field, carried);
            }
        }
        return cells;
    }

    private String cell(RecordBlock block, int record, int field) {
        byte[] text = block.text(block.firstField(record) + field).getBytes(StandardCharsets.UTF_8);
        int from = Blanks.skipLeading(text, 0, text.length);
        return Utf8.display(text, from, Blanks.skipTrailing(text, from, text.length));
    }

    private static String raw(RecordBlock block, int record) {
        return Utf8.display(block.bytes(), block.recordStart(record), block.recordEnd(record));
    }

    private Map<String, String> carried() {
        Map<String, String> carried = new HashMap<>();
        for (ColumnReader column : columns) {
            String text = column.carried();
            if (text != null) {
                carried.put(column.column().name(), text);
            }
        }
        return carried;
    }
}
