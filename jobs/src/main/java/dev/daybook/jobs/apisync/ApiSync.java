package dev.daybook.jobs.apisync;

import dev.daybook.launch.JobDefinition;
import java.util.List;

/** Files of a source into the staging zone when they have changed, and into the tables of their feeds. */
public final class ApiSync implements JobDefinition {

    static final String NAME = "api-sync";
    static final String SOURCE = "source";
    static final String SLOT = "slot";
    static final String REPLAY = "replay";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Copy what a public server publishes when it has changed, and load it into tables.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter(SOURCE, true, "its name: bls-productivity, population, or one of yours"),
                new Parameter(
                        SLOT,
                        false,
                        "the time it is for, as a schedule gives it: one that is done already is a duplicate"),
                new Parameter(
                        REPLAY,
                        false,
                        "a day such as 2026-03-01, at whose end (UTC) the tables are to be: from kept files, without network"));
    }

    @Override
    public Class<?> configuration() {
        return ApiSyncConfiguration.class;
    }
}
