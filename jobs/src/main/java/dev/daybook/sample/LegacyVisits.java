package dev.daybook.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.daybook.sample.ExpectedResults.Reject;
import dev.daybook.sample.RowKind.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The export of the old visit log as it was found: two years of visits, typed by forty people, exported, opened in a
 * spreadsheet, appended to by a script. {@link RowKind} lists what is odd about it.
 */
final class LegacyVisits {
    /** Good, bad and duplicate rows, as many as the original export had. Blank lines come on top. */
    static final int RECORDS = 8_571;

    private static final long SEED = 20_211_231;
    private static final int ORDINARY_ROWS_IN_FRONT = 20;
    private static final DateTimeFormatter SHORT_YEAR = DateTimeFormatter.ofPattern("dd/MM/yy", Locale.ROOT);
    private static final DateTimeFormatter LONG_YEAR = DateTimeFormatter.ofPattern("dd/MM/yyyy", Locale.ROOT);
    private static final String NO_BREAK_SPACE = "\u00a0";
    private static final List<String> STRAY_QUOTE_SUBJECTS = SampleNames.lines("""
            5" disk returned
            3.5" drives for the archive room
            Old 5.25" media to be copied
            Display stand 12" too short
            2.5" and 3.5" trays mixed up
            """);
    private static final List<String> QUOTED_SPEECH = SampleNames.lines("""
            Said "call me after the audit" and left.
            "Cheap" is what they call the 2.5" range.
            {"quote": 17} pasted from their system, no idea why.
            Their sign reads "closed", they were not.
            Wants the "gold" warranty, whatever that is
            """);

    private final SeededRandom random = new SeededRandom(SEED);
    private final VisitMaker maker = new VisitMaker(random);
    private final ExportBuffer export = new ExportBuffer();
    private final ExpectedResults expected = new ExpectedResults();
    private final List<Ordinary> ordinaryRows = new ArrayList<>();
    private final Map<RowKind, Integer> badSoFar = new EnumMap<>(RowKind.class);

    private LegacyVisits() {}

    /** An ordinary row that was written, to be copied by a duplicate. */
    private record Ordinary(Visit visit, boolean longYear, ExportRow row) {}

    static void write(Path export, Path expectedFolder) throws IOException {
        LegacyVisits visits = new LegacyVisits();
        visits.writeAll();
        Files.createDirectories(export.toAbsolutePath().getParent());
        Files.write(export, visits.export.toByteArray());
        visits.expected.save(expectedFolder);
    }

    private void writeAll() {
        export.write(String.join(",", ExportRow.HEADER) + "\r\n");
        List<RowKind> plan = plan();
        Deque<LocalDate> dates = dates(plan.size());
        for (int row = 0; row < plan.size(); row++) {
            export.write(write(plan.get(row), dates.remove()));
            boolean last = row == plan.size() - 1;
            if (!last) {
                export.write(random.oneIn(12) ? "\n" : "\r\n");
            }
        }
        if (expected.records() != RECORDS) {
            throw new IllegalStateException("Wrote " + expected.records() + " records instead of " + RECORDS);
        }
    }

    /** The last row is ordinary, so that the missing line end at the end of the file is its only fault. */
    private List<RowKind> plan() {
        List<RowKind> plan = new ArrayList<>();
        int records = 0;
        for (RowKind kind : RowKind.values()) {
            plan.addAll(Collections.nCopies(kind.count, kind));
            records += kind.outcome == Outcome.BLANK ? 0 : kind.count;
        }
        int ordinary = RECORDS - records;
        plan.addAll(Collections.nCopies(ordinary - ORDINARY_ROWS_IN_FRONT - 1, RowKind.ORDINARY));
        random.shuffle(plan);
        plan.addAll(0, Collections.nCopies(ORDINARY_ROWS_IN_FRONT, RowKind.ORDINARY));
        plan.add(RowKind.ORDINARY);
        return plan;
    }

    /** Working days and a few Saturdays of 2020 and 2021 in order, few in the spring of 2020, some entered late. */
    private Deque<LocalDate> dates(int count) {
        LocalDate first = LocalDate.of(2020, 1, 2);
        int days = (int) (LocalDate.of(2022, 1, 1).toEpochDay() - first.toEpochDay());
        List<LocalDate> dates = new ArrayList<>();
        while (dates.size() < count) {
            LocalDate date = first.plusDays(random.below(days));
            boolean shopsClosed = date.getYear() == 2020 && (date.getMonthValue() == 4 || date.getMonthValue() == 5);
            boolean stayedAtHome = switch (date.getDayOfWeek()) {
                case SUNDAY -> true;
                case SATURDAY -> random.below(10) > 0;
                default -> shopsClosed && random.below(5) > 0;
            };
            if (!stayedAtHome) {
                dates.add(date);
            }
        }
        Collections.sort(dates);
        dates.replaceAll(date -> random.oneIn(20) ? enteredLate(date, first) : date);
        return new ArrayDeque<>(dates);
    }

    private LocalDate enteredLate(LocalDate date, LocalDate first) {
        LocalDate earlier = date.minusWeeks(1 + random.below(3));
        return earlier.isBefore(first) ? first : earlier;
    }

    private byte[] write(RowKind kind, LocalDate date) {
        return switch (kind.outcome) {
            case WRITTEN -> good(kind, maker.visitOn(date));
            case DUPLICATE -> duplicate(kind);
            case REJECTED -> bad(kind, maker.visitOn(date));
            case BLANK -> blank(kind);
        };
    }

    private byte[] blank(RowKind kind) {
        expected.blank();
        String line = switch (kind) {
            case COMMAS_ONLY -> ",".repeat(ExportRow.HEADER.size() - 1);
            case BLANKS_ONLY -> random.oneIn(2) ? "   " : " , ,, ,,,, ";
            default -> "";
        };
        return line.getBytes(UTF_8);
    }

    private byte[] good(RowKind kind, Visit drawn) {
        Visit visit = switch (kind) {
            case STRAY_QUOTE -> maker.changed(drawn.withSubject(random.pick(STRAY_QUOTE_SUBJECTS)));
            case DOUBLED_QUOTES -> maker.changed(drawn.withDetails(random.pick(QUOTED_SPEECH)));
            case QUOTED_LF -> maker.changed(severalLines(drawn, "\n"));
            case QUOTED_CRLF -> maker.changed(severalLines(drawn, "\r\n"));
            case QUOTED_CR -> maker.changed(severalLines(drawn, "\r"));
            default -> drawn;
        };
        expected.written(visit);
        boolean longYear = random.oneIn(9);
        ExportRow row = row(visit, longYear);
        switch (kind) {
            case STRAY_QUOTE -> row.withText("MeetingSubject", visit.subject(), UTF_8);
            case PADDED_WITH_BLANKS -> padSome(row, " ");
            case PADDED_WITH_NO_BREAK_SPACES -> padSome(row, NO_BREAK_SPACE);
            case ORDINARY -> ordinaryRows.add(new Ordinary(visit, longYear, row));
            default -> {}
        }
        return row.bytes();
    }

    private Visit severalLines(Visit visit, String lineEnd) {
        List<String> lines = new ArrayList<>(maker.sentences(visit));
        if (random.oneIn(3)) {
            lines.add(1, "");
        }
        if (random.oneIn(8)) {
            lines.add(1, "04/05/20,Not a row,but pasted from the old list,MEETING,,,Good,TRUE");
        }
        return visit.withDetails(String.join(lineEnd, lines));
    }

    private void padSome(ExportRow row, String blank) {
        row.pad("CustomerName", "", blank.repeat(1 + random.below(3)));
        for (String column : ExportRow.HEADER) {
            if (random.oneIn(4)) {
                row.pad(column, random.oneIn(3) ? blank : "", blank);
            }
        }
    }

    private byte[] duplicate(RowKind kind) {
        expected.duplicate();
        int newest = ordinaryRows.size() - 1;
        Ordinary original = ordinaryRows.get(newest - random.skewedBelow(newest + 1));
        if (kind == RowKind.COPY) {
            return original.row.bytes();
        }
        return row(original.visit, !original.longYear)
                .pad("Salesperson", "", " ")
                .bytes();
    }

    private byte[] bad(RowKind kind, Visit visit) {
        int turn = badSoFar.merge(kind, 1, Integer::sum) - 1;
        BadRow bad = BadRow.of(kind, row(visit, random.oneIn(9)), turn);
        expected.rejected(new Reject(export.line(), export.offset(), bad.column(), bad.rule()));
        return bad.row().bytes();
    }

    private static ExportRow row(Visit visit, boolean longYear) {
        return new ExportRow(visit, visit.date().format(longYear ? LONG_YEAR : SHORT_YEAR));
    }
}
