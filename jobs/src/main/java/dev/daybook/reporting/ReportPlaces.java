package dev.daybook.reporting;

import dev.daybook.store.Location;

/** Where reports lie in their zone. */
public record ReportPlaces(Location zone) {

    /**
     * A file of a report; never written twice. A failed run's files are named by its execution too, as the report may be
     * run again.
     */
    public Location archived(ReportRecord report, String extension) {
        return zone.resolve(archivePath(report, extension));
    }

    /** As {@link #archived}, of one that is about to be published. */
    public Location published(ReportRecord report, String extension) {
        return zone.resolve("archive/%s/%s.%s".formatted(report.name(), report.id(), extension));
    }

    /** As {@link #archived}, below the zone. */
    public static String archivePath(ReportRecord report, String extension) {
        boolean hasFailed = report.status() == ReportRecord.Status.FAILED;
        String mark = hasFailed ? "-failed-" + report.executionId() : "";
        return "archive/%s/%s%s.%s".formatted(report.name(), report.id(), mark, extension);
    }

    /** Folder of a report's extracts. */
    public Location extracts(ReportRecord report) {
        return zone.resolve("archive/%s/%s.extracts".formatted(report.name(), report.id()));
    }

    /** A file of the newest business period of a report, called {@code file}. */
    public Location latest(String file) {
        return zone.resolve("latest/" + file);
    }

    public Location index() {
        return zone.resolve("index.json");
    }
}
