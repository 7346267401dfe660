package dev.daybook.launch;

import java.util.Map;

/** Decides whether a request has to be run, and as which job instance. */
public interface JobAdmission {

    /**
     * What the request is about, such as a file by its key: of the requests about one subject one is run at a time, and
     * decided about when the one before has ended.
     *
     * @param parameters as given, names checked
     * @param prepared what {@link JobDefinition#prepare} has made
     * @return at most 500 characters
     * @throws dev.daybook.failure.DaybookException of kind CONFIGURATION for a request that can never be run
     */
    String subject(Map<String, String> parameters, Map<String, Object> prepared);

    /**
     * @param parameters as given, names checked
     * @param prepared what {@link JobDefinition#prepare} has made
     * @throws dev.daybook.failure.DaybookException of kind CONFIGURATION or INPUT for a request that can never be run
     */
    Admission decide(Map<String, String> parameters, Map<String, Object> prepared);
}
