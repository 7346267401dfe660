package dev.daybook.store;

import dev.daybook.failure.DaybookException;
import java.io.IOException;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Says in a person's words what S3 or the way to it said about a place, and what to do. */
final class S3Failures {

    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;

    private S3Failures() {}

    /** Makes a call; its failure names the place. A missing object is of kind INPUT, anything else of kind STORAGE. */
    static <T> T during(String action, Location place, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw of(action, place, e);
        }
    }

    /** @param action what was being done, as in "writing" */
    static DaybookException of(String action, Location place, SdkException failure) {
        if (failure instanceof S3Exception answer) {
            return isMissingObject(answer) ? absent(place) : ofAnswer(action, place, answer);
        }
        return DaybookException.storage(
                "No answer from S3 while %s %s: %s. %s"
                        .formatted(action, place, failure.getMessage(), remedyWithoutAnswer(failure)),
                failure);
    }

    static DaybookException absent(Location place) {
        return DaybookException.input("No such file: %s. Check the name, or deliver it".formatted(place));
    }

    /** Whether the answer means that the key is absent; the answer to a HEAD cannot tell that from an absent bucket. */
    static boolean isMissingObject(S3Exception answer) {
        return answer.statusCode() == NOT_FOUND
                && !code(answer).equals("NoSuchBucket")
                && !code(answer).equals("NoSuchUpload");
    }

    static boolean isPreconditionFailed(S3Exception answer) {
        return answer.statusCode() == PRECONDITION_FAILED;
    }

    private static DaybookException ofAnswer(String action, Location place, S3Exception answer) {
        return DaybookException.storage(
                "S3 answered %d %s while %s %s: %s"
                        .formatted(answer.statusCode(), code(answer), action, place, remedy(place, answer)),
                answer);
    }

    private static String remedy(Location place, S3Exception answer) {
        if (code(answer).equals("NoSuchBucket")) {
            return "there is no bucket %s; check its name, or create it".formatted(place.bucket());
        }
        return switch (answer.statusCode()) {
            case 301, 307 -> "bucket %s is in another region; set the region of the bucket".formatted(place.bucket());
            case 401, FORBIDDEN ->
                "allow this role the action on bucket %s and its keys (s3:ListBucket as well, else a "
                                .formatted(place.bucket())
                        + "missing object looks forbidden), and check the credentials";
            case PRECONDITION_FAILED -> "the object was replaced meanwhile; restart the run";
            default -> "%s. Restart the run".formatted(answer.getMessage());
        };
    }

    private static String remedyWithoutAnswer(SdkException failure) {
        if (String.valueOf(failure.getMessage()).contains("credentials")) {
            return "Give credentials: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, AWS_PROFILE, or a role";
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return "Check the endpoint, the region and the network, then restart the run";
            }
        }
        return "Restart the run";
    }

    private static String code(S3Exception answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        return details == null || details.errorCode() == null ? "" : details.errorCode();
    }
}
