package dev.daybook.launch;

import dev.daybook.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a job is called, what it takes, and where its wiring is. The one thing of a job that others may see. */
public interface JobDefinition {

    /** As on the command line and in the job repository. */
    String name();

    /** One sentence. */
    String description();

    List<Parameter> parameters();

    /** The Spring configuration that has its {@code Job} and its {@link JobAdmission}; loaded for this job alone. */
    Class<?> configuration();

    /**
     * The request that loads what was rejected by a load of this job, once it is mended, besides what it has loaded.
     *
     * @param recorded parameters of the run, as the job repository has them
     * @param load number of the load in the ledger
     * @param file with the mended rows
     * @return empty for a job that rejects no rows
     */
    default Optional<Map<String, String>> replay(Map<String, String> recorded, long load, String file) {
        return Optional.empty();
    }

    /**
     * Does ahead, on a thread of its own while the application starts, what the admission will need.
     *
     * @return the key and value the admission finds it under; empty for nothing
     */
    default Map<String, Object> prepare(Map<String, String> parameters, Settings settings) {
        return Map.of();
    }

    /**
     * @param description what it means, and what is taken when it is absent
     */
    record Parameter(String name, boolean isRequired, String description) {}
}
