package dev.daybook.store;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Reads an object or a range of it, all bytes from the version found at first. */
final class S3Download {

    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final S3Client client;
    private final Location object;

    S3Download(S3Client client, Location object) {
        this.client = client;
        this.object = object;
    }

    /** From {@code start} to the end of the object; without a range header where all is wanted, as empty objects have none. */
    InputStream from(long start) {
        return open(start, start == 0 ? null : "bytes=%d-".formatted(start));
    }

    /** From {@code start} to before {@code end} or to the end of the object. */
    InputStream range(long start, long end) {
        return open(start, header(start, end));
    }

    private InputStream open(long start, @Nullable String range) {
        try {
            ResponseInputStream<GetObjectResponse> first = client.getObject(
                    get -> get.bucket(object.bucket()).key(object.key()).range(range));
            long end = start + first.response().contentLength();
            String eTag = first.response().eTag();
            return new ResumingInputStream(object, first, start, end, position -> resume(position, end, eTag));
        } catch (S3Exception e) {
            if (e.statusCode() == RANGE_NOT_SATISFIABLE) {
                return InputStream.nullInputStream();
            }
            throw S3Failures.of("reading", object, e);
        } catch (SdkException e) {
            throw S3Failures.of("reading", object, e);
        }
    }

    private InputStream resume(long position, long end, String eTag) {
        return S3Failures.during(
                "reading",
                object,
                () -> client.getObject(get -> get.bucket(object.bucket())
                        .key(object.key())
                        .range(header(position, end))
                        .ifMatch(eTag)));
    }

    private static String header(long start, long end) {
        return "bytes=%d-%d".formatted(start, end - 1);
    }
}
