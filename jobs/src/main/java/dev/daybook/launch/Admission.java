package dev.daybook.launch;

import org.springframework.batch.core.job.parameters.JobParameters;

/** What is decided about a request. */
public sealed interface Admission {

    /** It is run: as a new job instance, or as a restart of the one that has these identifying parameters. */
    record Start(JobParameters parameters) implements Admission {}

    /** Its effect is there already. */
    record Duplicate(long jobInstanceId, String reason) implements Admission {}
}
