package dev.daybook;

import dev.daybook.launch.JobDefinition;
import java.util.List;

/** The jobs the application knows, for tests of what lies outside it. */
public final class AllJobs {

    private AllJobs() {}

    public static List<JobDefinition> list() {
        return DaybookApplication.JOBS;
    }
}
