package dev.daybook.jobs.clickstream;

import dev.daybook.launch.JobDefinition;
import dev.daybook.load.FileRequest;
import java.util.List;

/** Deliveries of events into the table of their feed: few files per event date, each event once. */
public final class Clickstream implements JobDefinition {

    static final String NAME = "clickstream-compaction";
    static final String DATE = "date";
    static final String HOUR = "hour";
    static final String DEDUP = "dedup";
    static final String DEFAULT_FEED = "clickstream";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Compact deliveries of events to few sorted files per event date, each event once.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter(DATE, false, "day of delivery in UTC, such as 2026-03-01; default all there are"),
                new Parameter(HOUR, false, "hour of delivery in UTC, such as 2026-03-01T10"),
                new Parameter(FileRequest.FEED, false, "their feed, by name or path; default " + DEFAULT_FEED),
                new Parameter(
                        DEDUP,
                        false,
                        "which events are the same: those of one id (id, the default), or also those without an id and of"
                                + " the same content (content)"));
    }

    @Override
    public Class<?> configuration() {
        return ClickstreamConfiguration.class;
    }
}
