package dev.daybook.launch;

import org.springframework.batch.core.listener.JobExecutionListener;

/** Tells people of the end of a run. */
@FunctionalInterface
interface Telling {

    /** Hears of the end of the run that a request comes to. */
    JobExecutionListener of(Request request);
}
