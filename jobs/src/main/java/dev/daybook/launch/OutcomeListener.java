package dev.daybook.launch;

import dev.daybook.database.Database;
import dev.daybook.failure.DaybookException;
import java.util.Optional;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.JobExecutionListener;

/** Keeps the message of what made a run fail, in place of the stack trace Batch would keep. */
public final class OutcomeListener implements JobExecutionListener {

    @Override
    public void afterJob(JobExecution execution) {
        if (execution.getStatus() != BatchStatus.FAILED) {
            return;
        }
        boolean isBadRequest = actionable(execution)
                .filter(failure -> failure.kind() == DaybookException.Kind.CONFIGURATION)
                .isPresent();
        String code = isBadRequest ? ExitCode.BAD_REQUEST_STATUS : ExitStatus.FAILED.getExitCode();
        execution.setExitStatus(new ExitStatus(code, message(execution)));
    }

    private static String message(JobExecution execution) {
        return actionable(execution)
                .map(Throwable::getMessage)
                .orElseGet(() -> execution.getAllFailureExceptions().stream()
                        .findFirst()
                        .map(OutcomeListener::message)
                        .orElse("no reason was recorded"));
    }

    private static String message(Throwable failure) {
        Throwable cause = deepest(failure);
        return Database.isLost(failure)
                ? "the database went away (%s). When it is back, run the same again: it goes on from where it was"
                        .formatted(cause.getMessage())
                : cause.toString();
    }

    /** The failure somebody can act on, if that is what ended the run. */
    public static Optional<DaybookException> actionable(JobExecution execution) {
        return execution.getAllFailureExceptions().stream()
                .flatMap(failure -> actionable(failure).stream())
                .findFirst();
    }

    /** The failure somebody can act on among the causes. */
    static Optional<DaybookException> actionable(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DaybookException found) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private static Throwable deepest(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
