package dev.daybook.athena;

import dev.daybook.failure.DaybookException;
import dev.daybook.failure.DaybookException.Kind;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.athena.model.AthenaException;
import software.amazon.awssdk.services.athena.model.InvalidRequestException;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;

/** Turns Athena's failures into ours. */
final class AthenaFailures {

    /** Category of errors that whoever wrote the query can mend, as AWS documents {@code AthenaError}. */
    private static final int BY_USER = 2;

    private AthenaFailures() {}

    /** Of a query that ended, and not well. */
    static DaybookException of(QueryExecution execution) {
        String reason = String.valueOf(execution.status().stateChangeReason());
        if (execution.status().state() == QueryExecutionState.CANCELLED) {
            return failure(
                    Kind.UPSTREAM,
                    "Athena ended query %s: %s. The workgroup %s may limit what a query scans"
                            .formatted(execution.queryExecutionId(), reason, execution.workGroup()),
                    null);
        }
        boolean isByUser = execution.status().athenaError() != null
                && execution.status().athenaError().errorCategory() == BY_USER;
        return isByUser
                ? failure(Kind.CONFIGURATION, "The query failed: " + reason, null)
                : failure(
                        Kind.UPSTREAM,
                        "Athena failed at query %s: %s".formatted(execution.queryExecutionId(), reason),
                        null);
    }

    static DaybookException of(SdkException failure) {
        if (failure instanceof InvalidRequestException) {
            return failure(Kind.CONFIGURATION, "Athena refused the query: " + failure.getMessage(), failure);
        }
        String message = String.valueOf(failure.getMessage());
        String remedy = message.contains("credentials")
                ? "give credentials: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, AWS_PROFILE, or a role"
                : message;
        String what = failure instanceof AthenaException answer
                ? "Athena answered %d".formatted(answer.statusCode())
                : "No answer from Athena";
        return failure(Kind.UPSTREAM, what + ": " + remedy, failure);
    }

    private static DaybookException failure(Kind kind, String message, @Nullable Throwable cause) {
        return new DaybookException(kind, message, cause);
    }
}
