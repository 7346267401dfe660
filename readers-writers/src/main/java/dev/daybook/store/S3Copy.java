package dev.daybook.store;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** Copies inside S3, without a byte passing through here; what is too large for one request goes in parts. */
final class S3Copy {

    /** The most that S3 copies in one request. */
    static final long MAX_SINGLE_BYTES = 5L << 30;

    static final long PART_BYTES = 1L << 30;

    private final S3Client client;
    private final StoredObject source;
    private final Location target;

    S3Copy(S3Client client, StoredObject source, Location target) {
        this.client = client;
        this.source = source;
        this.target = target;
    }

    /** Copies exactly the version of the source and returns the ETag of the copy. */
    String whole() {
        return client.copyObject(copy -> copy.sourceBucket(source.location().bucket())
                        .sourceKey(source.location().key())
                        .copySourceIfMatch(source.version())
                        .destinationBucket(target.bucket())
                        .destinationKey(target.key()))
                .copyObjectResult()
                .eTag();
    }

    /** Like {@link #whole}; nothing stays of a failed copy. */
    String inParts(long partBytes) {
        String uploadId = client.createMultipartUpload(
                        create -> create.bucket(target.bucket()).key(target.key()))
                .uploadId();
        boolean complete = false;
        try {
            List<CompletedPart> parts = new ArrayList<>();
            for (long start = 0; start < source.size(); start += partBytes) {
                parts.add(part(uploadId, parts.size() + 1, start, Math.min(start + partBytes, source.size()) - 1));
            }
            String eTag = complete(uploadId, parts);
            complete = true;
            return eTag;
        } finally {
            if (!complete) {
                client.abortMultipartUpload(
                        abort -> abort.bucket(target.bucket()).key(target.key()).uploadId(uploadId));
            }
        }
    }

    private String complete(String uploadId, List<CompletedPart> parts) {
        return client.completeMultipartUpload(request -> request.bucket(target.bucket())
                        .key(target.key())
                        .uploadId(uploadId)
                        .multipartUpload(all -> all.parts(parts)))
                .eTag();
    }

    private CompletedPart part(String uploadId, int number, long first, long last) {
        String eTag = client.uploadPartCopy(
                        copy -> copy.sourceBucket(source.location().bucket())
                                .sourceKey(source.location().key())
                                .copySourceIfMatch(source.version())
                                .copySourceRange("bytes=%d-%d".formatted(first, last))
                                .destinationBucket(target.bucket())
                                .destinationKey(target.key())
                                .uploadId(uploadId)
                                .partNumber(number))
                .copyPartResult()
                .eTag();
        return CompletedPart.builder().partNumber(number).eTag(eTag).build();
    }
}
