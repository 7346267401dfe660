package dev.daybook.store;

import dev.daybook.failure.DaybookException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** Sends a part whenever one is full, and content that fits into one part as a plain object. Holds one part in memory. */
final class S3Upload extends GuardedUpload {

    private static final Logger log = LoggerFactory.getLogger(S3Upload.class);
    private static final int PART_BYTES = 8 << 20;
    private static final int MAX_PARTS = 10_000;

    private final S3Client client;
    private final Location target;
    private final PartBuffer buffer = new PartBuffer();
    private final List<CompletedPart> parts = new ArrayList<>();
    private @Nullable String uploadId;
    private long size;

    S3Upload(S3Client client, Location target) {
        super(target);
        this.client = client;
        this.target = target;
    }

    @Override
    void write(byte[] bytes, int offset, int length) {
        int written = 0;
        while (written < length) {
            int count = Math.min(length - written, PART_BYTES - buffer.size());
            buffer.write(bytes, offset + written, count);
            written += count;
            if (buffer.size() == PART_BYTES) {
                sendPart();
            }
        }
        size += length;
    }

    @Override
    StoredObject publish() {
        String eTag = S3Failures.during("writing", target, uploadId == null ? this::putWhole : this::complete);
        return S3ObjectStore.written(target, size, eTag);
    }

    @Override
    void discard() {
        String id = uploadId;
        if (id == null) {
            return;
        }
        try {
            client.abortMultipartUpload(
                    abort -> abort.bucket(target.bucket()).key(target.key()).uploadId(id));
        } catch (SdkException e) {
            log.warn(
                    "The parts of unfinished upload {} of {} stay until a lifecycle rule removes them: {}",
                    id,
                    target,
                    e.getMessage());
        }
    }

    private String putWhole() {
        return client.putObject(put -> put.bucket(target.bucket()).key(target.key()), buffer.body())
                .eTag();
    }

    private String complete() {
        if (buffer.size() > 0) {
            sendPart();
        }
        return client.completeMultipartUpload(complete -> complete.bucket(target.bucket())
                        .key(target.key())
                        .uploadId(uploadId)
                        .multipartUpload(all -> all.parts(parts)))
                .eTag();
    }

    private void sendPart() {
        if (parts.size() == MAX_PARTS) {
            throw DaybookException.storage(
                    "%s would be larger than %d GiB: write several objects"
                            .formatted(target, ((long) MAX_PARTS * PART_BYTES) >> 30),
                    null);
        }
        parts.add(S3Failures.during("writing", target, this::sentPart));
        buffer.reset();
    }

    private CompletedPart sentPart() {
        if (uploadId == null) {
            uploadId = client.createMultipartUpload(
                            create -> create.bucket(target.bucket()).key(target.key()))
                    .uploadId();
        }
        int number = parts.size() + 1;
        String eTag = client.uploadPart(
                        part -> part.bucket(target.bucket())
                                .key(target.key())
                                .uploadId(uploadId)
                                .partNumber(number),
                        buffer.body())
                .eTag();
        return CompletedPart.builder().partNumber(number).eTag(eTag).build();
    }

    /** Grows up to one part and gives its bytes away without copying them. */
    private static final class PartBuffer extends ByteArrayOutputStream {

        private static final int INITIAL_BYTES = 64 << 10;

        PartBuffer() {
            super(INITIAL_BYTES);
        }

        RequestBody body() {
            return RequestBody.fromContentProvider(
                    () -> new ByteArrayInputStream(buf, 0, count), count, "application/octet-stream");
        }
    }
}
