package dev.daybook.launch;

import java.util.Map;

/** Decides whether a request has to be run, and as which job instance. */
public interface JobAdmission {

    /**
     * @param parameters as given, names checked
     * @param prepared what {@link JobDefinition#prepare} has made
     * @throws dev.daybook.failure.DaybookException of kind CONFIGURATION or INPUT for a request that can never be run
     */
    Admission decide(Map<String, String> parameters, Map<String, Object> prepared);
}
