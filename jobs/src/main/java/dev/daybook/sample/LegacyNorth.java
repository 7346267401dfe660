package dev.daybook.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A small clean export of the north region for the first quarter of 2022, and the corrected one that was sent later
 * under the same name. None of its rows is in {@link LegacyVisits}, which ends with 2021.
 */
final class LegacyNorth {
    static final int ROWS = 200;
    static final int REMOVED = 5;
    static final int CHANGED = 5;
    static final int ADDED = 10;

    private static final long SEED = 20_220_331;
    private static final LocalDate FIRST_DAY = LocalDate.of(2022, 1, 3);
    private static final int DAYS = 88;
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd/MM/yy", Locale.ROOT);

    private final SeededRandom random = new SeededRandom(SEED);
    private final VisitMaker maker = new VisitMaker(random);

    private LegacyNorth() {}

    /** Writes {@code north} and {@code north-corrected} below both folders. */
    static void write(Path exports, Path expectedFolder) throws IOException {
        LegacyNorth north = new LegacyNorth();
        List<Visit> original = north.original();
        List<Visit> corrected = north.corrected(original);
        write(original, exports.resolve("north"), expectedFolder.resolve("north"));
        write(corrected, exports.resolve("north-corrected"), expectedFolder.resolve("north-corrected"));
    }

    private static void write(List<Visit> visits, Path exportFolder, Path expectedFolder) throws IOException {
        ExportBuffer export = new ExportBuffer();
        ExpectedResults expected = new ExpectedResults();
        export.write(Csv.line(ExportRow.HEADER));
        for (Visit visit : visits) {
            export.write(new ExportRow(visit, visit.date().format(DATE)).bytes());
            export.write("\n");
            expected.written(visit);
        }
        Files.createDirectories(exportFolder);
        Files.write(exportFolder.resolve("LegacyNorth.csv"), export.toByteArray());
        expected.save(expectedFolder);
    }

    private List<Visit> original() {
        List<Visit> visits = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            visits.add(maker.visitOn(workingDay(DAYS * row / ROWS)));
        }
        return visits;
    }

    private List<Visit> corrected(List<Visit> original) {
        List<Visit> visits = new ArrayList<>(original);
        for (int row = 0; row < REMOVED; row++) {
            visits.remove(random.below(visits.size()));
        }
        for (int row = 0; row < CHANGED; row++) {
            int changed = row * visits.size() / CHANGED + random.below(visits.size() / CHANGED);
            Visit visit = visits.get(changed);
            visits.set(changed, maker.changed(visit.withDetails("Corrected after a call with the customer.")));
        }
        for (int row = 0; row < ADDED; row++) {
            visits.add(maker.visitOn(workingDay(random.below(DAYS))));
        }
        return visits;
    }

    private static LocalDate workingDay(int days) {
        LocalDate date = FIRST_DAY.plusDays(days);
        return date.getDayOfWeek() == DayOfWeek.SUNDAY ? date.plusDays(1) : date;
    }
}
