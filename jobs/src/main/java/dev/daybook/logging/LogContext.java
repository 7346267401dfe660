package dev.daybook.logging;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Which run a log line is of: kept by SLF4J for each thread, and added to every line where lines are data. */
public final class LogContext {

    private static final String JOB = "job";
    private static final String EXECUTION = "execution";
    private static final String BUSINESS_DATE = "businessDate";

    private LogContext() {}

    /** @param businessDate null for jobs that have none */
    public static void enter(String job, long execution, @Nullable String businessDate) {
        MDC.put(JOB, job);
        MDC.put(EXECUTION, String.valueOf(execution));
        if (businessDate != null) {
            MDC.put(BUSINESS_DATE, businessDate);
        }
    }

    public static void leave() {
        MDC.remove(JOB);
        MDC.remove(EXECUTION);
        MDC.remove(BUSINESS_DATE);
    }

    /** For a thread that works for the run of this one: what it logs is marked the same way. */
    public static Runnable inherited(Runnable task) {
        Map<String, String> context = MDC.getCopyOfContextMap();
        if (context == null) {
            return task;
        }
        return () -> {
            MDC.setContextMap(context);
            task.run();
        };
    }
}
