package dev.daybook.launch;

import dev.daybook.failure.DaybookException;
import org.springframework.batch.core.BatchStatus;

/** Exit codes of the process, as DESIGN section 6 lists them. */
public final class ExitCode {

    public static final int COMPLETED = 0;
    public static final int FAILED = 1;
    public static final int BAD_REQUEST = 2;
    public static final int REFUSED = 3;
    public static final int STOPPED = 4;
    public static final int COMPLETED_WITH_REJECTS = 5;

    /** Exit status in the repository of a run that cannot succeed however often it is restarted as it was asked for. */
    static final String BAD_REQUEST_STATUS = "BAD_REQUEST";

    /** Exit status in the repository of a completed run that rejected more than its feed's threshold for a warning. */
    public static final String COMPLETED_WITH_REJECTS_STATUS = "COMPLETED_WITH_REJECTS";

    private ExitCode() {}

    /**
     * Of an execution that has ended.
     *
     * @param exitStatus its exit code in the job repository
     */
    public static int of(BatchStatus status, String exitStatus) {
        return switch (status) {
            case COMPLETED -> exitStatus.equals(COMPLETED_WITH_REJECTS_STATUS) ? COMPLETED_WITH_REJECTS : COMPLETED;
            case STOPPED, STOPPING -> STOPPED;
            default -> exitStatus.equals(BAD_REQUEST_STATUS) ? BAD_REQUEST : FAILED;
        };
    }

    /** Of a request that came to nothing. */
    public static int of(DaybookException.Kind kind) {
        return switch (kind) {
            case CONFIGURATION -> BAD_REQUEST;
            case REFUSED -> REFUSED;
            case STOPPED -> STOPPED;
            case INPUT, UPSTREAM, STORAGE -> FAILED;
        };
    }
}
