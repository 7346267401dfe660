package dev.daybook.glue;

import dev.daybook.failure.DaybookException;
import dev.daybook.failure.DaybookException.Kind;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.glue.model.AccessDeniedException;
import software.amazon.awssdk.services.glue.model.ErrorDetail;
import software.amazon.awssdk.services.glue.model.GlueException;
import software.amazon.awssdk.services.glue.model.InvalidInputException;

/** Says in a person's words what Glue or the way to it said, and what to do. */
final class GlueFailures {

    private GlueFailures() {}

    /** @param action what is being done to what, as in "creating table visits" */
    static <T> T during(String action, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw of(action, e);
        }
    }

    static DaybookException of(String action, SdkException failure) {
        if (failure instanceof InvalidInputException) {
            return new DaybookException(
                    Kind.CONFIGURATION, "Glue refused %s: %s".formatted(action, failure.getMessage()), failure);
        }
        String what = failure instanceof GlueException answer
                ? "Glue answered %d %s".formatted(answer.statusCode(), code(answer))
                : "No answer from Glue";
        return new DaybookException(
                Kind.UPSTREAM,
                "%s while %s: %s. The data is safe: `daybook maintenance` brings the catalog in step"
                        .formatted(what, action, remedy(failure)),
                failure);
    }

    /** @param problems items with one, of which this is the first */
    static DaybookException ofItem(String item, ErrorDetail detail, int problems) {
        return new DaybookException(
                Kind.UPSTREAM,
                "Glue did not take %s: %s %s%s. The data is safe: `daybook maintenance` brings the catalog in step"
                        .formatted(
                                item,
                                detail.errorCode(),
                                detail.errorMessage(),
                                problems == 1 ? "" : ", and %d more".formatted(problems - 1)),
                null);
    }

    static DaybookException changedByOthers(String what, int times) {
        return new DaybookException(
                Kind.UPSTREAM,
                "%s was changed in Glue %d times by others meanwhile: run `daybook maintenance`".formatted(what, times),
                null);
    }

    private static String remedy(SdkException failure) {
        if (failure instanceof AccessDeniedException) {
            return "allow this role to read and change the database, its tables and their partitions";
        }
        String message = String.valueOf(failure.getMessage());
        return message.contains("credentials")
                ? "give credentials: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, AWS_PROFILE, or a role"
                : message;
    }

    private static String code(GlueException answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        return details == null || details.errorCode() == null ? "" : details.errorCode();
    }
}
