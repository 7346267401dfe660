package dev.daybook.queue;

import dev.daybook.failure.DaybookException;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** Says in a person's words what SQS or the way to it said about a queue, and what to do. */
final class SqsFailures {

    private static final int FORBIDDEN = 403;

    private SqsFailures() {}

    /** @param action what is being done, as in "receiving from" */
    static <T> T during(String action, QueueSettings queue, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw of(action, queue, e);
        }
    }

    private static DaybookException of(String action, QueueSettings queue, SdkException failure) {
        if (failure instanceof QueueDoesNotExistException) {
            return new DaybookException(
                    DaybookException.Kind.CONFIGURATION,
                    "there is no queue %s: check the URL and its region, or create it".formatted(queue.url()),
                    failure);
        }
        String what = failure instanceof SqsException answer
                ? "SQS answered %d %s".formatted(answer.statusCode(), code(answer))
                : "No answer from SQS";
        return new DaybookException(
                DaybookException.Kind.UPSTREAM,
                "%s while %s queue %s: %s".formatted(what, action, queue.url(), remedy(failure)),
                failure);
    }

    private static String remedy(SdkException failure) {
        if (failure instanceof SqsException answer && answer.statusCode() == FORBIDDEN) {
            return "allow this role sqs:ReceiveMessage, DeleteMessage, ChangeMessageVisibility and"
                    + " GetQueueAttributes on the queue (sqs:SendMessage on one that changes are announced to), and check"
                    + " the credentials";
        }
        String message = String.valueOf(failure.getMessage());
        return message.contains("credentials")
                ? "give credentials: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, AWS_PROFILE, or a role"
                : message + ". Check the URL and the network";
    }

    static String code(SqsException answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        return details == null || details.errorCode() == null ? "" : details.errorCode();
    }
}
