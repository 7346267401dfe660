package dev.daybook.store;

import dev.daybook.failure.DaybookException;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Deletes the objects of one page of a listing in one request: S3 takes 1,000 keys in both. */
final class S3Deletion {

    private final S3Client client;
    private final Location folder;

    S3Deletion(S3Client client, Location folder) {
        this.client = client;
        this.folder = folder;
    }

    void of(List<S3Object> objects) {
        if (objects.isEmpty()) {
            return;
        }
        List<ObjectIdentifier> keys = objects.stream()
                .map(object -> ObjectIdentifier.builder().key(object.key()).build())
                .toList();
        DeleteObjectsResponse answer = S3Failures.during(
                "deleting",
                folder,
                () -> client.deleteObjects(request -> request.bucket(folder.bucket())
                        .delete(all -> all.objects(keys).quiet(true))));
        if (!answer.errors().isEmpty()) {
            throw kept(answer.errors(), keys.size());
        }
    }

    private DaybookException kept(List<S3Error> errors, int asked) {
        S3Error first = errors.get(0);
        return DaybookException.storage(
                "S3 kept %d of %d objects below %s, the first s3://%s/%s (%s: %s). Restart the run"
                        .formatted(
                                errors.size(),
                                asked,
                                folder,
                                folder.bucket(),
                                first.key(),
                                first.code(),
                                first.message()),
                null);
    }
}
