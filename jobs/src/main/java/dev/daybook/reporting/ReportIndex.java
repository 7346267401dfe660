package dev.daybook.reporting;

import dev.daybook.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The list of reports that the viewer reads, {@code index.json}. */
public final class ReportIndex {

    private static final int PAGE = 500;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ReportLog log;
    private final ObjectStore store;
    private final ReportPlaces places;

    public ReportIndex(ReportLog log, ObjectStore store, ReportPlaces places) {
        this.log = log;
        this.store = store;
        this.places = places;
    }

    /** @param path of its files below the zone, without the extension */
    private record Entry(
            String report,
            String title,
            String from,
            String to,
            String status,
            String made,
            String path,
            @Nullable String error) {}

    /** @param older pages that go on, newest first */
    private record Page(List<String> older, List<Entry> reports) {}

    /** Writes what is on record, again when more came meanwhile: the last to write has seen it all. */
    public void write() {
        List<ReportRecord> written = log.ended();
        while (true) {
            put(written);
            List<ReportRecord> now = log.ended();
            if (now.equals(written)) {
                return;
            }
            written = now;
        }
    }

    /** The newest reports are in the index itself, those before on pages it names, so that it stays short. */
    private void put(List<ReportRecord> reports) {
        List<Entry> entries = reports.stream().map(ReportIndex::entry).toList();
        List<String> older = new ArrayList<>();
        for (int from = PAGE; from < entries.size(); from += PAGE) {
            String page = "index/%d.json".formatted(from / PAGE);
            List<Entry> onPage = entries.subList(from, Math.min(from + PAGE, entries.size()));
            store.put(places.zone().resolve(page), JSON.writeValueAsBytes(new Page(List.of(), onPage)));
            older.add(page);
        }
        List<Entry> newest = entries.subList(0, Math.min(PAGE, entries.size()));
        store.put(places.index(), JSON.writeValueAsBytes(new Page(older, newest)));
    }

    private static Entry entry(ReportRecord report) {
        String path = ReportPlaces.archivePath(report, "x");
        return new Entry(
                report.name(),
                report.title(),
                report.period().from().toString(),
                report.period().to().toString(),
                report.status().isPublished()
                        ? ReportRecord.Status.PUBLISHED.name()
                        : report.status().name(),
                String.valueOf(report.endedAt()),
                path.substring(0, path.length() - 2),
                report.error());
    }
}
